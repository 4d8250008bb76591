/** Groups of made-up rewards, for the tests, the benchmark and the crash test of the store. */
import { createHash } from 'node:crypto';
import type { LedgerGroup } from '../store/ledger.ts';

export interface FixtureOptions {
  readonly rollouts?: number;
  readonly run?: string;
  readonly kind?: string;
  /** Length of each response. */
  readonly characters?: number;
  readonly at?: number;
}

/** @param number which query: the same number gives the same query and key */
export function fixtureGroup(number: number, options: FixtureOptions = {}): LedgerGroup {
  const { rollouts = 8, run, kind = 'math.final-answer', characters = 600, at } = options;
  const prompt = `Farmer ${number} has ${number + 3} hens and sells two of them. How many are left?`;
  const assignment: LedgerGroup['assignment'] = {
    kind,
    confidence: 0.97,
    tools: [{ id: 'final-number', version: '1.0.0', weight: 1 }],
    truncated: 'score',
    rung: 'rule',
    reason: 'a numeric reference and a question that asks for a number',
    snapshot: 's1',
  };
  return {
    context: { ...(run !== undefined && { run }), step: 4, policy: 'policy-7b' },
    id: `group-${number}`,
    queryKey: createHash('sha256').update(prompt).digest('hex').slice(0, 32),
    query: {
      messages: [{ role: 'user', content: prompt }],
      references: [String(number + 1)],
      constraints: [],
      hints: {},
    },
    assignment,
    ...(at !== undefined && { at }),
    entries: Array.from({ length: rollouts }, (_, index) => entry(number, index, kind, characters)),
  };
}

function entry(
  number: number,
  index: number,
  kind: string,
  characters: number,
): LedgerGroup['entries'][number] {
  const right = index % 2 === 0;
  const answer = `So ${number + (right ? 1 : 2)} hens are left.`;
  const thought = `Rollout ${index}: first count the hens, then take away the two that were sold. `;
  const text =
    thought.repeat(Math.ceil(characters / thought.length)).slice(0, characters - answer.length) + answer;
  return {
    rollout: { id: `item-${number}-${index}`, text, finish_reason: 'stop' },
    reward: {
      id: `item-${number}-${index}`,
      reward: right ? 1 : 0,
      status: 'scored',
      kind,
      slots: { correctness: right ? 1 : 0, quality: null, format: null, efficiency: null, safety: null },
      flags: right ? [] : ['reviewed'],
      results: [
        {
          tool: 'final-number',
          version: '1.0.0',
          status: 'scored',
          value: right ? 1 : 0,
          evidence: {
            extracted: String(number + (right ? 1 : 2)),
            reference: String(number + 1),
            rule: 'the last number of the response, after the word that introduces an answer',
            context: text.slice(-200),
          },
          ms: 0.0125,
        },
      ],
    },
  };
}
