import { ThreadPool } from '../scoring/thread-pool.ts';
import type { EvidenceReport, LabelledReport } from '../spec/evidence.ts';
import type { Tool } from '../spec/tool.ts';
import { sourceHash, toolFolder } from '../tools/evidence.ts';
import { readFixtures } from '../tools/fixtures.ts';
import { auditCandidate } from './audit-candidate.ts';
import type { CandidateInput, Case } from './candidate.ts';
import { casesOfFixtures } from './cases-of-fixtures.ts';

/** Of the split and of everything drawn at random. */
const SEED = 20;
/** Milliseconds for a thread to start; the pool holds each rollout to the tool's own deadline. */
const START_MS = 30_000;

/**
 * Puts a built-in tool through the gates, on its fixtures.
 * @param labelled agreement with labelled sets, measured elsewhere
 * @param more cases of a caller's own
 */
export async function admitBuiltIn(
  tool: Tool,
  labelled: readonly LabelledReport[],
  more: readonly Case[] = [],
  onGate?: CandidateInput['onGate'],
): Promise<EvidenceReport> {
  const { id, execution, deadlineMs } = tool.declaration;
  const pool = execution === 'async' ? null : new ThreadPool(() => Math.max(deadlineMs, 2_000), 1);
  const cases = [...casesOfFixtures(tool, readFixtures(toolFolder(id))), ...more];
  const fresh = () => (pool ? inThread(tool, pool) : tool);
  try {
    const input = { tool, fresh, cases, seed: SEED, ...(onGate && { onGate }) };
    return await auditCandidate(input, labelled, sourceHash(id));
  } finally {
    await pool?.close();
  }
}

/** @returns the tool in a thread, which loads it anew */
function inThread(tool: Tool, pool: ThreadPool): Tool {
  const prepare: Tool['prepare'] = (query, options) => ({
    async score(rollouts) {
      const [answers] = await pool.run([{ tool: tool.declaration.id, query, options, rollouts }]);
      return answers!.map(({ verdict }) => verdict);
    },
  });
  const declaration = { ...tool.declaration, execution: 'async', deadlineMs: START_MS } as const;
  return { ...tool, declaration, prepare };
}
