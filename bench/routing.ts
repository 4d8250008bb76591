import { readFileSync } from 'node:fs';
import { builtInLibrary } from '../src/library/built-in.ts';
import { assignQuery } from '../src/routing/assign.ts';
import { classifyKind } from '../src/routing/classifier/classify-kind.ts';
import { profileQuery } from '../src/routing/profile.ts';
import { type Query, query } from '../src/spec/query.ts';

const OWN = new URL('../src/routing/classifier/prompts-own.jsonl', import.meta.url);
const ROUNDS = 7;

export interface RoutingFigures {
  /** Medians over the rounds, one core, no two prompts alike. */
  readonly classifiedPerSecond: number;
  readonly classifiedAt500PerSecond: number;
  readonly profiledPerSecond: number;
  /** The whole of routing, constraints read from the prompts, with the built-in library. */
  readonly assignedPerSecond: number;
}

/** How many distinct queries a second one core routes: the classifier alone, on prompts of 500 characters, and the whole profile. */
export async function benchRouting(): Promise<RoutingFigures> {
  const prompts = readFileSync(OWN, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line, index) => `${String(JSON.parse(line).text)} (${index})`);
  const long = prompts.map((prompt, index) =>
    `${prompt}\n${prompts.slice(index, index + 40).join(' ')}`.slice(0, 500),
  );
  const queries = prompts.map((content) => query.parse({ messages: [{ role: 'user', content }] }));
  const figures: RoutingFigures = {
    classifiedPerSecond: perSecond(prompts, classifyKind),
    classifiedAt500PerSecond: perSecond(long, classifyKind),
    profiledPerSecond: perSecond(queries, (one) => profileQuery(one)),
    assignedPerSecond: await assignedPerSecond(queries),
  };
  for (const [name, value] of Object.entries(figures)) console.log(`${name}: ${Math.round(value)}`);
  return figures;
}

/** Each round with a library of its own, which has read no prompt yet. */
async function assignedPerSecond(queries: readonly Query[]): Promise<number> {
  const rounds: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const library = builtInLibrary();
    const started = performance.now();
    for (const one of queries) await assignQuery(one, library);
    rounds.push((queries.length / (performance.now() - started)) * 1000);
  }
  return rounds.toSorted((a, b) => a - b)[ROUNDS >> 1]!;
}

function perSecond<T>(items: readonly T[], work: (item: T) => unknown): number {
  const rounds = Array.from({ length: ROUNDS }, () => {
    const started = performance.now();
    for (const item of items) work(item);
    return (items.length / (performance.now() - started)) * 1000;
  });
  return rounds.toSorted((a, b) => a - b)[ROUNDS >> 1]!;
}

if (import.meta.main) await benchRouting();
