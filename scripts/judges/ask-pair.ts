import type { ChatModel } from '../../src/models/chat-model.ts';
import { RlarError } from '../../src/spec/errors.ts';
import type { JudgeSpecOf } from '../../src/spec/judge-spec.ts';
import { scoreOne } from '../../src/spec/prepared-tool.ts';
import type { ToolQuery } from '../../src/spec/tool.ts';
import { guard } from '../../src/tools/judge/guard.ts';
import { pairQuestion } from '../../src/tools/judge/pair-question.ts';
import { rubricJudge } from '../../src/tools/judge/rubric-judge.ts';
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

const queryOf = ({ prompt }: LabelledPair): ToolQuery => ({
  prompt,
  messages: [{ role: 'user', content: prompt }],
  references: [],
  constraints: [],
});

/** Asks for a pair in both orders. What says nothing stands below the other without a question. */
export async function askPair(
  model: ChatModel,
  { criteria, longest }: JudgeSpecOf<'pairs'>,
  pair: LabelledPair,
): Promise<PairSaid> {
  const query = queryOf(pair);
  const own = criteria.map(({ asks }) => asks);
  const [good, bad] = [pair.chosen, pair.rejected].map((text) =>
    guard(text, query, { rubric: own, longest }),
  );
  if (!good || !bad || !('shown' in good) || !('shown' in bad)) {
    const decided = Number(!!good && 'shown' in good) - Number(!!bad && 'shown' in bad);
    return { pair, there: 0.5 + decided / 2, back: 0.5 + decided / 2 };
  }
  const ask = (texts: readonly [string, string]) =>
    orNone(async () => {
      const { system, prompt, shape } = pairQuestion(query, texts, criteria);
      const said = await model.askStructured(
        { purpose: 'judge', system, prompt, seed: 1, temperature: 0 },
        shape,
      );
      return said.preference;
    });
  const [there, back] = await Promise.all([ask([good.shown, bad.shown]), ask([bad.shown, good.shown])]);
  return { pair, there, back: back === null ? null : 1 - back };
}

/** Judges both responses by themselves; they have no order, so that both answers are the same. */
export async function askBoth(
  model: ChatModel,
  spec: JudgeSpecOf<'rubric'>,
  pair: LabelledPair,
): Promise<PairSaid> {
  const judge = rubricJudge(spec, queryOf(pair), async () => model);
  const values = await Promise.all(
    [pair.chosen, pair.rejected].map(async (text) => {
      const verdict = await scoreOne(judge, { text });
      return verdict.status === 'scored' ? verdict.value : null;
    }),
  );
  const [good = null, bad = null] = values;
  const preference = good === null || bad === null ? null : 0.5 + Math.sign(good - bad) / 2;
  return { pair, there: preference, back: preference };
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
