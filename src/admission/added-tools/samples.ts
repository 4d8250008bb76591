import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { readRow } from '../../intake/read-row.ts';
import { asRlarError, RlarError } from '../../spec/errors.ts';
import { type JsonObject, jsonObject } from '../../spec/json.ts';
import type { Case } from '../candidate.ts';

const MOST = 500;
const beside = z.object({
  reward: z.union([z.number(), z.array(z.number().nullable())]).nullish(),
  kwargs: z.unknown().optional(),
});

/** The purpose for which samples are read. */
export interface SampleSettings {
  readonly range: readonly [number, number];
  /** The sort of constraint that the tool checks; a row states it with its arguments, or has `kwargs` alone. */
  readonly constraint?: string | undefined;
}

/**
 * Reads rows as docs/input.md describes them. `correct: true` stands for right, `correct: false` for wrong, `reward` for
 * just that value. A row without a response has its reference as one, which is right if it earns the top in some form.
 * @throws RLAR_FILE_UNREADABLE naming the line
 */
export function readSamples(path: string, text: string, settings: SampleSettings): Case[] {
  const cases: Case[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '' || cases.length >= MOST) continue;
    cases.push(...readLine(path, index + 1, line, settings));
  }
  if (cases.length === 0) throw new RlarError('RLAR_FILE_UNREADABLE', `${path} has no samples`);
  return cases;
}

function readLine(path: string, number: number, line: string, settings: SampleSettings): Case[] {
  const value = parsed(line);
  const read = readRow(value, { needsResponse: false });
  if (!read.ok) throw new RlarError('RLAR_FILE_UNREADABLE', `${path}:${number}: ${read.reason}`);
  const { group, labels } = read.row;
  const known = beside.safeParse(value).data;
  const options = optionsOf(group.query.constraints, known?.kwargs, settings);
  const { query } = group;
  const reference = query.references[0];
  if (group.rollouts.length === 0)
    return reference === undefined
      ? []
      : [{ name: `line ${number}`, query, options, response: reference, good: null, origin: 'reference' }];
  const given = known?.reward ?? null;
  const [bottom, top] = settings.range;
  return group.rollouts.map((rollout, at): Case => {
    const reward = Array.isArray(given) ? given[at] : given;
    const good = reward === top ? true : reward === bottom ? false : (labels[at] ?? null);
    return {
      name: rollout.id ?? `line ${number}${group.rollouts.length > 1 ? `, response ${at + 1}` : ''}`,
      query,
      options,
      response: rollout.text,
      good,
      origin: 'label',
      ...(rollout.steps && { steps: rollout.steps }),
      ...(rollout.meta && { meta: rollout.meta }),
      ...(typeof reward === 'number' && { value: reward }),
    };
  });
}

function optionsOf(
  stated: readonly { readonly id: string; readonly kwargs: JsonObject }[],
  kwargs: unknown,
  { constraint }: SampleSettings,
): JsonObject {
  if (constraint === undefined) return {};
  const own = stated.find(({ id }) => id === constraint) ?? stated[0];
  const list = Array.isArray(kwargs) ? kwargs[0] : kwargs;
  return { constraint: { id: constraint, kwargs: own?.kwargs ?? jsonObject.safeParse(list).data ?? {} } };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

/** @returns the content of a file of samples. @throws RLAR_FILE_UNREADABLE */
export function readSampleFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (thrown) {
    const missing = thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT';
    const why = missing ? `no such file: ${path}` : `${path} cannot be read: ${asRlarError(thrown).message}`;
    throw new RlarError('RLAR_FILE_UNREADABLE', why, {
      cause: thrown,
      remedy: 'Check the path; a relative one begins where the command was called.',
    });
  }
}

const RESPONSES = [
  '5',
  'The answer is 5.',
  '2 + 3 = 5\n#### 5',
  '\\boxed{5}',
  'The answer is 6.',
  '',
  "I don't know.",
];

/** @returns samples of our own making, which show whether a function runs, not whether it is right */
export function generateSamples(): Case[] {
  const messages = [{ role: 'user', content: 'What is 2 + 3?' }];
  return RESPONSES.map((response) => {
    const name = JSON.stringify(response);
    return {
      name,
      query: { messages, references: ['5'] },
      options: {},
      response,
      good: null,
      origin: 'witness',
    };
  });
}
