import { hash } from 'node:crypto';
import type { EvidenceReport } from '../spec/evidence.ts';
import type { Tool } from '../spec/tool.ts';
import type { Fixture } from '../tools/fixtures.ts';
import { auditCandidate } from './audit-candidate.ts';
import { casesOfFixtures } from './cases-of-fixtures.ts';

const SEED = 20;

/**
 * Tests a user's tool on the cases that came with it. It stays in this process, so determinism is tried by preparing
 * it again. @returns null without cases: vouched by the user, pinned only
 */
export async function admitUserTool(
  tool: Tool,
  fixtures: readonly Fixture[] = [],
): Promise<EvidenceReport | null> {
  if (fixtures.length === 0) return null;
  const source = hash('sha256', tool.prepare.toString() + JSON.stringify(fixtures), 'hex').slice(0, 16);
  const cases = casesOfFixtures(tool, fixtures);
  return auditCandidate({ tool, fresh: () => tool, cases, seed: SEED }, [], source);
}
