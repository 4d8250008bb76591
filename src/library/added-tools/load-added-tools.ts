import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { asRlarError, RlarError } from '../../spec/errors.ts';
import { type EvidenceReport, evidenceReport } from '../../spec/evidence.ts';
import type { Tool } from '../../spec/tool.ts';
import {
  type AddedTool,
  addedFolder,
  addedTool,
  RECOGNISER_FILE,
  type ToolSources,
  versionOf,
} from './record.ts';
import { toolOf } from './tool-of.ts';

/** A tool that a user brought, with what it was tested on; null: vouched by the user, pinned only. */
export interface LoadedTool {
  readonly tool: Tool;
  readonly record: AddedTool;
  readonly evidence: EvidenceReport | null;
}

/** @returns the programs of a tool, from its folder */
export function readSources(folder: string, record: AddedTool): ToolSources {
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  return { program: read(record.file), ...(record.recogniser && { recogniser: read(RECOGNISER_FILE) }) };
}

function readJson<Shape>(path: string, shape: z.ZodType<Shape>): Shape {
  const parsed = shape.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new RlarError('RLAR_INVALID_TOOL', `${path}: ${issue?.path.join('.')}: ${issue?.message}`);
}

/**
 * Reads one added tool.
 * @throws RLAR_INVALID_TOOL where a file is missing, is not what it should be, or was changed since it was added
 */
export function loadAddedTool(home: string, id: string): LoadedTool {
  const folder = addedFolder(home, id);
  try {
    const record = readJson(join(folder, 'card.json'), addedTool);
    const sources = readSources(folder, record);
    const { declaration } = record;
    if (declaration.id !== id) throw new Error(`its card says ${declaration.id}`);
    if (declaration.version !== versionOf(record, sources))
      throw new Error('it was changed since it was added; add it again');
    const report = join(folder, 'evidence.json');
    const evidence = existsSync(report) ? readJson(report, evidenceReport) : null;
    return { tool: toolOf(record, sources, folder), record, evidence };
  } catch (thrown) {
    throw new RlarError('RLAR_INVALID_TOOL', `added tool ${id}: ${asRlarError(thrown).message}`, {
      cause: thrown,
    });
  }
}

/**
 * @param home folder of the ledger, or null
 * @param onBroken told of each tool that cannot be loaded; the others are
 * @returns all tools that were added there
 */
export function loadAddedTools(home: string | null, onBroken: (error: RlarError) => void): LoadedTool[] {
  if (home === null || !existsSync(addedFolder(home))) return [];
  const folders = readdirSync(addedFolder(home), { withFileTypes: true });
  return folders.flatMap((entry) => {
    if (!entry.isDirectory() || entry.name.startsWith('.')) return [];
    try {
      return [loadAddedTool(home, entry.name)];
    } catch (thrown) {
      onBroken(asRlarError(thrown));
      return [];
    }
  });
}
