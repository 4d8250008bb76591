import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { z } from 'zod';
import { loadConfig } from '../config.ts';

const folder = mkdtempSync(join(tmpdir(), 'rlar-testing-'));
after(() => rmSync(folder, { recursive: true, force: true }));

test('a configuration uses rlar/testing by its name: fixtures of a tool are run where it is defined', async () => {
  const file = join(folder, 'rlar.config.ts');
  const fixtures = [
    { name: 'says it', class: 'full', query: {}, options: {}, response: 'please sit' },
    { name: 'does not', class: 'zero', query: {}, options: {}, response: 'sit' },
  ];
  writeFileSync(
    file,
    `import { defineConfig, defineTool, scored } from 'rlar';
import { fixtureMismatch, runFixture, scriptedModel } from 'rlar/testing';
const fixtures = ${JSON.stringify(fixtures)} as const;
const polite = defineTool({ id: 'polite', version: '1', title: 'Politeness', description: 'Says please.', type: 'verifier',
  slot: 'quality', kinds: ['chat'], prepare: () => (rollout) => scored(/please/.test(rollout.text) ? 1 : 0), fixtures });
for (const fixture of fixtures) {
  const wrong = fixtureMismatch(polite, fixture, await runFixture(polite, fixture));
  if (wrong !== null) throw new Error(wrong);
}
const turned = fixtureMismatch(polite, { ...fixtures[0], class: 'zero' }, await runFixture(polite, fixtures[0]));
if (turned === null) throw new Error('a wrong verdict was called right');
const model = scriptedModel(['yes']);
if ((await model.ask({ purpose: 'test', system: '', prompt: 'Is it?' })) !== 'yes') throw new Error('not scripted');
export default defineConfig({ tools: [polite], home: null });
`,
  );
  const { tools } = await loadConfig(file);
  assert.deepEqual(
    tools.map((tool) => tool.declaration.id),
    ['polite'],
  );
});

test('the package exports it, with its types', () => {
  const manifest = z
    .object({ exports: z.record(z.string(), z.object({ types: z.string(), default: z.string() })) })
    .parse(JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')));
  assert.deepEqual(manifest.exports['./testing'], {
    types: './dist/testing/index.d.ts',
    default: './dist/testing/entry.js',
  });
});
