import { z } from 'zod';

/** One decision as the model gives it: tools by the letters of their cards. */
const decision = z.strictObject({
  question: z.number().int().describe('the number of the question'),
  how: z.enum(['one', 'first', 'gated', 'mixed', 'none']),
  tools: z.array(z.string()).max(4).describe('letters of cards, in order; none for "none"'),
  weights: z
    .array(z.number().positive())
    .max(4)
    .describe('"gated": the share of each tool in the reward; else empty'),
  acquire: z.enum(['nothing', 'code', 'web', 'rubric']).describe('"none": who could get what is missing'),
  why: z.string().max(300).describe('one short sentence'),
});
export type PolicyDecision = z.infer<typeof decision>;

export const policyAnswer = z.strictObject({ decisions: z.array(decision).max(16) });
