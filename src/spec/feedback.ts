import { z } from 'zod';

const who = { by: z.string().min(1).max(200).default('user'), note: z.string().max(10_000).optional() };
const record = z.string().min(1).max(200);

/** What somebody says of recorded rewards: a verdict, which of two responses is better, or what was done with one. */
const feedbackItem = z.union([
  z.strictObject({ record, correct: z.boolean(), ...who }),
  z
    .strictObject({ chosen: record, rejected: record, ...who })
    .refine(({ chosen, rejected }) => chosen !== rejected, {
      path: ['rejected'],
      error: 'is the same record as chosen: a pair has two',
    }),
  z.strictObject({
    record,
    /** What was done with the response that was shown, such as `copied`, `upvoted` or `ignored`. */
    action: z.string().min(1).max(100),
    /** Probability with which the response was shown, so that what is shown often does not count more. */
    exposure: z.number().gt(0).max(1).default(1),
    ...who,
  }),
]);
export type FeedbackItem = z.infer<typeof feedbackItem>;

/** One item, or several. */
export const feedbackBody = z.union([
  z.strictObject({ items: z.array(feedbackItem).min(1).max(1_000) }),
  feedbackItem,
]);
