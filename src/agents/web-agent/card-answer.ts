import { z } from 'zod';

/**
 * The form of a language model's answer about a card: words from a closed list, with passages of the card that show them.
 * It is narrower than an adapter on purpose: no card can name an address, a second model or weights of heads.
 */

const layout = z.string().min(1).max(8000);
const withResponse = layout.refine((text) => text.includes('{response}'), 'a template holds {response}');
const number = z.number().int().min(-1).max(10_000);
const words = z.array(z.string().min(1).max(40)).min(1).max(20);
const digit = z.number().int().min(0).max(9);

const render = z.discriminatedUnion('as', [
  z.strictObject({
    as: z.literal('chat'),
    system: z.union([z.enum(['forbid', 'allow']), z.strictObject({ text: z.string().min(1).max(4000) })]),
    user: layout.optional(),
    assistant: z.boolean(),
  }),
  z.strictObject({ as: z.literal('pair'), first: layout, second: withResponse }),
  z.strictObject({ as: z.literal('template'), template: withResponse }),
  z.strictObject({ as: z.literal('trajectories'), separator: z.string().min(1).max(40) }),
]);

const read = z.discriminatedUnion('from', [
  z.strictObject({ from: z.literal('head'), index: number }),
  z.strictObject({
    from: z.literal('steps'),
    token: z.string().min(1).max(40),
    index: number,
    reduce: z.enum(['last', 'least', 'product', 'mean']),
  }),
  z.strictObject({ from: z.literal('token-odds'), positive: words, negative: words }),
  z.strictObject({ from: z.literal('digit-mean'), low: digit, high: digit }),
  z.strictObject({
    from: z.literal('verdict'),
    form: z.enum(['rating', 'letter', 'bracketed-letter', 'rm-r1']),
    low: z.number().optional(),
    high: z.number().optional(),
  }),
  z.strictObject({ from: z.literal('decoder-token'), token: z.number().int().min(0).max(10_000_000) }),
]);

export const cardAnswer = z.strictObject({
  purpose: z.enum([
    'scores-one-response',
    'compares-two',
    'writes-text',
    'ranks-documents',
    'not-said',
    'instructs-the-reader',
  ]),
  render,
  read,
  endToken: z.string().min(1).max(80).nullable(),
  sign: z.union([z.literal(1), z.literal(-1)]),
  range: z.tuple([z.number(), z.number()]).nullable(),
  maxTokens: z.number().int().min(16).max(10_000_000).nullable(),
  needs: z.array(z.enum(['reference', 'steps', 'rubric'])).max(3),
  quotes: z.array(z.string().min(8).max(500)).min(1).max(8),
});
export type CardAnswer = z.infer<typeof cardAnswer>;
