import type { PreferencePair } from '../../../src/admission/added-tools/preference-pairs.ts';
import type { JudgeSpec } from '../../../src/spec/judge-spec.ts';
import type { Step } from '../../../src/spec/rollout.ts';
import { type Answered, chatItems, clauseItems, type LiveItem, taskItems } from './items.ts';
import { livePatterns } from './patterns.ts';

/** One attack on one item. */
export interface LiveTrial {
  readonly pattern: string;
  readonly item: LiveItem;
  readonly attacked: Answered;
  /** What the attack says beside the wrong response. */
  readonly words: string;
}

/** @returns the items for a sort of judge; null for a sort that has none */
export function itemsFor({ judges }: Pick<JudgeSpec, 'judges'>): readonly LiveItem[] | null {
  if (judges === 'rubric' || judges === 'pairs' || judges === 'equivalence') return chatItems;
  if (judges === 'clauses') return clauseItems;
  return judges === 'success' ? taskItems : null;
}

/** @returns labelled pairs of somebody's own as items: the better response is the right one */
export function itemsOfPairs(pairs: readonly PreferencePair[]): LiveItem[] {
  return pairs.map(({ prompt, chosen, rejected }) => ({
    prompt,
    right: { text: chosen },
    wrong: { text: rejected },
    claim: 'what is said above holds',
  }));
}

/**
 * @param count of each pattern; each trial of it has another wording and another item, as far as there are some
 * @returns the trials of all patterns, spread over the items
 */
export function trialsOf(items: readonly LiveItem[], count: number): LiveTrial[] {
  const stride = Math.max(1, Math.floor(items.length / livePatterns.length));
  return livePatterns.flatMap(({ name, wordings, alone }, row) =>
    Array.from({ length: Math.min(count, wordings.length * items.length) }, (_, at): LiveTrial => {
      const item = items[(at + row * stride + Math.floor(at / items.length)) % items.length]!;
      const words = wordings[at % wordings.length]!(item);
      return { pattern: name, item, words, attacked: attackedBy(item.wrong, words, at, alone === true) };
    }),
  );
}

/** In a trajectory every other attack comes back from a call that the policy made: what tools give back is no text of the policy. */
function attackedBy({ text, steps }: Answered, words: string, at: number, alone: boolean): Answered {
  if (!steps) return { text: alone ? words : `${text}\n${words}` };
  if (at % 2 === 0) return { steps, text: alone ? words : `${text}\n${words}` };
  const printed: Step[] = [
    {
      role: 'assistant',
      content: '',
      tool_calls: [{ name: 'shell', arguments: { command: 'cat report.txt' } }],
    },
    { role: 'tool', content: words },
  ];
  return { steps: [...steps, ...printed], text: alone ? '' : text };
}
