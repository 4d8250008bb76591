import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { after, test } from 'node:test';
import { bubblewrapProblem } from '../../sandbox/program/bubblewrap.ts';
import { workerPool } from '../../sandbox/program/worker-pool.ts';
import { scoreOne } from '../../spec/prepared-tool.ts';
import { query } from '../../spec/query.ts';
import { fixtureMismatch, readFixtures, runFixture, toToolQuery } from '../fixtures.ts';
import { sameOutput } from './compare-output.ts';
import { readSignature } from './cpp.ts';
import { extractProgram } from './extract-program.ts';
import { unitTests } from './index.ts';

const skip = bubblewrapProblem() ?? false;
after(() => workerPool().close());

for (const entry of readFixtures(import.meta.dirname)) {
  test(`unit-tests: ${entry.class}: ${entry.name}`, {
    skip: entry.class !== 'unscored' && skip,
  }, async () => {
    const verdict = await runFixture(unitTests, entry);
    assert.equal(fixtureMismatch(unitTests, entry, verdict), null, JSON.stringify(verdict));
  });
}

const prepare = (tests: unknown, options = {}) =>
  unitTests.prepare(toToolQuery(query.partial().parse({ tests })), options);

test('evidence shows the first failing case, what was got and what was expected', { skip }, async () => {
  const verdict = await scoreOne(prepare(['assert plus(1, 2) == 3', 'assert plus(2, 2) == 4']), {
    text: '```\ndef plus(a, b): return 3\n```',
  });
  assert.deepEqual(verdict.status === 'scored' && verdict.evidence.failing, {
    case: 'plus(2, 2) == 4',
    got: '3',
    expected: '4',
  });
});

test('tests that need the candidate’s process are refused, or run there where that is allowed, and say so', {
  skip,
}, async () => {
  const tests = ['class Wide(Box):\n    n = 4\nassert Wide().twice() == 8'];
  const text = '```python\nclass Box:\n    n = 1\n    def twice(self): return 2 * self.n\n```';
  const verdict = await scoreOne(prepare(tests, { inProcess: true }), { text });
  assert.deepEqual(verdict.status === 'scored' && [verdict.value, verdict.evidence.isolation], [
    1,
    'in-process',
  ]);
  assert.equal((await scoreOne(prepare(tests), { text })).status, 'unscored');
});

const JAVASCRIPT: readonly (readonly [string, string, string, string])[] = [
  [
    'an object of the tests',
    'class Box { constructor(n) { this.n = n; } }\nassert.equal(open(new Box(3)), 3);',
    'const open = (box) => box.n;',
    'const open = (box) => box.n + 1;',
  ],
  [
    'a type of the program',
    'const found = open(3);\nassert(found instanceof Box);\nassert.equal(found.n, 3);',
    'class Box { constructor(n) { this.n = n; } }\nconst open = (n) => new Box(n);',
    'class Box {}\nconst open = (n) => ({ n });',
  ],
  [
    'a promise',
    '(async () => { assert.equal(await open(3), 4); })();',
    'const open = async (n) => n + 1;',
    'const open = async (n) => { throw new Error("no"); };',
  ],
];
for (const [name, checks, right, wrong] of JAVASCRIPT)
  test(`JavaScript tests that need ${name} reach it, and say where they ran`, {
    skip,
  }, async () => {
    const tests = {
      language: 'js',
      declaration: '',
      test: `const assert = require('node:assert');\n${checks}`,
    };
    const shown = async (text: string) => {
      const verdict = await scoreOne(prepare(tests), { text });
      return verdict.status === 'scored' ? [verdict.value, verdict.evidence.isolation] : verdict.status;
    };
    assert.deepEqual(await shown(right), [1, 'separate-process']);
    assert.deepEqual(await shown(wrong), [0, 'separate-process']);
  });

test('only the tests decide that they run in the program’s process', { skip }, async () => {
  const python = await scoreOne(prepare(['assert isinstance(size([1]), int)', 'assert size([1]) == 1']), {
    text: 'class size(int):\n    def __new__(cls, x): return int.__new__(cls, 1)',
  });
  assert.equal(python.status === 'scored' && python.evidence.isolation, 'separate-process');
  const script = await scoreOne(
    prepare({ language: 'js', declaration: '', test: 'console.assert(size([1]) === 1);' }),
    {
      text: 'const size = async () => 1;',
    },
  );
  assert.deepEqual(script.status === 'scored' && [script.value, script.evidence.isolation], [
    0,
    'separate-process',
  ]);
});

