import { Executor } from '../scoring/executor.ts';
import type { EvidenceReport, LabelledReport } from '../spec/evidence.ts';
import { closeTool } from '../spec/open-tool.ts';
import type { Tool } from '../spec/tool.ts';
import { toolFolder } from '../tools/evidence.ts';
import { readFixtures } from '../tools/fixtures.ts';
import { sourceHash } from '../tools/source-hashes.ts';
import { auditCandidate } from './audit-candidate.ts';
import type { CandidateInput, Case } from './candidate.ts';
import { casesOfFixtures } from './cases-of-fixtures.ts';

/** Seed of the split and of all random draws. */
const SEED = 20;
/** Milliseconds for a thread to start; the executor holds each rollout to the tool's own deadline. */
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
  settings: Pick<CandidateInput, 'onGate' | 'noise'> = {},
): Promise<EvidenceReport> {
  const { id, execution } = tool.declaration;
  const executor = execution === 'async' ? null : new Executor({ threads: 1, cacheEntries: 0 });
  const cases = [...casesOfFixtures(tool, readFixtures(toolFolder(id))), ...more];
  const fresh = () => (executor ? inThread(tool, executor) : tool);
  try {
    const input = { tool, fresh, cases, seed: SEED, ...settings };
    return await auditCandidate(input, labelled, sourceHash(id));
  } finally {
    await executor?.close();
    await closeTool(tool);
  }
}

/** @returns the tool in a thread, which loads it anew; the executor holds it to its deadline there */
function inThread(tool: Tool, executor: Executor): Tool {
  const threaded: Tool = { ...tool, declaration: { ...tool.declaration, execution: 'thread' } };
  const { close: _, ...rest } = tool;
  return {
    ...rest,
    declaration: { ...tool.declaration, execution: 'async', deadlineMs: START_MS },
    prepare: (query, options) => ({
      async score(rollouts) {
        const [answers] = await executor.run([{ tool: threaded, query, options, rollouts }]);
        return answers!.map(({ verdict }) => verdict);
      },
    }),
  };
}
