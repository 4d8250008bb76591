import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const SOURCES = join(import.meta.dirname, '..');
/** What is imported for its types alone is left out. */
const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s+(?!type\b)[^;'"]*?from\s*['"](\.[^'"]+)['"]|(?:\bimport\(|\bnew URL\(|\n\s*import)\s*['"](\.[^'"]+)['"]/g;
/** The words of the house, and values that tests compare with, decide nothing about a tool. */
const LEFT_OUT = /^spec\/|\.test\.ts$|(?:^|\/)(?:reference-values[^/]*|evidence\.json)$/;

/**
 * @param folder of a tool, in this checkout
 * @returns everything that decides what the tool says: the files of its folder, all that they import of ours, and data and
 * programs below the folders of what they import; as paths from the sources' root, in order
 */
export function sourceFiles(folder: string): string[] {
  const found = new Set<string>();
  const open = filesBelow(folder);
  for (let file = open.pop(); file; file = open.pop()) {
    if (found.has(file) || LEFT_OUT.test(named(file)) || !existsSync(file)) continue;
    found.add(file);
    if (!file.endsWith('.ts')) continue;
    for (const [, imported, loaded] of readFileSync(file, 'utf8').matchAll(IMPORT))
      open.push(resolve(dirname(file), imported ?? loaded!));
    if (!file.startsWith(folder)) open.push(...dataBelow(dirname(file)));
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
