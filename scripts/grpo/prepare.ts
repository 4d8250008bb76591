import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { hubServer } from '../../src/testing/hub/hub-server.ts';
import { fetchBody } from '../reward-model-demo/body.ts';
import { rlarIn } from '../reward-model-demo/commands.ts';
import { DECOYS, hubOf } from '../reward-model-demo/decoys.ts';
import { makeRewardModel } from '../reward-model-demo/make-model.ts';
import { conversationPairs, type Pair } from '../reward-model-demo/pairs.ts';

const root = join(import.meta.dirname, '../..');
const RECORDING = join(root, 'examples/acquisitions/coin-change');
/** The reward model that the web agent admits, and the kind that it serves. */
export const LEARNED = 'dialogue-model';
const KIND = 'chat';

const prepared = z.object({
  /** Snapshots of the library: as it came, with the verifier of the puzzle, and with the reward model too. */
  before: z.string(),
  verifier: z.string(),
  after: z.string(),
  /** Held-out pairs that the reward model orders rightly, in per cent, as its gates found. */
  note: z.string(),
});
export type Prepared = z.infer<typeof prepared>;

const shownLibrary = z.object({ snapshot: z.string() });
const acquisitions = z.object({ acquisitions: z.array(z.object({ status: z.string(), note: z.string() })) });

/**
 * Makes the home that all trainings begin with, once: the code agent writes the verifier of the puzzle (from a recording), and
 * the web agent finds the reward model of the dialogue on a hub of this machine, among others that nobody should choose.
 * Then the library goes back to where it was, so that a training begins without both.
 * @param python makes the pairs that the reward model learns from and is tried on
 */
export async function prepareHome(
  folder: string,
  python: string,
  say: (text: string) => void,
): Promise<Prepared> {
  const done = join(folder, 'prepared.json');
  if (existsSync(done)) return prepared.parse(JSON.parse(readFileSync(done, 'utf8')));
  mkdirSync(folder, { recursive: true });
  // Open conversation too: the probes ask of more than the six troubles that the dialogue knows.
  const training = [...conversationPairs('training', 200, 1), ...pairsOf(python, 3, 200)];
  const heldOut = pairsOf(python, 4, 90);
  say('making a reward model of the dialogue: its body comes from the package index');
  const hub = await hubServer({ models: hubOf(makeRewardModel(await fetchBody(), training, () => {})) });
  try {
    const { rlar, told } = rlarIn(folder, hub.url);
    const snapshot = async () =>
      shownLibrary.parse(JSON.parse((await rlar('library', 'show', '--json')).out)).snapshot;
    const before = await snapshot();
    say('the code agent writes a verifier of the puzzle (recorded answers, the gates of today)');
    const cassette = { RLAR_LLM_CASSETTE: join(RECORDING, 'cassette') };
    const verify = [
      'acquire',
      '--kind',
      'reasoning.coin-change',
      '--samples',
      join(RECORDING, 'samples.jsonl'),
    ];
    admitted(await told([...verify, '--json'], () => {}, cassette));
    const verifier = await snapshot();
    say(`the web agent looks for a reward model of the dialogue among ${DECOYS.length + 1}`);
    writeFileSync(join(folder, 'pairs.jsonl'), heldOut.map((pair) => JSON.stringify(pair)).join('\n'));
    const find = [
      'acquire',
      '--kind',
      KIND,
      '--type',
      'reward-model',
      '--pairs',
      'pairs.jsonl',
      '--id',
      LEARNED,
    ];
    const note = admitted(await told([...find, '--json'], () => {}));
    const after = await snapshot();
    await rlar('library', 'rollback', before);
    const made = { before, verifier, after, note };
    writeFileSync(done, JSON.stringify(made));
    return made;
  } finally {
    await hub.close();
  }
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

/** Pairs of the dialogue: a good response before one with a mistake. */
function pairsOf(python: string, seed: number, count: number): Pair[] {
  const program = [
    'import json, random, sys',
    `sys.path.insert(0, ${JSON.stringify(import.meta.dirname)})`,
    'from tasks import dialogue',
    `source = random.Random(${seed})`,
    `for _ in range(${count}):`,
    '    task = dialogue(source)',
    '    good, bad = source.choice(task.good), source.choice(task.bad)',
    '    print(json.dumps({"prompt": task.prompt, "chosen": good, "rejected": bad, "reference": task.good[0]}))',
  ].join('\n');
  const lines = execFileSync(python, ['-c', program], { encoding: 'utf8' }).trim().split('\n');
  return lines.map((line) => JSON.parse(line) as Pair);
}
