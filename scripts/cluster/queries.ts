import { createRewardService } from '../../src/service.ts';

/** A row of docs/input.md with the responses that every client sends for it. */
export interface QueryRow {
  readonly prompt: string;
  readonly responses: readonly string[];
  readonly [column: string]: unknown;
}

const RESPONSES = 4;

/**
 * @returns queries that programs can judge: a number, an exact answer, JSON, and programs in Python, which run in a sandbox
 * @param share of the queries that have programs as responses
 */
export function queryRows(count: number, share = 0.25): QueryRow[] {
  return Array.from({ length: count }, (_, at) => {
    if (at < count * share) return programs(at);
    return at % 2 === 0 ? numbers(at) : facts(at);
  });
}

function numbers(at: number): QueryRow {
  const sum = 3 * at + 7;
  return {
    prompt: `A shelf holds ${3 * at} books, and 7 more are put on it. How many books are on it (${at})?`,
    reference: String(sum),
    responses: [
      `${3 * at} + 7 = ${sum}\n#### ${sum}`,
      `The answer is ${sum + 1}.`,
      ':',
      `So \\boxed{${sum}}`,
    ],
  };
}

function facts(at: number): QueryRow {
  const [country, capital] = CAPITALS[at % CAPITALS.length]!;
  return {
    prompt: `What is the capital of ${country}? (${at})`,
    reference: capital,
    responses: [capital, `The capital is ${capital}.`, 'I do not know.', 'It is Atlantis.'],
  };
}

function programs(at: number): QueryRow {
  const fence = (body: string) => `\`\`\`python\ndef add_${at}(a, b):\n    ${body}\n\`\`\``;
  return {
    prompt: `Write a Python function add_${at}(a, b) that returns the sum of two numbers and ${at}.`,
    tests: [`assert add_${at}(1, 2) == ${3 + at}`, `assert add_${at}(-1, 1) == ${at}`],
    responses: [
      fence(`return a + b + ${at}`),
      fence(`return a - b + ${at}`),
      fence('raise SystemExit(0)'),
      fence(`return sum([a, b, ${at}])`),
    ].slice(0, RESPONSES),
  };
}

const CAPITALS = [
  ['France', 'Paris'],
  ['Norway', 'Oslo'],
  ['Japan', 'Tokyo'],
  ['Kenya', 'Nairobi'],
  ['Peru', 'Lima'],
] as const;

/** @returns what one process alone gives for each response of each row: a number, or null where there is none */
export async function soleRewards(rows: readonly QueryRow[]): Promise<(number | null)[][]> {
  const service = await createRewardService({ home: null });
  try {
    const rewards = await Promise.all(rows.map((row) => service.reward(row)));
    const failure = rewards.flat().find(({ status }) => status === 'failed');
    if (failure) throw new Error(`one process alone could not judge: ${JSON.stringify(failure.error)}`);
    return rewards.map((group) => group.map(({ reward }) => reward));
  } finally {
    await service.close();
  }
}
