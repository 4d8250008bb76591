import type { ChatModel } from '../../src/models/chat-model.ts';
import { RlarError } from '../../src/spec/errors.ts';
import type { JudgeSpec, JudgeSpecOf } from '../../src/spec/judge-spec.ts';
import { scoreOne } from '../../src/spec/prepared-tool.ts';
import { Random } from '../../src/spec/random.ts';
import type { ToolQuery } from '../../src/spec/tool.ts';
import { guard } from '../../src/tools/judge/guard.ts';
import { pairQuestion } from '../../src/tools/judge/pair-question.ts';
import { rubricJudge } from '../../src/tools/judge/rubric-judge.ts';
import { saysTheSame } from '../../src/tools/judge/says-the-same.ts';
import type { LabelledPair } from './pair-sets.ts';

/** How far the chosen response stands above the other, from 0 to 1; null where the judge's answer was none. */
type Preference = number | null;

/** What a judge said of a pair: in the one order, and in the other. */
export interface PairSaid {
  readonly pair: LabelledPair;
  /** The chosen response stood first. */
  readonly there: Preference;
  /** It stood second. */
  readonly back: Preference;
}

/** A judge that takes two requests for a pair. */
export interface PairAsker {
  /**
   * One of the two requests.
   * @param part 0: the chosen response stands first, or is judged by itself; 1: the other one is
   * @returns the preference for what stands first, or the value of what is judged; null where the answer was none
   */
  readonly ask: (model: ChatModel, pair: LabelledPair, part: 0 | 1) => Promise<number | null>;
  readonly read: (chosen: number | null, other: number | null) => Omit<PairSaid, 'pair'>;
}

/** @returns how pairs are asked about; null for a judge that has no say on pairs */
export function pairAsker(spec: JudgeSpec): PairAsker | null {
  if (spec.judges === 'pairs')
    return {
      ask: (model, pair, part) => askPair(model, spec, pair, part),
      read: (there, back) => ({ there, back: back === null ? null : 1 - back }),
    };
  // Responses that are judged by themselves have no order, so that both answers are the same.
  if (spec.judges === 'rubric')
    return {
      ask: (model, pair, part) => askOne(model, spec, pair, part),
      read: (good, bad) => {
        const preference = good === null || bad === null ? null : 0.5 + Math.sign(good - bad) / 2;
        return { there: preference, back: preference };
      },
    };
  return null;
}

/**
 * Asks about all pairs. The requests go out in an order of the seed: neither their order nor which of a pair's two comes
 * first tells whoever answers them which response is the chosen one.
 */
export async function askPairs(
  model: ChatModel,
  { ask, read }: PairAsker,
  pairs: readonly LabelledPair[],
  seed: number,
): Promise<PairSaid[]> {
  const requests = pairs.flatMap((_, at) => [0, 1].map((part) => ({ at, part: part as 0 | 1 })));
  const said = pairs.map((): [number | null, number | null] => [null, null]);
  await Promise.all(
    new Random(seed, 'requests').shuffled(requests).map(async ({ at, part }) => {
      said[at]![part] = await ask(model, pairs[at]!, part);
    }),
  );
  return pairs.map((pair, at) => ({ pair, ...read(...said[at]!) }));
}

const queryOf = ({ prompt }: LabelledPair): ToolQuery => ({
  prompt,
  messages: [{ role: 'user', content: prompt }],
  references: [],
  constraints: [],
});
const inOrder = ({ chosen, rejected }: LabelledPair, part: 0 | 1) =>
  part === 0 ? ([chosen, rejected] as const) : ([rejected, chosen] as const);

/** What says nothing stands below the other without a question, and equal texts are level without one. */
async function askPair(
  model: ChatModel,
  { criteria, longest }: JudgeSpecOf<'pairs'>,
  pair: LabelledPair,
  part: 0 | 1,
): Promise<Preference> {
  const query = queryOf(pair);
  const rubric = criteria.map(({ asks }) => asks);
  const [first, second] = inOrder(pair, part).map((text) => guard(text, query, { rubric, longest }));
  if (!first || !second || !('shown' in first) || !('shown' in second))
    return 0.5 + (Number(!!first && 'shown' in first) - Number(!!second && 'shown' in second)) / 2;
  if (saysTheSame(first.shown, second.shown)) return 0.5;
  const { system, prompt, shape } = pairQuestion(query, [first.shown, second.shown], criteria);
  return orNone(async () => {
    const said = await model.askStructured(
      { purpose: 'judge', system, prompt, seed: 1, temperature: 0 },
      shape,
    );
    return said.preference;
  });
}

async function askOne(
  model: ChatModel,
  spec: JudgeSpecOf<'rubric'>,
  pair: LabelledPair,
  part: 0 | 1,
): Promise<number | null> {
  const judge = rubricJudge(spec, queryOf(pair), async () => model);
  const verdict = await scoreOne(judge, { text: inOrder(pair, part)[0] });
  return verdict.status === 'scored' ? verdict.value : null;
}

async function orNone<Value>(work: () => Promise<Value>): Promise<Value | null> {
  try {
    return await work();
  } catch (thrown) {
    if (thrown instanceof RlarError && thrown.code !== 'RLAR_CASSETTE_MISS') {
      process.stderr.write(`${thrown.code}: ${thrown.message.slice(0, 200)}\n`);
      return null;
    }
    throw thrown;
  }
}
