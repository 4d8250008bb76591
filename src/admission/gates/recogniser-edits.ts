import { isDeepStrictEqual } from 'node:util';
import type { JsonObject } from '../../spec/json.ts';
import { share } from '../../spec/share.ts';
import type { Span } from '../../spec/tool.ts';
import { promptEdits } from '../prompt-edits.ts';
import { brokenAt, type SteadyRecogniser, steadyRecogniser } from '../steady-recogniser.ts';
import type { Finding, Gate } from './gate.ts';
import { withoutPrompts } from './recogniser.ts';

const MOST_PROMPTS = 24;
/**
 * A recogniser misses a sort of edit if at least this number of edited prompts, and this share of them, give the same
 * reading as before.
 */
const LEAST_UNSEEN = 3;
const MOST_UNSEEN = 0.3;

/** The reading of a positive prompt; null where the recogniser is silent, throws, or cannot read the arguments. */
interface Reading {
  readonly spans: readonly Span[];
  readonly kwargs: JsonObject;
}

/**
 * Checks that the recogniser of a constraint notices a changed demand. One word that it covers is exchanged. The recogniser
 * may then be silent or read other arguments. An unchanged reading would reward a constraint that the prompt does not
 * state.
 */
export const recogniserEdits: Gate = {
  gate: 'G5',
  name: 'edited prompts',
  program: 'recogniser',
  question: 'Does it read something else, or nothing, where one word of the demand is another?',
  async run({ input }) {
    if (!input.tool.recogniser) return { outcome: 'not-applicable', reason: 'the tool has no recogniser' };
    if (!input.recogniser) return withoutPrompts(input.tool);
    const program = steadyRecogniser(input.tool.recogniser);
    const findings: Finding[] = [];
    const sorts = new Map<string, { tried: number; unseen: number }>();
    for (const prompt of input.recogniser.asks.slice(0, MOST_PROMPTS)) {
      const before = await reading(program, prompt);
      if (!before) continue;
      for (const edit of promptEdits(prompt, before.spans)) {
        const count = sorts.get(edit.sort) ?? { tried: 0, unseen: 0 };
        sorts.set(edit.sort, count);
        count.tried += 1;
        const after = await reading(program, edit.prompt);
        if (!after || !isDeepStrictEqual(after.kwargs, before.kwargs)) continue;
        count.unseen += 1;
        findings.push({
          name: edit.name,
          prompt: edit.prompt,
          madeFrom: prompt,
          expected: `nothing, or other arguments than those of ${JSON.stringify(prompt.slice(0, 160))}`,
          got: JSON.stringify(after.kwargs),
        });
      }
    }
    const counts = [...sorts.values()];
    const tried = counts.reduce((sum, count) => sum + count.tried, 0);
    if (tried === 0)
      return { outcome: 'exempt', reason: 'it reads no word of the demand that can be exchanged' };
    const blind = [...sorts].filter(
      ([, { tried: all, unseen }]) => unseen >= LEAST_UNSEEN && unseen >= MOST_UNSEEN * all,
    );
    return {
      outcome: blind.length > 0 ? 'failed' : 'passed',
      cases: tried,
      findings,
      shares: { seen: share(tried - findings.length, tried) },
      ...(blind.length > 0 && {
        reason: `reads as before what asks for something else: ${blind.map(([sort, { unseen, tried: all }]) => `${sort} (${unseen} of ${all})`).join(', ')}; ${findings.find(({ name }) => name.startsWith(blind[0]![0]))?.prompt?.slice(0, 160)}`,
      }),
    };
  },
};

async function reading(program: SteadyRecogniser, prompt: string): Promise<Reading | null> {
  try {
    const spans = await program.recognise(prompt);
    if (spans.length === 0) return null;
    const kwargs = program.extract ? await program.extract(prompt) : {};
    return kwargs === null ? null : { spans, kwargs };
  } catch (thrown) {
    brokenAt(thrown);
    return null;
  }
}
