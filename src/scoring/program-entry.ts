import { hash } from 'node:crypto';
import { z } from 'zod';
import { RlarError } from '../spec/errors.ts';
import { jsonObject } from '../spec/json.ts';
import type { ToolQuery, ToolRollout } from '../spec/tool.ts';
import type { Verdict } from '../spec/verdict.ts';
import type { TimedVerdict } from './job.ts';

/** One batch of a tool that runs programs, as it goes to a process of the role `sandbox`. */
const programEntry = z.object({
  tool: z.string(),
  version: z.string(),
  /** The library in which that version is found. */
  snapshot: z.string(),
  options: jsonObject,
  query: z.custom<ToolQuery>((value) => typeof value === 'object' && value !== null),
  /** As the tool is shown them. */
  rollouts: z.array(z.custom<ToolRollout>((value) => typeof value === 'object' && value !== null)).min(1),
});
export type ProgramEntry = z.infer<typeof programEntry>;

const verdict = z.custom<Verdict>(
  (value) => typeof value === 'object' && value !== null && 'status' in value,
);
const answers = z.array(z.object({ verdict, ms: z.number() }));

export function encodeEntry(entry: ProgramEntry): string {
  return JSON.stringify(entry);
}

/** @returns what is the same for the same program, whichever library it comes from */
export function idOfEntry({ snapshot: _, ...program }: ProgramEntry): string {
  return hash('sha256', JSON.stringify(program), 'base64url');
}

/** @throws RLAR_SANDBOX_FAILED for what another version of rlar wrote */
export function readEntry(body: string): ProgramEntry {
  return read(programEntry, body);
}

/** @throws RLAR_SANDBOX_FAILED */
export function readAnswers(body: string, rollouts: number): TimedVerdict[] {
  const list = read(answers, body);
  if (list.length === rollouts) return list;
  throw new RlarError('RLAR_SANDBOX_FAILED', `${list.length} answers on ${rollouts} responses`);
}

function read<Shape>(shape: z.ZodType<Shape>, body: string): Shape {
  try {
    return shape.parse(JSON.parse(body));
  } catch (thrown) {
    throw new RlarError('RLAR_SANDBOX_FAILED', 'not what a process of this version of rlar sends', {
      cause: thrown,
    });
  }
}

/** Whether a verdict may be given to whoever asks later. Another try may do better where the machine was at fault. */
export function isLasting(verdicts: readonly TimedVerdict[]): boolean {
  return verdicts.every(
    ({ verdict: { status, ...rest } }) =>
      status === 'scored' || (status === 'unscored' && 'cause' in rest && rest.cause !== 'system'),
  );
}
