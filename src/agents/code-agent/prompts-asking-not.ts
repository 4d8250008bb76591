import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const row = z.object({ text: z.string(), sorts: z.array(z.string()).default([]) });
type Row = z.infer<typeof row>;

let rows: readonly Row[] | undefined;

/**
 * More than 1,000 prompts of all sorts. Hardly any of them asks for what an agent writes a tool for: questions and tasks
 * of every family, and tasks with constraints, each with the names of its sorts.
 */
function corpus(): readonly Row[] {
  rows ??= readFileSync(join(import.meta.dirname, 'prompts-asking-not.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => row.parse(JSON.parse(line)));
  return rows;
}

/** @returns the names of the sorts of constraint that stand in those prompts */
export function constraintSorts(): string[] {
  return [...new Set(corpus().flatMap(({ sorts }) => sorts))].sort();
}

/** @returns the prompts that hold none of these sorts */
export function promptsAskingNot(overlaps: readonly string[]): string[] {
  return corpus()
    .filter(({ sorts }) => !sorts.some((sort) => overlaps.includes(sort)))
    .map(({ text }) => text);
}
