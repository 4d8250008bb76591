import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { z } from 'zod';

const folder = mkdtempSync(join(tmpdir(), 'rlar-admit-cli-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const home = join(folder, 'home');
const main = join(import.meta.dirname, 'main.ts');

function rlar(...args: string[]): { code: number | null; out: string; err: string } {
  const command = ['--disable-warning=ExperimentalWarning', main, ...args];
  const env = { ...process.env, RLAR_HOME: home };
  const run = spawnSync(process.execPath, command, { cwd: folder, env, encoding: 'utf8' });
  return { code: run.status, out: run.stdout, err: run.stderr };
}
function file(name: string, content: string): string {
  writeFileSync(join(folder, name), content);
  return name;
}
const rows = (list: readonly object[]) => list.map((row) => JSON.stringify(row)).join('\n');
const sums = [3, 8, 15, 22, 31, 40, 57, 64].map((one, index) => ({
  prompt: `What is ${one} + ${index + 5}?`,
  reference: String(one + index + 5),
}));
const references = file('references.jsonl', rows(sums));
const labelled = file(
  'labelled.jsonl',
  rows(
    sums.map(({ prompt, reference }) => ({
      prompt,
      reference,
      responses: [`It is ${reference}`, `It is ${Number(reference) - 2}`],
      correct: [true, false],
    })),
  ),
);
const honest = file(
  'honest.js',
  'export default (prompt, response, reference) => { const found = response.match(/-?\\d+(?:\\.\\d+)?/g); return found !== null && Number(found.at(-1)) === Number(reference) ? 1 : 0; };\n',
);
const lenient = file(
  'lenient.js',
  'export default (prompt, response, reference) => response.includes(reference);\n',
);
const report = z.looseObject({
  verdict: z.string(),
  admitted: z.boolean(),
  provisional: z.boolean(),
  gates: z.array(
    z.object({ gate: z.string(), outcome: z.string(), failing: z.array(z.unknown()).optional() }),
  ),
});

test('an honest one is admitted on references alone, gate by gate, and nothing is left behind', () => {
  const { code, out } = rlar('admit', honest, '--samples', references);
  assert.equal(code, 0, out);
  for (const gate of ['G0 shape', 'G4 discrimination', 'G6 hack matrix', 'G9 shadow'])
    assert.ok(out.includes(gate), out);
  assert.match(out, /admitted[\s\S]*broken paid +0\.0 %/);
  assert.equal(existsSync(join(home, 'tools')), false);
});

test('a saboteur is refused, as JSON with the failing cases', () => {
  const { code, out } = rlar(
    'admit',
    lenient,
    '--samples',
    labelled,
    '--json',
    '--kind',
    'math.final-number',
  );
  assert.equal(code, 1);
  const parsed = report.parse(JSON.parse(out));
  assert.deepEqual([parsed.verdict, parsed.admitted, parsed.provisional], ['refused', false, false]);
  const failed = parsed.gates.filter(({ outcome }) => outcome === 'failed');
  assert.ok(failed.some(({ gate }) => gate === 'G6'));
  assert.ok(failed.every(({ failing = [] }) => failing.length > 0 && failing.length <= 20));
});
