import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from './page.ts';
import { ROOT_PAGES } from './sections.ts';

export const ROOT = join(import.meta.dirname, '../..');

/** @returns the pages that stand in files: all of `docs/`, and those beside it that the site takes up */
export function writtenPages(): Page[] {
  const within = globSync('docs/**/*.md', { cwd: ROOT }).map((file) => file.replaceAll('\\', '/'));
  const all: [string, string][] = [
    ...within.sort().map((file): [string, string] => [file.slice('docs/'.length, -'.md'.length), file]),
    ...Object.entries(ROOT_PAGES),
  ];
  return all
    .filter(([, file]) => existsSync(join(ROOT, file)))
    .map(([path, file]) => ({ path, source: file, markdown: readFileSync(join(ROOT, file), 'utf8') }));
}

/** @returns the other files below `docs/`, such as pictures */
export function otherFiles(): string[] {
  return globSync('docs/**/*.{png,svg,json}', { cwd: ROOT }).map((file) => file.replaceAll('\\', '/'));
}
