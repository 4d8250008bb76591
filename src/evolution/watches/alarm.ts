import { z } from 'zod';
import { WATCH_NAMES } from './watch-table.ts';

/** One alarm: what changed, how sure that is, the rollouts that show it, and what to do. */
const alarm = z.object({
  /** `1` for the first of a stream. */
  id: z.string(),
  watch: z.enum(WATCH_NAMES),
  level: z.enum(['alarm', 'notice']),
  /** The kind, with its tools where the watch is about them; `all` for the whole stream. */
  subject: z.string(),
  /** Number of queries of the stream until the alarm. */
  query: z.number(),
  step: z.number().nullable(),
  meaning: z.string(),
  /** Mean of the values before the change, and of the newest ones since. 1 is best. */
  before: z.number(),
  since: z.number(),
  /** Values since the change, as far as they themselves tell when it was. */
  values: z.number(),
  /** The evidence, and the bound that it reached. */
  evidence: z.number(),
  alarmAt: z.number(),
  /** What is guaranteed, in one sentence. */
  guarantee: z.string(),
  /** Rollouts that raised it, the newest last: at most 20. */
  rollouts: z.array(z.string()),
  advice: z.string(),
  /** Of the watch `unscorable`: who gained from having no reward, by kind. */
  gained: z
    .array(
      z.object({
        kind: z.string(),
        rollouts: z.number(),
        gained: z.number(),
        sum: z.number(),
        mean: z.number(),
        ids: z.array(z.string()),
      }),
    )
    .optional(),
});
export type Alarm = z.infer<typeof alarm>;
