import { z } from 'zod';
import { type JsonValue, jsonValue } from '../../spec/json.ts';

const sql = z.object({ schema: z.string(), rows: jsonValue.default(null), reference: z.string() });
const pattern = z.object({
  match: z.array(z.string()),
  no_match: z.array(z.string()),
  reference: z.string().nullable().default(null),
});
const outcomeTests = z.union([z.object({ sql }), z.object({ pattern })]);
/** A query or a regular expression, judged by what it finds. */
export type OutcomeSuite = z.infer<typeof outcomeTests>;

/** @returns null where the tests are those of a program */
export function readOutcomeSuite(tests: JsonValue | undefined): OutcomeSuite | null {
  const read = outcomeTests.safeParse(tests);
  return read.success ? read.data : null;
}
