import { makeAgentRecord } from '../library/added-tools/agent-record.ts';
import type { ToolFiles } from '../library/added-tools/tool-files.ts';
import type { EvidenceReport } from '../spec/evidence.ts';

/**
 * For tests: a tool that an agent might have written, for the kind `puzzle.sample`.
 * @param expression of `response`, `prompt` and `reference`: the score
 */
export async function sampleTool(
  id: string,
  expression: string,
  admitted: Partial<EvidenceReport> = {},
): Promise<ToolFiles> {
  const sources = { program: `export default (prompt, response, reference) => ${expression};` };
  const parts = { id, title: id, description: `Scores ${expression}.`, kinds: ['puzzle.sample'] };
  const record = await makeAgentRecord({ ...parts, language: 'javascript' }, sources);
  const { version } = record.declaration;
  const gates = [{ gate: 'G0', name: 'shape', outcome: 'passed' as const, cases: 1 }];
  const report = { source: version, gates, labelled: [], admitted: true, provisional: false };
  return { record, sources, evidence: { tool: id, version, ...report, ...admitted } };
}
