import { canonicalJson } from '../spec/canonical-json.ts';
import { shareOf } from '../spec/share-of.ts';
import type { Tool } from '../spec/tool.ts';
import { type Runnable, runCases } from './run-cases.ts';
import { starcDistance } from './starc.ts';

/** How far a tool is from another one. */
export interface Distance {
  readonly id: string;
  readonly version: string;
  /** STARC: from 0, where both order and space responses alike, to 1. */
  readonly distance: number;
  /** Responses that both scored. */
  readonly responses: number;
}

/** Two tools nearer than this are one for practical purposes. */
export const SAME_TOOL = 0.02;
/** Responses from which on a distance says something. */
const LEAST_RESPONSES = 100;

/**
 * @param others tools that it might be under another name
 * @returns the nearest of them on these responses; null where both scored too few, or one of them tells nothing apart
 */
export async function nearestTool(
  tool: Tool,
  others: readonly Tool[],
  cases: readonly Runnable[],
): Promise<Distance | null> {
  const own = await valuesOn(tool, cases);
  let nearest: Distance | null = null;
  for (const other of others) {
    const theirs = await valuesOn(other, cases);
    const both = cases.flatMap(({ query }, at) => {
      const [left, right] = [own[at], theirs[at]];
      return typeof left === 'number' && typeof right === 'number'
        ? [{ query: canonicalJson(query), left, right }]
        : [];
    });
    if (both.length < LEAST_RESPONSES) continue;
    const prompts = [...Map.groupBy(both, ({ query }) => query).values()];
    const [left, right] = (['left', 'right'] as const).map((side) =>
      prompts.map((list) => list.map((one) => one[side])),
    );
    if (tellsNothing(left!) || tellsNothing(right!)) continue;
    const { id, version } = other.declaration;
    const distance = Math.round(1e4 * starcDistance(left!, right!)) / 1e4;
    if (!nearest || distance < nearest.distance) nearest = { id, version, distance, responses: both.length };
  }
  return nearest;
}

async function valuesOn(tool: Tool, cases: readonly Runnable[]): Promise<(number | null)[]> {
  const verdicts = await runCases(tool, cases);
  return verdicts.map(({ verdict }) =>
    verdict.status === 'scored' ? shareOf(verdict.value, tool.declaration) : null,
  );
}

function tellsNothing(scores: readonly (readonly number[])[]): boolean {
  return scores.every((list) => list.every((value) => value === list[0]));
}