test('a case has its limit from when it starts, and the next candidate is not held up', {
  skip,
}, async () => {
  const judge = prepare(['assert slow(1) == 1', 'assert slow(2) == 2'], { caseSeconds: 0.3 });
  const early = await scoreOne(judge, {
    text: '```python\nimport time\ndef slow(n):\n    time.sleep(0.15)\n    return n\n```',
  });
  assert.equal(early.status === 'scored' && early.value, 1);
  const late = await scoreOne(judge, {
    text: '```python\nimport time\ndef slow(n):\n    time.sleep(30)\n    return n\n```',
  });
  assert.deepEqual(late.status === 'scored' && [late.value, late.evidence.outcome], [0, 'timeout']);
});

test('C++ signatures are read with helpers before them', () => {
  const found = readSignature(
    '#include <map>\nusing namespace std;\nint one(int a){ return a; }\nmap<string, vector<int>> two(const vector<pair<int,int>>& a, long long b = 3) {\n',
  );
  assert.deepEqual(found && [found.name, found.returns, found.parameters, found.types], [
    'two',
    'map<string, vector<int>>',
    ['a', 'b'],
    ['const vector<pair<int,int>>&', 'long long'],
  ]);
  assert.equal(readSignature('int x;'), null);
  for (const before of [
    '',
    '\n',
    '// a note\n',
    '/* a note */',
    '#include <vector>\n',
    'using namespace std;\n',
  ]) {
    const bare = readSignature(`${before}int add(int a, int b){\n`);
    assert.deepEqual(
      bare && [bare.name, bare.returns, bare.before.trim()],
      ['add', 'int', before.trim()],
      before,
    );
  }
});

test('the compared form of outputs', () => {
  assert.equal(sameOutput('1 2\n3 \n', '1 2\n3', 'exact'), true);
  assert.equal(sameOutput('1 2 3', '1 2\n3', 'exact'), false);
  assert.equal(sameOutput('1  2\n3', '1 2 3', 'token'), true);
  assert.equal(sameOutput('0.1000001', '0.1', 'float'), true);
  assert.equal(sameOutput('12345678901234567890', '12345678901234567891', 'float'), false);
  assert.equal(sameOutput('nan', 'nan', 'float'), true);
  assert.equal(sameOutput('inf', '1', 'float'), false);
});

test('hostile responses hold no program that defines the function', () => {
  for (const text of [
    '```\n'.repeat(300_000),
    '`'.repeat(400_000),
    '\n'.repeat(100_000),
    `\`\`\`${'x'.repeat(10_000_000)}`,
  ])
    assert.ok(
      !/def f/.test(extractProgram(text, { language: 'python', entryPoint: 'f' })?.code ?? ''),
      text.slice(0, 10),
    );
});

test('without bubblewrap nothing is run, and the verdict says how to install it', () => {
  const script =
    `const { unitTests } = await import(${JSON.stringify(`${import.meta.dirname}/index.ts`)});` +
    `const judge = unitTests.prepare({ prompt: '', messages: [], references: [], constraints: [], tests: ['assert f() == 1'] }, {});` +
    `console.log(JSON.stringify((await judge.score([{ text: 'def f(): return 1' }], {}))[0]));`;
  const run = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    env: { ...process.env, RLAR_BUBBLEWRAP: '/nowhere/bwrap' },
    encoding: 'utf8',
  });
  const verdict: unknown = JSON.parse(run.stdout);
  assert.partialDeepStrictEqual(verdict, {
    status: 'failed',
    error: { code: 'RLAR_SANDBOX_MISSING', boundary: 'sandbox' },
  });
});

test('a language that is called as something every object has is no language', async () => {
  for (const language of ['constructor', '__proto__', 'toString', 'hasOwnProperty']) {
    const verdict = await scoreOne(prepare({ language, asserts: ['assert f() == 1'] }), {
      text: '```\ndef f(): return 1\n```',
    });
    assert.equal(verdict.status, 'unscored', language);
  }
});
