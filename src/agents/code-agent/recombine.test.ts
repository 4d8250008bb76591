import assert from 'node:assert/strict';
import { test } from 'node:test';
import { JavaScriptSandbox } from '../../sandbox/javascript/run-javascript.ts';
import type { EvidenceReport } from '../../spec/evidence.ts';
import { recombine } from './recombine.ts';

const share = (value: number) => ({ value, low: value, high: value, of: 20 });

function report(scores: boolean, fired: number): EvidenceReport {
  const gate = (name: string, passed: boolean) =>
    ({ gate: 'G4', name, outcome: passed ? 'passed' : 'failed', cases: 20 }) as const;
  return {
    tool: 'x',
    version: '1',
    source: '1',
    labelled: [],
    admitted: false,
    provisional: false,
    gates: [
      gate('discrimination', scores),
      {
        ...gate('recogniser', fired > 0.9),
        program: 'recogniser',
        shares: { fired: share(fired), falseAlarms: share(0) },
      },
    ],
  };
}

const tried = (name: string, scores: boolean, fired: number, recogniser: string) => ({
  name,
  report: report(scores, fired),
  merit: scores ? 0.9 : 0.5,
  programs: {
    language: 'javascript',
    program: `// ${name}`,
    recogniser,
    title: name,
    description: '',
  } as const,
});
const reader = (word: string, value: string) => `
const hit = (prompt) => prompt.indexOf('${word}');
function recognise(prompt) { return hit(prompt) < 0 ? [] : [[hit(prompt), hit(prompt) + ${word.length}]]; }
export function extract(prompt) { return hit(prompt) < 0 ? null : ${value}; }`;

test('the best scoring program gets the two best recognisers as one', async () => {
  const all = [
    tried('c0', true, 0.5, reader('red', '{ n: 1, m: 2 }')),
    tried('c1', false, 0.95, reader('blue', '{ m: 2, n: 1 }')),
    tried('c2', false, 0.1, reader('green', '{ n: 3 }')),
  ];
  const made = recombine(all);
  assert.equal(made?.name, 'c0+c1|c0');
  assert.equal(made.programs.program, '// c0');
  const sandbox = new JavaScriptSandbox(1);
  const call = async (entry: string, prompt: string) => {
    const run = await sandbox.run({ source: made.programs.recogniser, entry, inputs: [prompt] });
    return run.ok ? run.value : run.error.message;
  };
  assert.deepEqual(await call('recognise', 'red and blue'), [
    [8, 12],
    [0, 3],
  ]);
  assert.deepEqual(await call('recognise', 'grey'), []);
  assert.deepEqual(await call('extract', 'blue'), { m: 2, n: 1 });
  assert.deepEqual(await call('extract', 'red and blue'), { m: 2, n: 1 });
  assert.equal(await call('extract', 'grey'), null);
  await sandbox.close();
});

test('where two recognisers read different arguments, none are read', async () => {
  const made = recombine([
    tried('c0', true, 0.95, reader('red', '{ n: 1 }')),
    tried('c1', true, 0.9, reader('red', '{ n: 2 }')),
  ]);
  const sandbox = new JavaScriptSandbox(1);
  const run = await sandbox.run({
    source: made?.programs.recogniser ?? '',
    entry: 'extract',
    inputs: ['red'],
  });
  assert.ok(run.ok && run.value === null);
  await sandbox.close();
});

test('nothing to combine without a scoring program that passes, or twice', () => {
  assert.equal(recombine([tried('c0', false, 1, ''), tried('c1', false, 1, '')]), null);
  assert.equal(recombine([tried('c0', true, 1, '')]), null);
  const both = [tried('c0', true, 1, ''), tried('c1', true, 0.9, '')];
  assert.equal(recombine([...both, { ...both[0]!, name: 'c0+c0|c1' }]), null);
});
