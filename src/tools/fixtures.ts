import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { jsonObject } from '../spec/json.ts';
import { scoreOne } from '../spec/prepared-tool.ts';
import { query } from '../spec/query.ts';
import { step } from '../spec/rollout.ts';
import type { Tool, ToolQuery } from '../spec/tool.ts';
import { toolQueryOf } from '../spec/tool-query-of.ts';
import type { Verdict } from '../spec/verdict.ts';

/**
 * One case of a tool's `fixtures.jsonl`. `full` earns the top of the range, `zero` the bottom, `graded` what `value`
 * says to 1e-6, `unscored` no value, `malformed` and `hostile` anything but the top unless `value` says otherwise.
 */
const fixture = z.object({
  name: z.string(),
  class: z.enum(['full', 'zero', 'graded', 'unscored', 'malformed', 'hostile']),
  query: query.partial(),
  options: jsonObject.default({}),
  response: z.string(),
  steps: z.array(step).optional(),
  value: z.number().optional(),
});
export type Fixture = z.infer<typeof fixture>;

/** @param folder `import.meta.dirname` of the tool */
export function readFixtures(folder: string): Fixture[] {
  const lines = readFileSync(`${folder}/fixtures.jsonl`, 'utf8').split('\n');
  return lines.filter((line) => line.trim() !== '').map((line) => fixture.parse(JSON.parse(line)));
}

/** @returns what a tool sees of a query that is given in part */
export function toToolQuery(partial: Fixture['query']): ToolQuery {
  return toolQueryOf(query.parse({ messages: [], ...partial }));
}

/** Runs a tool on a fixture. */
export async function runFixture(tool: Tool, entry: Fixture): Promise<Verdict> {
  const prepared = tool.prepare(toToolQuery(entry.query), entry.options);
  return scoreOne(prepared, { text: entry.response, ...(entry.steps && { steps: entry.steps }) });
}

/** @returns why the verdict is not what the fixture asks for, or null */
export function fixtureMismatch(tool: Tool, entry: Fixture, verdict: Verdict): string | null {
  const [bottom, top] = tool.declaration.range;
  const value = verdict.status === 'scored' ? verdict.value : null;
  const got = value === null ? verdict.status : String(value);
  const wanted =
    entry.value !== undefined
      ? entry.value
      : entry.class === 'full'
        ? top
        : entry.class === 'zero'
          ? bottom
          : null;
  if (wanted !== null)
    return value !== null && Math.abs(value - wanted) <= 1e-6 ? null : `wanted ${wanted}, got ${got}`;
  if (entry.class === 'unscored') return verdict.status === 'unscored' ? null : `wanted unscored, got ${got}`;
  return value === top ? `a ${entry.class} response earned the top` : null;
}
