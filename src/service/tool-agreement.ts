import type { z } from 'zod';
import { share } from '../spec/share.ts';
import type { ToolCard } from '../spec/tool-card.ts';
import type { agreement } from '../spec/views/tool-history.ts';
import type { FeedbackEntry } from '../store/feedback.ts';
import type { Ledger } from '../store/ledger.ts';

/** Most verdicts that are looked at, the newest. */
const VERDICTS = 2_000;

/** How often people's verdicts on recorded rewards agree with what one tool said of them. The last word on a record counts. */
export async function toolAgreement(
  { id, range: [bottom, top] }: ToolCard,
  entries: readonly FeedbackEntry[],
  ledger: Pick<Ledger, 'getReward'>,
): Promise<z.infer<typeof agreement>> {
  const said = new Map<string, boolean>();
  for (const { sort, correct, body } of entries)
    if (sort === 'verdict' && correct !== null && body.record !== undefined) said.set(body.record, correct);
  let [agree, falsePositives, falseNegatives] = [0, 0, 0];
  for (const [record, correct] of [...said].slice(-VERDICTS)) {
    const found = await ledger.getReward(record);
    const value = found?.reward.results.find(({ tool }) => tool === id)?.value ?? null;
    if (value === null) continue;
    const passes = value >= (bottom + top) / 2;
    if (passes === correct) agree += 1;
    else if (passes) falsePositives += 1;
    else falseNegatives += 1;
  }
  const verdicts = agree + falsePositives + falseNegatives;
  return {
    verdicts,
    agree,
    falsePositives,
    falseNegatives,
    share: verdicts === 0 ? null : share(agree, verdicts),
  };
}
