import { z } from 'zod';

/** What became of the tests of one candidate. */
export const testOutcome = z.object({
  /**
   * `done` · `compile`, `exception` (while loading), `timeout`, `gone` (the process ended): the candidate's fault ·
   * `error`: the tests raised outside of a case · `broken-tests`: they do not parse · `unsupported`: they need the
   * candidate's own process
   */
  status: z.enum(['done', 'compile', 'exception', 'timeout', 'gone', 'error', 'broken-tests', 'unsupported']),
  message: z.string().default(''),
  passed: z.number().int().default(0),
  executed: z.number().int().default(0),
  total: z.number().int().default(0),
  /** Calls into the candidate. */
  calls: z.number().int().default(0),
  failing: z
    .object({
      case: z.string(),
      got: z.string().optional(),
      expected: z.string().optional(),
      error: z.string().optional(),
    })
    .nullish(),
});
export type TestOutcome = z.infer<typeof testOutcome>;
