import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toolFolder } from './evidence.ts';
import { builtInTools } from './index.ts';
import { SourceReader, sourceFiles } from './source-files.ts';

test('what a tool is made of: its folder, what it imports, and data beside that', () => {
  const overlap = sourceFiles(toolFolder('overlap'));
  for (const file of [
    'tools/overlap/index.ts',
    'tools/overlap/fixtures.jsonl',
    'tools/overlap/weights-wording.json',
    'text/metrics/rouge.ts',
    'text/python-text.ts',
  ])
    assert.ok(overlap.includes(file), file);
  assert.ok(sourceFiles(toolFolder('translation')).includes('text/weights-language.json'));
  assert.ok(sourceFiles(toolFolder('unit-tests')).includes('sandbox/program/python/driver.py'));
});

test('tests, evidence, recorded values and the words of the house are no part of it', () => {
  const all = ['overlap', 'translation', 'unit-tests'].flatMap((id) => sourceFiles(toolFolder(id)));
  const strangers = all.filter((file) =>
    /\.test\.ts|evidence\.json|reference-values|^spec\/|\.pyc/.test(file),
  );
  assert.deepEqual(strangers, []);
});

test('a tool is not made of what other tools are tried on: a change of one makes no evidence of the others stale', () => {
  const reader = new SourceReader();
  const strangers = builtInTools.flatMap(({ declaration: { id } }) =>
    sourceFiles(toolFolder(id), reader).filter(
      (file) => file.endsWith('/fixtures.jsonl') && file !== `tools/${id}/fixtures.jsonl`,
    ),
  );
  assert.deepEqual(strangers, []);
});
