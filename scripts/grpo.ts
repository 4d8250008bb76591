/**
 * `npm run grpo`: GRPO of TRL on a mix of seven kinds, with rewards from rlar without a hint, from one metric, from one reward
 * model, from functions that a person assigned, and with parts of rlar left out. Everything is made here: the tasks, the
 * policy, the reward model; nothing but packages is fetched. Trainings that came to their end are not made again.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { pythonOfTrainers } from './e2e/python-of-trainers.ts';
import { ARMS, type Arm, lastLook, looksIn } from './grpo/look.ts';
import { drawn } from './grpo/plot.ts';
import { homeOf, LEARNED, type Prepared, prepareHome } from './grpo/prepare.ts';
import { grpoReport } from './grpo/report.ts';
import { served } from './grpo/served.ts';

const { values } = parseArgs({
  options: {
    arms: { type: 'string', default: 'rlar,metric,reward-model,hand' },
    seeds: { type: 'string', default: '1' },
    steps: { type: 'string', default: '100' },
    folder: { type: 'string', default: join(import.meta.dirname, '../.rlar/grpo') },
    report: { type: 'boolean', default: false },
    plot: { type: 'string' },
  },
});
const arms = values.arms.split(',').map((name) => {
  const arm = ARMS.find((one) => one === name);
  if (!arm) throw new Error(`no such arm: ${name}; there are ${ARMS.join(', ')}`);
  return arm;
});
const [seeds, steps] = [Number(values.seeds), Number(values.steps)];
const looks = join(values.folder, 'looks.jsonl');
const trainer = join(import.meta.dirname, 'grpo/train.py');
/** Step after which what the agents acquired is published. */
const PUBLISHED = 10;

if (!values.report) {
  mkdirSync(values.folder, { recursive: true });
  const python = pythonOfTrainers();
  const prepared = await prepareHome(join(values.folder, 'prepared'), python, (text) => console.log(text));
  console.log(`the reward model: ${prepared.note}`);
  for (let seed = 1; seed <= seeds; seed += 1)
    for (const arm of arms)
      if (!lastLook(looksIn(looks), arm, seed, steps)) await train(python, prepared, arm, seed);
}
console.log(grpoReport(looksIn(looks), steps));
if (values.plot !== undefined) writeFileSync(values.plot, drawn(looksIn(looks), steps));

async function train(python: string, prepared: Prepared, arm: Arm, seed: number): Promise<void> {
  const own = mkdtempSync(join(tmpdir(), 'rlar-grpo-'));
  try {
    const { before, verifier, after } = prepared;
    // A training with rlar begins without the tools of two kinds; the others have from the start what they pin.
    const grows = arm === 'rlar' || arm === 'no-learned' || arm === 'no-verifiers';
    await homeOf(join(values.folder, 'prepared'), own, grows || arm === 'frozen' ? before : after);
    const server = await served(own);
    try {
      const published = arm === 'no-learned' ? verifier : after;
      const args = [
        ['--arm', arm, '--seed', String(seed), '--steps', String(steps)],
        ['--folder', values.folder, '--out', looks, '--learned', LEARNED],
        grows
          ? ['--publish', server.command('library', 'rollback', published), '--publish-at', String(PUBLISHED)]
          : [],
      ].flat();
      await run(python, [trainer, ...args], { RLAR_URL: server.url });
    } finally {
      await server.close();
    }
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
}

function run(program: string, args: readonly string[], environment: NodeJS.ProcessEnv): Promise<void> {
  const child = spawn(program, ['-B', ...args], {
    stdio: 'inherit',
    env: { ...process.env, ...environment },
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`the training ended with ${code}`)),
    );
  });
}
