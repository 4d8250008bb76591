import { z } from 'zod';
import type { ChatModel } from '../../src/models/chat-model.ts';
import type { JudgeSpecOf } from '../../src/spec/judge-spec.ts';
import { scoreOne } from '../../src/spec/prepared-tool.ts';
import { Random } from '../../src/spec/random.ts';
import { share } from '../../src/spec/share.ts';
import type { ToolQuery } from '../../src/spec/tool.ts';
import { equivalenceJudge } from '../../src/tools/judge/equivalence-judge.ts';
import { shortAnswer } from '../../src/tools/short-answer/index.ts';
import { rowsOf } from './pair-sets.ts';

const row = z.object({
  prompt: z.string(),
  response: z.string(),
  reference: z.string(),
  correct: z.boolean(),
});

/** Asks an equivalence judge about short answers that the program leaves unscored, as it stands behind it. */
export async function askShortAnswers(
  model: ChatModel,
  spec: JudgeSpecOf<'equivalence'>,
  count: number,
  seed: number,
): Promise<{ of: number; failed: number; agreement: string; wrongPaid: number; rightAtNothing: number }> {
  const rows = rowsOf('verify/evouna_nq').map((entry) => row.parse(entry));
  const left: { query: ToolQuery; response: string; correct: boolean }[] = [];
  for (const { prompt, response, reference, correct } of new Random(seed, 'short answers').shuffled(rows)) {
    if (left.length === count) break;
    const messages = [{ role: 'user' as const, content: prompt }];
    const query: ToolQuery = { prompt, messages, references: reference.split('/'), constraints: [] };
    const verdict = await scoreOne(shortAnswer.prepare(query, {}), { text: response });
    if (verdict.status === 'unscored' && verdict.cause === 'output') left.push({ query, response, correct });
  }
  const verdicts = await Promise.all(
    left.map(async ({ query, response, correct }) => ({
      correct,
      verdict: await scoreOne(
        equivalenceJudge(spec, query, async () => model),
        { text: response },
      ),
    })),
  );
  const judged = verdicts.flatMap(({ verdict, correct }) =>
    verdict.status === 'scored' ? [{ says: verdict.value === 1, correct }] : [],
  );
  const right = share(judged.filter(({ says, correct }) => says === correct).length, judged.length);
  const percent = (part: number) => (100 * part).toFixed(1);
  return {
    of: left.length,
    failed: left.length - judged.length,
    agreement: `${percent(right.value)} % (${percent(right.low)} to ${percent(right.high)}) of ${right.of}`,
    wrongPaid: judged.filter(({ says, correct }) => says && !correct).length,
    rightAtNothing: judged.filter(({ says, correct }) => !says && correct).length,
  };
}
