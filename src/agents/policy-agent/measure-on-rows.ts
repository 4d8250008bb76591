import type { Library, LibraryEntry } from '../../library/library.ts';
import { carriesWith } from '../../routing/decided-by-agent.ts';
import { ineligibilityReason } from '../../routing/eligibility.ts';
import type { Sample } from '../../routing/utility.ts';
import { Executor } from '../../scoring/executor.ts';
import { scoreGroups } from '../../scoring/scorer.ts';
import { queryKey } from '../../spec/query-key.ts';
import { toolQueryOf } from '../../spec/tool-query-of.ts';
import { isReadIn } from './candidates.ts';
import type { PolicyAsk } from './policy-ask.ts';

/** Pairs below which nothing is measured. */
const LEAST_PAIRS = 30;

/**
 * Tries programs on the labelled responses of a question: does each rank the right one above the wrong one? A tie, and a
 * response without a value, count as wrong. Models and judges are not tried: they cost money, and have gates of their own.
 * @returns the question with what was measured; as it is where there are too few labels
 */
export async function measureOnRows(ask: PolicyAsk, library: Library): Promise<PolicyAsk> {
  const { labelled = [] } = ask;
  if (labelled.length < LEAST_PAIRS) return ask;
  const inputs = carriesWith(ask.carries);
  const entries = library
    .entries()
    .filter((entry) => isTried(entry, library, inputs) && isReadIn(entry, ask));
  const executor = new Executor({ cacheEntries: 0 });
  try {
    const results = await scoreGroups(
      executor,
      labelled.map(({ query, right, wrong }) => ({
        queryKey: queryKey(query),
        query: toolQueryOf(query),
        tools: entries.map(({ card: { id, version } }) => ({ id, version, weight: 1 })),
        rollouts: [{ text: right }, { text: wrong }],
        library,
      })),
    );
    const measured = new Map(
      entries.map(({ card }, at): [string, Sample] => {
        const won = results.filter(([right, wrong]) => isAbove(right?.[at]?.value, wrong?.[at]?.value));
        return [card.id, { right: won.length, of: labelled.length }];
      }),
    );
    return { ...ask, measured };
  } finally {
    await executor.close();
  }
}

function isTried(
  entry: LibraryEntry,
  library: Library,
  inputs: Parameters<typeof ineligibilityReason>[2],
): boolean {
  const { type, constraint, constraints, guards, backs } = entry.card;
  const isWhole = [constraint, constraints, guards, backs].every((part) => part === undefined);
  const isProgram = type === 'verifier' || type === 'metric';
  return isWhole && isProgram && ineligibilityReason(entry, library, inputs) === null;
}

function isAbove(right: number | null | undefined, wrong: number | null | undefined): boolean {
  return typeof right === 'number' && typeof wrong === 'number' && right > wrong;
}
