import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const SOURCES = join(import.meta.dirname, '..');
/** What is imported for its types alone is left out. */
const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s+(?!type\b)[^;'"]*?from\s*['"](\.[^'"]+)['"]|(?:\bimport\(|\bnew URL\(|\n\s*import)\s*['"](\.[^'"]+)['"]/g;
/** The words of the house, and values that tests compare with, decide nothing about a tool. */
const LEFT_OUT = /^spec\/|\.test\.ts$|(?:^|\/)(?:reference-values[^/]*|evidence\.json)$/;

/** What was read of the sources, so that files that many tools are made of are read once. It holds for one look at them all. */
export class SourceReader {
  readonly #bytes = new Map<string, Buffer | null>();
  readonly #imports = new Map<string, readonly string[]>();
  readonly #data = new Map<string, readonly string[]>();

  /** @returns the bytes of a file; null where there is none */
  bytes(file: string): Buffer | null {
    const known = this.#bytes.get(file);
    if (known !== undefined) return known;
    const bytes = existsSync(file) ? readFileSync(file) : null;
    this.#bytes.set(file, bytes);
    return bytes;
  }

  /** @returns what a module imports of ours, as paths */
  imports(file: string): readonly string[] {
    let paths = this.#imports.get(file);
    if (!paths) {
      const found = (this.bytes(file)?.toString('utf8') ?? '').matchAll(IMPORT);
      paths = Array.from(found, ([, imported, loaded]) => resolve(dirname(file), imported ?? loaded!));
      this.#imports.set(file, paths);
    }
    return paths;
  }

  /** @returns data and programs in the folders of a folder */
  dataBelow(folder: string): readonly string[] {
    let files = this.#data.get(folder);
    if (!files) this.#data.set(folder, (files = dataBelow(folder)));
    return files;
  }
}

/**
 * @param folder of a tool, in this checkout
 * @returns everything that decides what the tool says: the files of its folder, all that they import of ours, and data and
 * programs below the folders of what they import (not of those beside the tools: below lie other tools); as paths from the sources' root, in order
 */
export function sourceFiles(folder: string, reader = new SourceReader()): string[] {
  const found = new Set<string>();
  const open = filesBelow(folder);
  for (let file = open.pop(); file; file = open.pop()) {
    if (found.has(file) || LEFT_OUT.test(named(file)) || reader.bytes(file) === null) continue;
    found.add(file);
    if (!file.endsWith('.ts')) continue;
    open.push(...reader.imports(file));
    const isBesideTools = dirname(file) === dirname(folder);
    if (!file.startsWith(folder) && !isBesideTools) open.push(...reader.dataBelow(dirname(file)));
  }
  return [...found].map(named).sort();
}

/** @returns a file of `sourceFiles` as a path that can be read */
export function sourcePath(file: string): string {
  return join(SOURCES, file);
}

function named(file: string): string {
  return relative(SOURCES, file).replaceAll('\\', '/');
}

function filesBelow(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.parentPath.split('/').at(-1) !== '__pycache__')
    .map((entry) => join(entry.parentPath, entry.name));
}

function dataBelow(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return entries
    .flatMap((entry) => filesBelow(join(folder, entry.name)))
    .filter((file) => !file.endsWith('.ts'));
}
