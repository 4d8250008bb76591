import { builtInParts } from '../library/built-in.ts';
import { Library, type LibraryPart } from '../library/library.ts';
import { LiveLibrary } from '../library/live-library.ts';
import { openRegistry } from '../library/registry/open-registry.ts';
import { keepAnswersIn } from '../models/judge-model.ts';
import { Readiness } from '../scoring/readiness.ts';
import { canonicalJson } from '../spec/canonical-json.ts';
import { asRlarError, type RlarError } from '../spec/errors.ts';
import type { EvidenceReport } from '../spec/evidence.ts';
import type { Tool } from '../spec/tool.ts';
import { withHomeFiles } from '../store/open-registry.ts';
import type { Registry } from '../store/registry.ts';
import type { Fixture } from '../tools/fixtures.ts';
import { admitUserTool } from './admit-user-tool.ts';
import { readDeploymentEvidence } from './deployment-evidence.ts';

interface LibraryConfig {
  readonly home: string | null;
  readonly tools: readonly (Tool & { readonly fixtures?: readonly Fixture[] })[];
  readonly allowProvisional?: boolean;
  readonly texts?: 'full' | 'hash';
  readonly judges?: { readonly keepAnswers: boolean };
}

interface OpenOptions {
  /** Records the static tools, so that whatever is published from now on names the whole library. Makes the home. */
  readonly isDeployment?: boolean;
}

/**
 * @returns the built-in tools, those of the configuration, and those that are published in its home; one of these that
 * cannot be loaded is a warning
 * @throws RlarError RLAR_INVALID_TOOL, or of the registry
 */
export async function openLibrary(
  { home, tools, allowProvisional, texts, judges }: LibraryConfig,
  { isDeployment = false }: OpenOptions = {},
): Promise<LiveLibrary> {
  const own = home === null ? null : await withHomeFiles(home, readDeploymentEvidence);
  const configured = tools.map(async (tool) => ({ tool, evidence: await evidenceOf(tool) }));
  const staticTools = [
    ...builtInParts().map((part) => withDeploymentEvidence(part, own)),
    ...(await Promise.all(configured)),
  ];
  const policy = allowProvisional ? { allowProvisional } : {};
  if (home === null) return LiveLibrary.open(staticTools, { home, ...policy });
  const onBroken = (error: RlarError) => warn(error.message);
  keepAnswersIn(home, texts !== 'hash' && judges?.keepAnswers !== false);
  const registry = await openRegistry(home, warn);
  if (isDeployment) await recordStaticTools(registry, staticTools);
  return LiveLibrary.open(staticTools, { home, onBroken, ...policy }, registry);
}

/** @returns null, with a warning, for a tool that cannot work now: its cases would say nothing of it */
async function evidenceOf(tool: LibraryConfig['tools'][number]): Promise<EvidenceReport | null> {
  if (!tool.fixtures?.length) return null;
  try {
    await new Readiness().require(tool);
  } catch (thrown) {
    const { message } = asRlarError(thrown);
    warn(
      `${tool.declaration.id} cannot work now (${message}), so its cases were not tried. Until rlar is started again, only rows that pin it get it`,
    );
    return null;
  }
  return admitUserTool(tool, tool.fixtures);
}

function warn(message: string): void {
  process.stderr.write(`warning: ${message}\n`);
}

/** A full disk does not keep a service from starting: what is published meanwhile names the static tools of before. */
async function recordStaticTools(registry: Registry, staticTools: readonly LibraryPart[]): Promise<void> {
  const cards = new Library(staticTools).cards();
  try {
    const { staticCards } = await registry.head();
    if (canonicalJson(staticCards) !== canonicalJson(cards)) await registry.setStaticCards(cards);
  } catch (thrown) {
    const { code, message } = asRlarError(thrown);
    if (code !== 'RLAR_DISK_FULL') throw thrown;
    warn(message);
  }
}

/** A deployment's own labels may have shown more of a built-in tool than the package knows. */
function withDeploymentEvidence(
  part: LibraryPart,
  own: Awaited<ReturnType<typeof readDeploymentEvidence>> | null,
): LibraryPart {
  const { evidence } = part;
  const report = evidence && own?.(evidence.tool, evidence.source);
  return report ? { ...part, evidence: { ...report, version: evidence.version } } : part;
}
