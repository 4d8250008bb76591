import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { packagesIn } from '../../sandbox/requirements/install-requirements.ts';
import { hashPackages } from '../../sandbox/requirements/python-packages.ts';
import { asRlarError, RlarError } from '../../spec/errors.ts';
import { type EvidenceReport, evidenceReport } from '../../spec/evidence.ts';
import { parseOrThrow } from '../../spec/parse-or-throw.ts';
import type { Tool } from '../../spec/tool.ts';
import { readRegularFile } from './read-regular-file.ts';
import {
  type AddedTool,
  addedTool,
  HELPERS_FILE,
  RECOGNISER_FILE,
  type ToolSources,
  versionFolder,
  versionOf,
} from './record.ts';
import { toolOf } from './tool-of.ts';

/** One version on disk of a tool that a user brought or an agent wrote. */
export interface LoadedTool {
  readonly tool: Tool;
  readonly record: AddedTool;
  readonly sources: ToolSources;
  /** The report of its last test; null: the user vouches for the tool, and it can only be pinned. */
  readonly evidence: EvidenceReport | null;
  readonly folder: string;
}

/** @throws RLAR_INVALID_TOOL naming file and field */
export function readJson<Shape>(path: string, shape: z.ZodType<Shape>): Shape {
  return parseOrThrow(shape, JSON.parse(readRegularFile(path)), {
    code: 'RLAR_INVALID_TOOL',
    prefix: `${path}: `,
  });
}

/**
 * Reads one version of an added tool.
 * @throws RLAR_INVALID_TOOL where a file is missing, invalid, or changed since the tool was added
 */
export function loadToolVersion(home: string, id: string, version: string): LoadedTool {
  const folder = versionFolder(home, id, version);
  const loaded = loadToolFolder(folder, id);
  if (loaded.record.declaration.version === version) return loaded;
  throw new RlarError(
    'RLAR_INVALID_TOOL',
    `added tool ${id}: ${folder} holds version ${loaded.record.declaration.version}`,
  );
}

/** Reads the content of a folder as the tool `id`. @throws RLAR_INVALID_TOOL */
export function loadToolFolder(folder: string, id: string): LoadedTool {
  try {
    const record = readJson(join(folder, 'card.json'), addedTool);
    const read = (name: string) => readRegularFile(join(folder, name));
    const sources = {
      program: read(record.file),
      ...(record.recogniser && { recogniser: read(RECOGNISER_FILE) }),
      ...(record.helpers !== undefined && { helpers: read(HELPERS_FILE) }),
    };
    const { declaration } = record;
    if (declaration.id !== id) throw new Error(`its card says ${declaration.id}`);
    const { run } = record;
    const packages = run.language === 'python' ? run.packages : undefined;
    const changed = packages !== undefined && packages !== hashPackages(packagesIn(join(folder, 'venv')));
    if (changed || declaration.version !== versionOf(record, sources))
      throw new Error('it was changed since it was added; add it again');
    const report = join(folder, 'evidence.json');
    const evidence = existsSync(report) ? readJson(report, evidenceReport) : null;
    return { tool: toolOf(record, sources, folder), record, sources, evidence, folder };
  } catch (thrown) {
    throw new RlarError('RLAR_INVALID_TOOL', `added tool ${id}: ${asRlarError(thrown).message}`, {
      cause: thrown,
    });
  }
}
