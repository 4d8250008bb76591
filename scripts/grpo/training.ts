import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HACKED, HACKED_KINDS } from './hackable.ts';
import type { Arm } from './look.ts';
import { homeOf, LEARNED, MIXED, type Prepared, RECORDING } from './prepare.ts';
import { type Served, served } from './served.ts';

const program = join(import.meta.dirname, 'train.py');
/** Step after which what the agents acquired is published. */
const PUBLISHED = 5;

/** Where all trainings are made. */
export interface Place {
  /** Keeps the warm start, the prepared library, and what is written. */
  readonly folder: string;
  readonly python: string;
  readonly prepared: Prepared;
  readonly steps: number;
  /** Steps of the warm start. */
  readonly warm: number;
  /** A policy in place of the tiny one, and how its trainings differ. */
  readonly pretrained?: { readonly name: string; readonly given: readonly string[] };
  /** Told of the server of each training, before it begins. */
  readonly onServed?: (server: Served) => void;
}

/** @returns the name of a training of the table in what is written */
export function nameOf({ pretrained }: Pick<Place, 'pretrained'>, arm: Arm): string {
  return pretrained ? `${pretrained.name}-${arm}` : arm;
}

/** A training of the table: an arm and a seed. */
export async function trainArm(place: Place, arm: Arm, seed: number): Promise<void> {
  const { before, verifier, after, whole, metric } = place.prepared;
  // A training with rlar begins without the tools of two kinds; the others have from the start what they pin.
  const grows = arm === 'rlar' || arm === 'no-learned';
  await withServer(place, grows || arm === 'frozen' ? before : whole, {}, (server) => {
    const published = arm === 'no-learned' ? verifier : after;
    const publish = ['--publish', server.command('library', 'rollback', published)];
    const policy = place.pretrained ? ['--policy', place.pretrained.name, ...place.pretrained.given] : [];
    return train(place, server, [
      ...['--arm', arm, '--name', nameOf(place, arm), '--seed', String(seed), '--metric', metric],
      ...(grows ? [...publish, '--publish-at', String(Math.min(PUBLISHED, Math.ceil(place.steps / 8)))] : []),
      ...policy,
    ]);
  });
}

/** Trainings beside the table. */
export const FURTHER = ['arrives', 'arrives-frozen', 'hackable', 'bonus'] as const;
export type Further = (typeof FURTHER)[number];

/** Steps of these: an acquisition takes about a minute of a core, and goes on beside. */
export const FURTHER_STEPS: Readonly<Record<Further, number>> = {
  arrives: 80,
  'arrives-frozen': 80,
  hackable: 60,
  bonus: 60,
};
/** Step in which the puzzle arrives. */
const ARRIVES_AT = 10;
/** Queries without a tool after which the code agent is asked. */
const LEAST = 5;

/**
 * A training in which the puzzle arrives, with evolution on or off; or one in which the dialogue is paid by a reward that can be
 * hacked, watched by rlar's loop.
 */
export async function trainFurther(given: Place, name: Further, seed: number): Promise<void> {
  const place = { ...given, steps: FURTHER_STEPS[name] };
  if (name === 'hackable' || name === 'bonus') {
    await withServer(place, null, HACKED[name], async (server) => {
      await server.run('tools', 'add', 'long-answer.js');
      await server.run('tools', 'add', 'trusted-reply.js');
      await train(place, server, [
        ...['--arm', 'hackable', '--name', name, '--seed', String(seed)],
        ...['--kinds', HACKED_KINDS.join(','), '--watch', '--every', '5', '--part', '1'],
      ]);
    });
    return;
  }
  // A home of its own: in the prepared one the acquisition is made, and would not be made again.
  await withServer(place, null, {}, (server) => {
    const samples = ['--samples', join(RECORDING, 'samples.jsonl')];
    const acquire = server.command('acquire', '--kind', 'reasoning.coin-change', ...samples, '--json');
    return train(place, server, [
      ...['--arm', 'frozen', '--name', name, '--seed', String(seed)],
      ...['--kinds', 'sums,translation,constraints,calls,programs,puzzle'],
      ...['--arrives', 'puzzle', '--arrives-at', String(ARRIVES_AT)],
      ...(name === 'arrives' ? ['--acquire', acquire, '--least', String(LEAST)] : []),
    ]);
  });
}

async function withServer(
  place: Place,
  snapshot: string | null,
  files: Readonly<Record<string, string>>,
  work: (server: Served) => Promise<void>,
): Promise<void> {
  const own = mkdtempSync(join(tmpdir(), 'rlar-grpo-'));
  try {
    if (snapshot !== null) await homeOf(join(place.folder, 'prepared'), own, snapshot);
    for (const [name, text] of Object.entries(files)) writeFileSync(join(own, name), text);
    const server = await served(own);
    place.onServed?.(server);
    try {
      await work(server);
    } finally {
      await server.close();
    }
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
}

function train(place: Place, server: Served, given: readonly string[]): Promise<void> {
  mkdirSync(place.folder, { recursive: true });
  const common = ['--steps', place.steps, '--warm', place.warm, '--folder', place.folder].map(String);
  const args = ['-B', program, ...common, '--learned', LEARNED, '--mixed', MIXED, ...given];
  const environment = { RLAR_URL: server.url, RLAR_LLM_CASSETTE: join(RECORDING, 'cassette') };
  const child = spawn(place.python, args, { stdio: 'inherit', env: { ...process.env, ...environment } });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`the training ended with ${code}`)),
    );
  });
}
