import { promptText } from '../../spec/query.ts';
import type { Ledger } from '../../store/ledger.ts';
import type { JudgedText } from './distil-judge.ts';

/**
 * @param most the newest that are kept
 * @returns what the own model of a judge said of responses in the ledger, for a classifier that learns from it. What a classifier said,
 * or what the guard decided without the model, teaches nothing
 */
export async function judgedTexts(
  ledger: Pick<Ledger, 'scanRewards'>,
  judge: string,
  most = 20_000,
): Promise<JudgedText[]> {
  const texts: JudgedText[] = [];
  for await (const { query, rollout, reward } of ledger.scanRewards({})) {
    const result = reward.results.find(({ tool }) => tool === judge);
    if (!query || !rollout || result?.status !== 'scored' || result.value === null) continue;
    if (result.evidence.judgedBy === 'the classifier' || result.evidence.guard !== undefined) continue;
    texts.push({ prompt: promptText(query), response: rollout.text, value: result.value });
    if (texts.length > most) texts.shift();
  }
  return texts;
}
