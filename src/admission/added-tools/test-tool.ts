import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadToolVersion } from '../../library/added-tools/load-added-tools.ts';
import { publishedCard, publishTool } from '../../library/registry/publish.ts';
import { RlarError } from '../../spec/errors.ts';
import type { EvidenceReport } from '../../spec/evidence.ts';
import type { Tool } from '../../spec/tool.ts';
import { readEvidence, toolFolder } from '../../tools/evidence.ts';
import type { Fixture } from '../../tools/fixtures.ts';
import { builtInTools } from '../../tools/index.ts';
import { admitBuiltIn } from '../admit-built-in.ts';
import { admitUserTool } from '../admit-user-tool.ts';
import { admitAddedTool } from './admit-added-tool.ts';
import { generateSamples, readSamples } from './samples.ts';

/** Where tools of a deployment may be, beside the built-in ones. */
interface Places {
  readonly home: string | null;
  readonly tools: readonly (Tool & { readonly fixtures?: readonly Fixture[] })[];
}

/**
 * Puts a tool through the gates that exist, again: a built-in one on its fixtures, an added one on its samples (its
 * evidence is renewed), one of the configuration on its cases.
 * @returns null where there are no labelled samples
 * @throws RLAR_NOT_FOUND, RLAR_INVALID_TOOL
 */
export async function testTool({ home, tools }: Places, id: string): Promise<EvidenceReport | null> {
  const builtIn = builtInTools.find((tool) => tool.declaration.id === id);
  if (builtIn) return testBuiltIn(builtIn);
  const configured = tools.find((tool) => tool.declaration.id === id);
  if (configured) return admitUserTool(configured, configured.fixtures);
  if (home === null) throw new RlarError('RLAR_NOT_FOUND', `no tool ${id}; rlar tools list shows them`);
  return testAdded(home, id);
}

async function testBuiltIn(tool: Tool): Promise<EvidenceReport | null> {
  const { id } = tool.declaration;
  if (!existsSync(join(toolFolder(id), 'fixtures.jsonl')))
    throw new RlarError(
      'RLAR_NOT_FOUND',
      `the fixtures of ${id} are not part of the package; rlar tools show ${id} has its recorded evidence`,
    );
  return admitBuiltIn(tool, readEvidence(id)?.labelled ?? []);
}

async function testAdded(home: string, id: string): Promise<EvidenceReport | null> {
  const { version } = await publishedCard({ home }, id);
  const { record, sources, folder } = loadToolVersion(home, id, version);
  const file = join(folder, 'samples.jsonl');
  const samples = existsSync(file)
    ? readSamples(file, readFileSync(file, 'utf8'), record.declaration)
    : generateSamples();
  const { evidence } = await admitAddedTool(record, sources, folder, samples);
  const actor = { by: 'user', reason: `rlar tools test ${id}` };
  if (evidence) await publishTool({ home }, { record, sources, evidence }, actor);
  return evidence;
}
