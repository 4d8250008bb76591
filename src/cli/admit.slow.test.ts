import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

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

test('without references and labels the gates that could not run are named', () => {
  const bare = file(
    'bare.jsonl',
    rows(
      ['Rain fell.', 'A, b.', 'Snow', 'So, so, so.'].map((response) => ({
        prompt: 'Write without commas.',
        response,
      })),
    ),
  );
  const commas = file('commas.js', 'export default (prompt, response) => !response.includes(",");\n');
  const { out } = rlar('admit', commas, '--samples', bare);
  assert.match(out, /provisional: G3 could not run/);
});

test('a second verifier is a file or an id, never the same program; what is disputed is written to be labelled', () => {
  const other = file(
    'other.js',
    'export default (prompt, response, reference) => Number(/\\d+\\D*$/.exec(response)?.[0]) === Number(reference);\n',
  );
  const { code, out } = rlar(
    'admit',
    honest,
    '--samples',
    labelled,
    '--second',
    other,
    '--disputed',
    'open.jsonl',
  );
  assert.match(out, /G7 second opinion/, out);
  assert.match(out, /agreement on edits/);
  assert.ok(existsSync(join(folder, 'open.jsonl')), String(code));
  const same = rlar('admit', honest, '--samples', labelled, '--second', honest);
  assert.deepEqual([same.code, /same program[\s\S]*--second FILE/.test(same.err)], [2, true], same.err);
  assert.equal(rlar('admit', honest, '--samples', labelled, '--second', 'no-such-tool').code, 2);
});

test('what is no reward function is refused; what cannot be read is a mistake in the command', () => {
  assert.equal(
    rlar('admit', file('broken.js', 'export default (prompt => {{'), '--samples', references).code,
    1,
  );
  for (const args of [
    ['admit'],
    ['admit', honest],
    ['admit', 'none.js', '--samples', references],
    ['admit', honest, '--samples', 'none.jsonl'],
    ['admit', 'no-such-tool', '--labelled', labelled],
  ])
    assert.equal(rlar(...args).code, 2, args.join(' '));
  assert.match(rlar('admit', honest).err, /no rows to try it on\nName a file of rows .*--samples FILE/);
});

test('labels of a deployment become evidence of a built-in tool, in its home', () => {
  const { code, out } = rlar('admit', 'final-number', '--labelled', labelled, '--json');
  assert.equal(code, 0, out);
  assert.ok(existsSync(join(home, 'evidence', 'final-number.json')));
  assert.match(rlar('tools', 'show', 'final-number').out, /samples +16 +16 +100\.00/);
});
