import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

const folder = mkdtempSync(join(tmpdir(), 'rlar-mistakes-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const main = join(import.meta.dirname, 'main.ts');

function rlar(args: string[]): { code: number | null; out: string; err: string } {
  const command = ['--disable-warning=ExperimentalWarning', main, ...args];
  const run = spawnSync(process.execPath, command, { cwd: folder, encoding: 'utf8' });
  return { code: run.status, out: run.stdout, err: run.stderr };
}

writeFileSync(
  join(folder, 'in.jsonl'),
  '{"prompt": "Tom has 3 bags with 4 apples each. How many apples?", "reference": "12", "response": "#### 12"}\n',
);

test('--tool and --kind: what there is not is refused before any row is read', () => {
  writeFileSync(join(folder, 'kept.jsonl'), 'kept\n');
  const refused = (...args: string[]): string => {
    const { code, out, err } = rlar([...args, 'in.jsonl']);
    assert.deepEqual([code, out], [2, ''], err);
    return err;
  };
  const out = ['--out', 'kept.jsonl'];
  assert.match(
    refused('score', ...out, '--tool', 'exact-anwser'),
    /exact-anwser.*did you mean exact-answer\?/,
  );
  assert.match(refused('check', '--tool', 'nope'), /--tool nope: [\s\S]*rlar tools list/);
  assert.match(
    refused('assign', ...out, '--kind', 'mth.x'),
    /--kind mth\.x: [\s\S]*There are .*chat, .*math/,
  );
  assert.match(refused('score', ...out, '--kind', 'wrting'), /did you mean writing\?/);
  const choose = ['models', 'choose', '--facts', 'none.json', '--kind'];
  const decide = ['policy', 'decide', '--plan', '--kind'];
  for (const [words, says] of [
    [[...decide, 'gardening'], /--kind gardening: there is no such kind[\s\S]*There are .*chat, /],
    [[...decide, 'math.final-numbr'], /did you mean math\.final-number\?/],
    [[...choose, 'gardening'], /--kind gardening: there is no such kind/],
  ] as const) {
    const { code, err } = rlar([...words]);
    assert.deepEqual([code, says.test(err)], [2, true], err);
  }
  assert.equal(readFileSync(join(folder, 'kept.jsonl'), 'utf8'), 'kept\n');
});

test('mistakes are told, with what to do', () => {
  const missing = rlar(['score', 'none.jsonl']);
  assert.equal(missing.code, 1);
  assert.match(missing.err, /RLAR_FILE_UNREADABLE no such file: none\.jsonl\nCheck the path/);
  const replayed = rlar(['evolution', 'replay', 'none.jsonl']);
  assert.equal(replayed.code, 1);
  assert.match(replayed.err, /RLAR_FILE_UNREADABLE no such file: none\.jsonl\nCheck the path/);
  writeFileSync(join(folder, 'empty.jsonl'), '');
  assert.match(rlar(['score', 'empty.jsonl']).err, /is empty/);
  assert.equal(rlar(['scroe']).code, 2);
  const forgotten = rlar(['judges', 'forget', 'nobody']);
  assert.deepEqual([forgotten.code, /RLAR_NOT_FOUND nobody/.test(forgotten.err)], [1, true], forgotten.err);
  const steps = rlar(['shapes', 'steps', '--run', 'nobody']);
  assert.deepEqual([steps.code, /RLAR_NOT_FOUND/.test(steps.err)], [1, true], steps.err);
  assert.match(rlar(['gold', 'export', '--as', 'pairs']).err, /nothing is gold yet: rlar gold add/);
  const looked = rlar(['evolution', 'run', '--once']);
  assert.match(looked.out, /nothing new in the ledger[\s\S]*nothing was noticed/, looked.err);
  const gold = rlar(['gold', 'add', 'in.jsonl']);
  assert.equal(gold.code, 4);
  assert.match(gold.err, /no row has labels: `correct`/);
  const resumed = rlar(['score', 'in.jsonl', '--resume']);
  assert.equal(resumed.code, 2);
  assert.match(resumed.err, /Name that file with --out/);
  const added = rlar(['tools', 'add', 'nofile.py']);
  assert.match(added.err, /no such file: nofile\.py\nCheck the path/);
  assert.doesNotMatch(added.err, /JSON/);
  assert.match(rlar(['acquisitions', 'show', 'x']).err, /no acquisition x\n.*`rlar acquisitions list`/);
  writeFileSync(
    join(folder, 'asked.jsonl'),
    '{"asked": "What is 2+2?", "response": "4", "reference": "4"}\n',
  );
  for (const map of [[], ['--map', 'prompt=nocol']]) {
    const blind = rlar(['acquire', '--kind', 'chat', '--samples', 'asked.jsonl', '--plan', ...map]);
    assert.equal(blind.code, 2, blind.err);
    assert.match(blind.err, /1 of 1 rows have no prompt[\s\S]*--map prompt=COLUMN/);
  }
  const seen = ['acquire', '--kind', 'chat', '--samples', 'asked.jsonl', '--plan', '--map', 'prompt=asked'];
  assert.equal(rlar(seen).code, 0);
  writeFileSync(join(folder, 'bad.yaml'), 'port: many\n');
  assert.match(rlar(['score', 'in.jsonl', '--config', 'bad.yaml']).err, /RLAR_INVALID_CONFIG port/);
});
