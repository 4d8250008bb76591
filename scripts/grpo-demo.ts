/**
 * `npm run demo:grpo`: a small language model learns six kinds of tasks by GRPO, with rewards from a running `rlar serve` that gets
 * no hint. For one kind the library has no tool: the code agent (its answers are recorded) writes a verifier while the training
 * goes on, and the gates try it. Under 5 minutes on two cores, once the environment of `npm run e2e:trl` is there.
 * `-- --stay` leaves the dashboard open at the end.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { styled, table } from '../src/cli/terminal.ts';
import { pythonOfTrainers } from './e2e/python-of-trainers.ts';
import { looksIn, stepsIn } from './grpo/look.ts';
import { RECORDING } from './grpo/prepare.ts';
import { served } from './grpo/served.ts';

const { values } = parseArgs({
  options: { steps: { type: 'string', default: '50' }, stay: { type: 'boolean', default: false } },
});
const KINDS = 'sums,translation,constraints,calls,programs,puzzle';
const python = pythonOfTrainers();
const folder = mkdtempSync(join(tmpdir(), 'rlar-grpo-'));
const began = performance.now();
const server = await served(folder);
try {
  console.log(`the dashboard: ${styled('cyan', `${server.url}/`)}`);
  console.log(
    `a policy of 1.8 million parameters, ${values.steps} steps of 56 responses; held-out tasks solved:`,
  );
  await train();
  console.log(`\n${ended()}`);
  console.log(`\n${styled('green', 'done')} in ${((performance.now() - began) / 1000).toFixed(0)} s`);
  if (values.stay) {
    console.log(`the dashboard stays at ${server.url}/ until Ctrl-C`);
    await new Promise((resolve) => process.once('SIGINT', resolve));
  }
} finally {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
}

function train(): Promise<void> {
  const samples = ['--samples', join(RECORDING, 'samples.jsonl')];
  const acquire = server.command('acquire', '--kind', 'reasoning.coin-change', ...samples, '--json');
  const program = join(import.meta.dirname, 'grpo/train.py');
  const args = [
    ...['-B', program, '--arm', 'frozen', '--name', 'demo', '--seed', '1', '--steps', values.steps],
    ...['--policy', join(import.meta.dirname, '../examples/grpo/policy'), '--folder', folder],
    ...['--kinds', KINDS, '--each', '20', '--part', '1', '--every', '15'],
    // A step of so small a policy takes two seconds, the gates a minute of a core and more: the training waits for them once.
    ...['--acquire', acquire, '--least', '2', '--acquire-by', '20'],
  ];
  const environment = { RLAR_URL: server.url, RLAR_LLM_CASSETTE: join(RECORDING, 'cassette') };
  const child = spawn(python, args, {
    stdio: ['ignore', 'inherit', 'ignore'],
    env: { ...process.env, ...environment },
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`the training ended with ${code}`)),
    );
  });
}

function ended(): string {
  const looks = looksIn(join(folder, 'looks.jsonl'));
  const [first, last] = [looks[0], looks.at(-1)];
  if (!first || !last) throw new Error('the training wrote nothing');
  const steps = stepsIn(join(folder, 'steps.jsonl'));
  const covered = (kind: string): string => {
    const of = steps.map(({ kinds }) => kinds[kind]).filter((one) => one !== undefined);
    const [scored, all] = [
      of.reduce((sum, one) => sum + one.scored, 0),
      of.reduce((sum, one) => sum + one.rollouts, 0),
    ];
    return `${((100 * scored) / all).toFixed(0)} %`;
  };
  const percent = (share: number | undefined): string => `${(100 * (share ?? 0)).toFixed(0)} %`;
  return table(
    ['kind', 'before', 'after', 'rollouts with a reward'],
    Object.keys(first.held_out).map((kind) => [
      kind,
      percent(first.held_out[kind]),
      percent(last.held_out[kind]),
      covered(kind),
    ]),
  );
}
