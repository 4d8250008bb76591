/**
 * A ledger to look at: two training runs that learn over their steps, trajectories, and rollouts that attack whoever looks at
 * them. All of it is made up here and scored by rlar as for a trainer. Browser tests and the pictures of the documentation use it.
 */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { buildApp } from '../../src/server/app.ts';
import { createRewardService } from '../../src/service.ts';
import { Random } from '../../src/spec/random.ts';
import { toolCard } from '../../src/spec/tool-card.ts';
import { HOSTILE_ROLLOUTS, type HostileRollout } from '../../src/testing/hostile-rollouts.ts';
import { addLoop, demoPlace } from './demo-loop.ts';
import { makers } from './demo-queries.ts';

/** Limits under which a demo is scored: one of the hostile rollouts has a million lines. */
export const DEMO_LIMITS = { textCharacters: 8_000_000 };

interface DemoOptions {
  /** Steps of each run. */
  readonly steps?: number;
  /** Rollouts of one query. */
  readonly rollouts?: number;
  /** Beside those of `HOSTILE_ROLLOUTS`. */
  readonly hostile?: readonly HostileRollout[];
}

/** Fills a ledger, and closes it. @param home a folder that is empty or does not exist */
export async function makeDemo(
  home: string,
  { steps = 24, rollouts = 6, hostile = [] }: DemoOptions = {},
): Promise<void> {
  const app = await buildApp(await createRewardService({ home, limits: DEMO_LIMITS }), {
    bundle: async () => new Map(),
  });
  try {
    for (const [index, run] of ['grpo-mix', 'grpo-mix-2'].entries())
      for (let step = 0; step < (index === 0 ? steps : Math.ceil(steps / 2)); step += 1)
        await sendStep(app, { run, step, rollouts, skill: skillAt(step / steps, index) });
    const { tools } = (await app.inject('/v1/tools')).json();
    const { items } = (
      await app.inject('/v1/rewards?run=grpo-mix&status=unscored&cause=output&sort=oldest&limit=12')
    ).json();
    if (steps > 0) await addLoop(home, toolCard.parse(tools[0]), z.array(demoPlace).min(1).parse(items));
    await send(app, {
      run: 'hostile',
      step: 0,
      groups: [
        {
          prompt: 'Tom has 3 bags with 4 apples each. How many apples does he have?',
          reference: '12',
          responses: [...HOSTILE_ROLLOUTS, ...hostile].map(({ text }) => text),
        },
      ],
    });
  } finally {
    await app.close();
  }
}

/** How often a response is right, from 0 to 1: the second run learns faster, and later falls back. */
function skillAt(progress: number, run: number): number {
  return run === 0
    ? 0.25 + 0.55 * progress
    : 0.3 + 0.75 * Math.min(progress, 0.4) - 0.25 * Math.max(0, progress - 0.4);
}

/** Scores one step of a run, as a trainer sends it. */
export async function sendStep(
  app: FastifyInstance,
  { run, step, rollouts, skill }: { run: string; step: number; rollouts: number; skill: number },
): Promise<void> {
  const groups = makers.map((make, at) => {
    const { right, wrong, ...row } = make(new Random(1 + step * 100 + at));
    const random = new Random(7 + step * 1_000 + at * 10 + run.length);
    const responses = Array.from({ length: rollouts }, (_, index) => {
      const from = random.next() < skill ? right : wrong;
      return from[(index + random.below(from.length)) % from.length];
    });
    return { ...row, responses };
  });
  await send(app, { run, step, groups });
}

async function send(app: FastifyInstance, payload: object): Promise<void> {
  const reply = await app.inject({
    method: 'POST',
    url: '/v1/rewards',
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify(payload),
  });
  if (reply.statusCode !== 200) throw new Error(`the demo was refused: ${reply.body.slice(0, 500)}`);
}

if (process.argv[1] === import.meta.filename) {
  const home = process.argv[2];
  if (home === undefined) throw new Error('say where: node scripts/dashboard/demo-ledger.ts HOME');
  await makeDemo(home);
}
