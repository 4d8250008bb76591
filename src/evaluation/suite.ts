import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { asRlarError, RlarError } from '../spec/errors.ts';
import { parseOrThrow } from '../spec/parse-or-throw.ts';

const scalar = z.union([z.string(), z.number(), z.boolean()]);

/** One task of a suite: a file of labelled rollouts, and what makes two of them a pair. */
const suiteTask = z.object({
  task: z.string().min(1),
  /** Path inside the data folder, without `.jsonl` or `.jsonl.gz`. */
  file: z.string().min(1),
  /** What two rollouts of one query share; `all` = any two rollouts of the file are a pair. */
  pair: z.enum(['group', 'prompt', 'all']),
  /** The rating to rank by; without it the field `correct` decides. */
  human: z.string().optional(),
  /** How much higher the better one is rated, at least. */
  gap: z.number().nonnegative().default(0),
  /** Fields and the values that rows must have there. */
  where: z.record(z.string(), z.array(scalar)).default({}),
});
export type SuiteTask = z.infer<typeof suiteTask>;

const suiteFile = z.object({
  version: z.literal(1),
  rule: z.string().default(''),
  /** Tasks whose labels a checker made that is also a tool: right by construction. */
  labelsByChecker: z.array(z.string()).default([]),
  tasks: z.array(suiteTask).min(1),
});
export type Suite = z.infer<typeof suiteFile>;

/**
 * Reads a suite, whole or the named tasks of it.
 * @throws RlarError RLAR_FILE_UNREADABLE for a missing file, or one that is no suite; RLAR_INVALID_REQUEST for a task that it has not
 */
export function readSuite(path: string, names?: readonly string[]): Suite {
  if (!existsSync(path)) throw new RlarError('RLAR_FILE_UNREADABLE', `no such file: ${path}`);
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (thrown) {
    throw new RlarError('RLAR_FILE_UNREADABLE', `${path} is no suite: ${asRlarError(thrown).message}`);
  }
  const suite = parseOrThrow(suiteFile, value, {
    code: 'RLAR_FILE_UNREADABLE',
    whole: 'file',
    prefix: `${path} is no suite: `,
  });
  const known = suite.tasks.map((task) => task.task);
  const unknown = names?.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new RlarError('RLAR_INVALID_REQUEST', `${path} has no task ${unknown}`, {
      remedy: `It has ${known.join(', ')}.`,
    });
  }
  return names ? { ...suite, tasks: suite.tasks.filter((task) => names.includes(task.task)) } : suite;
}
