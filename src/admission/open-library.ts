import { existsSync } from 'node:fs';
import { addedFolder } from '../library/added-tools/record.ts';
import { builtInParts } from '../library/built-in.ts';
import { Library, type LibraryPart } from '../library/library.ts';
import { LiveLibrary } from '../library/live-library.ts';
import { LibraryLog } from '../library/publications/library-log.ts';
import { withLog } from '../library/publications/publish.ts';
import { asRlarError, type RlarError } from '../spec/errors.ts';
import type { Tool } from '../spec/tool.ts';
import type { Fixture } from '../tools/fixtures.ts';
import { admitUserTool } from './admit-user-tool.ts';
import { readDeploymentEvidence } from './deployment-evidence.ts';

interface LibraryConfig {
  readonly home: string | null;
  readonly tools: readonly (Tool & { readonly fixtures?: readonly Fixture[] })[];
  readonly allowProvisional?: boolean;
}

/**
 * @returns the built-in tools, those of the configuration, and those that are published in its home; one of these that
 * cannot be loaded is a warning
 * @throws RlarError RLAR_INVALID_TOOL
 */
export async function openLibrary({ home, tools, allowProvisional }: LibraryConfig): Promise<LiveLibrary> {
  const configured = tools.map(async (tool) => ({
    tool,
    evidence: await admitUserTool(tool, tool.fixtures),
  }));
  const resident = [
    ...builtInParts().map((part) => withDeploymentEvidence(part, home)),
    ...(await Promise.all(configured)),
  ];
  const warn = (error: RlarError) => process.stderr.write(`warning: ${error.message}\n`);
  if (home !== null) adoptEarlier(home, resident, warn);
  return new LiveLibrary(resident, { home, onBroken: warn, ...(allowProvisional && { allowProvisional }) });
}

/** A deployment's own labels may have shown more of a built-in tool than the package knows. */
function withDeploymentEvidence(part: LibraryPart, home: string | null): LibraryPart {
  const { evidence } = part;
  const own = home !== null && evidence && readDeploymentEvidence(home, evidence.tool, evidence.source);
  return own ? { ...part, evidence: { ...own, version: evidence.version } } : part;
}

/** Tools that were added before there was a log of the library get one. */
function adoptEarlier(
  home: string,
  resident: ConstructorParameters<typeof LiveLibrary>[0],
  warn: (error: RlarError) => void,
): void {
  if (existsSync(LibraryLog.file(home)) || !existsSync(addedFolder(home))) return;
  try {
    withLog(home, new Library(resident).cards(), () => {});
  } catch (thrown) {
    warn(asRlarError(thrown));
  }
}
