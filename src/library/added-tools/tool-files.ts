import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdtempSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { EvidenceReport } from '../../spec/evidence.ts';
import { makeFolder } from '../../store/make-folder.ts';
import { writeWhole } from '../../store/write-whole.ts';
import { loadToolVersion, readJson } from './load-added-tools.ts';
import {
  type AddedTool,
  addedFolder,
  HELPERS_FILE,
  helpersFor,
  RECOGNISER_FILE,
  type ToolSources,
  versionFolder,
} from './record.ts';

/** All stored data of a tool. */
export interface ToolFiles {
  readonly record: AddedTool;
  readonly sources: ToolSources;
  readonly evidence: EvidenceReport | null;
  /** The rows that the tool was tested on. */
  readonly samples?: string;
  /** A folder made by `workFolder` with the tool's packages. It is moved into the tool's folder. */
  readonly folder?: string;
}

/** The reason why a tool is refused: it is kept on disk but not in the library. */
const refusal = z.object({ at: z.number(), by: z.string(), reason: z.string() });
export type Refusal = z.infer<typeof refusal>;
const REFUSED_FILE = 'refused.json';
/** Stands beside a version that was kept to be tried, until it is published. */
const TRIAL_FILE = 'on-trial';

/** @returns an empty folder beside the tools, in which a new tool is prepared */
export function workFolder(home: string): string {
  makeFolder(addedFolder(home));
  const work = mkdtempSync(join(addedFolder(home), '.adding-'));
  chmodSync(work, 0o755);
  return work;
}

/**
 * Puts a version of a tool into its folder, whole and synced, or not at all. A version that already exists stays, and its
 * evidence and samples are replaced by the given ones.
 * @param refused set for a version that does not enter the library
 * @param isForTrial whether it is kept only to be tried: the mark of that comes with the folder
 * @returns the folder
 */
export function keepToolFiles(home: string, files: ToolFiles, refused?: Refusal, isForTrial = false): string {
  const { id, version } = files.record.declaration;
  const folder = versionFolder(home, id, version);
  const work = files.folder ?? workFolder(home);
  try {
    writeSynced(join(work, 'card.json'), json(files.record));
    writeSynced(join(work, files.record.file), files.sources.program);
    if (files.sources.recogniser !== undefined)
      writeSynced(join(work, RECOGNISER_FILE), files.sources.recogniser);
    const helpers = helpersFor(files.record, files.sources);
    if (helpers !== undefined) writeSynced(join(work, HELPERS_FILE), helpers);
    writeBeside(work, files, refused, isForTrial);
    syncFolder(work);
    makeFolder(addedFolder(home, id));
    if (existsSync(folder) && !isWhole(home, id, version)) rmSync(folder, { recursive: true, force: true });
    if (!moved(work, folder)) writeBeside(folder, files, refused, isForTrial);
    for (const changed of [folder, addedFolder(home, id), addedFolder(home)]) syncFolder(changed);
    return folder;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Puts a version that was fetched into its folder, whole and synced, or not at all; as `keepToolFiles` does. */
export function placeVersion(
  home: string,
  id: string,
  version: string,
  files: ReadonlyMap<string, Uint8Array>,
  isForTrial: boolean,
): void {
  const work = workFolder(home);
  try {
    for (const [name, content] of files) writeFileSync(join(work, name), content, { flush: true });
    if (isForTrial) markTrial(work);
    makeFolder(addedFolder(home, id));
    moved(work, versionFolder(home, id, version));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** @returns whether the files of a version are here */
export function hasVersion(home: string, id: string, version: string): boolean {
  return existsSync(join(versionFolder(home, id, version), 'card.json'));
}

/** @returns the names of the files of a version, without its installed packages and the mark of a trial */
export function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== TRIAL_FILE)
    .map(({ name }) => name);
}

/** @returns the refusal of a refused version, else null */
export function readRefusal(folder: string): Refusal | null {
  const file = join(folder, REFUSED_FILE);
  return existsSync(file) ? readJson(file, refusal) : null;
}

/** Says of a kept version that it is tried first, so that a home whose log is empty does not take it into the library. */
function markTrial(folder: string): void {
  writeWhole(join(folder, TRIAL_FILE), '');
}

/** Takes the mark away, once the version is published. */
export function unmarkTrial(folder: string): void {
  rmSync(join(folder, TRIAL_FILE), { force: true });
}

/** @returns whether a version is kept only to be tried */
export function isOnTrial(folder: string): boolean {
  return existsSync(join(folder, TRIAL_FILE));
}

/** @returns the versions of all added tools that are on the disk */
export function listVersions(home: string): { readonly id: string; readonly version: string }[] {
  return foldersIn(addedFolder(home)).flatMap((id) =>
    foldersIn(addedFolder(home, id))
      .filter((version) => hasVersion(home, id, version))
      .map((version) => ({ id, version })),
  );
}

export function foldersIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => entry.name);
}

function writeBeside(
  folder: string,
  { evidence, samples }: ToolFiles,
  refused: Refusal | undefined,
  isForTrial: boolean,
): void {
  if (evidence) writeWhole(join(folder, 'evidence.json'), json(evidence));
  if (samples !== undefined) writeWhole(join(folder, 'samples.jsonl'), samples);
  if (refused) writeWhole(join(folder, REFUSED_FILE), json(refused));
  else rmSync(join(folder, REFUSED_FILE), { force: true });
  if (isForTrial) markTrial(folder);
  else unmarkTrial(folder);
}

function isWhole(home: string, id: string, version: string): boolean {
  try {
    loadToolVersion(home, id, version);
    return true;
  } catch {
    return false;
  }
}

/** @returns false where the target already exists, even if another process made it just now */
function moved(from: string, to: string): boolean {
  if (existsSync(to)) return false;
  try {
    renameSync(from, to);
    return true;
  } catch (thrown) {
    if (existsSync(to)) return false;
    throw thrown;
  }
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function writeSynced(file: string, content: string): void {
  writeFileSync(file, content, { flush: true });
}

/** Some file systems cannot sync a folder. There the order of writes is left to the file system. */
function syncFolder(folder: string): void {
  try {
    const descriptor = openSync(folder, 'r');
    fsyncSync(descriptor);
    closeSync(descriptor);
  } catch {
    // nothing to be done
  }
}
