/** Holds the house to its plan: a room imports only from rooms below it, and no import goes in a circle. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { test } from 'node:test';

/**
 * From the roof to the cellar. `service.ts` and `config.ts` stand between the server and the rooms. `testing` (exported
 * as `rlar/testing`) may use every room below it, and none of them uses it.
 */
const ROOMS = [
  'index',
  'testing',
  'cli',
  'server',
  'service',
  'evaluation',
  'evolution',
  'agents',
  'admission',
  'attacks',
  'routing',
  'reading',
  'scoring',
  'rewards',
  'library',
  'tools',
  'answers',
  'hub',
  'models',
  'sandbox',
  'store',
  'intake',
  'text',
  'spec',
];

const root = join(import.meta.dirname, '..');
const files = globSync('src/**/*.ts', { cwd: root });
const sources = files.filter((file) => !file.endsWith('.test.ts'));

function roomOf(file: string): string {
  const [, first = ''] = file.split('/');
  const name = first.replace(/\.ts$/, '');
  return name === 'config' ? 'service' : name;
}

function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8');
  const found = text.matchAll(
    /(?:^|\n)\s*(?:import|export)\b[^;'"]*?from\s*['"](\.[^'"]+)['"]|\bimport\(\s*['"](\.[^'"]+)['"]/g,
  );
  return Array.from(found, (match) => relative(root, resolve(root, dirname(file), match[1] ?? match[2]!)));
}

test('every file stands in a room of the plan', () => {
  const strangers = sources.filter((file) => !ROOMS.includes(roomOf(file)));
  assert.deepEqual(strangers, []);
});

test('no room imports upward', () => {
  const upward = sources.flatMap((file) =>
    importsOf(file)
      .filter(
        (target) => target.startsWith('src/') && ROOMS.indexOf(roomOf(target)) < ROOMS.indexOf(roomOf(file)),
      )
      .map((target) => `${file} imports ${target}`),
  );
  assert.deepEqual(upward, []);
});

test('nothing that serves is made with what only tests use', () => {
  const users = sources.filter(
    (file) =>
      roomOf(file) !== 'testing' && importsOf(file).some((target) => target.startsWith('src/testing/')),
  );
  assert.deepEqual(users, []);
});

test('every relative import exists, and none goes in a circle', () => {
  const known = new Set(files);
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(' → '));
    else if (!done.has(file)) {
      for (const target of importsOf(file)) {
        if (target.endsWith('.ts'))
          assert.ok(known.has(target), `${file} imports ${target}, which is not there`);
        if (known.has(target)) visit(target, [...path, file]);
      }
      done.add(file);
    }
  };
  for (const file of sources) visit(file, []);
  assert.deepEqual(circles, []);
});
