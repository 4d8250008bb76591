/**
 * The process around a reward model that rlar runs itself. It reads one frame, answers with one frame, and ends when its
 * input does: whoever started it and died, however that was, leaves nothing behind.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { encodeFrame, FrameReader } from '../../sandbox/frames.ts';
import { BuiltInModel, Unreadable } from './built-in-model.ts';
import { type OpenRequest, type ScoreRequest, type WorkerAnswer, workerRequest } from './protocol.ts';

const BOUNDS = { bytes: 64 * 1024 * 1024, depth: 8, values: 1_000_000 };

const frames = new FrameReader();
let model: BuiltInModel | null = null;

frames.expect(BOUNDS);
process.stdin.on('data', (chunk: Buffer) => {
  const taken = frames.take(chunk);
  if (taken.state === 'bad') process.exit(2);
  if (taken.state === 'frame') void answer(taken.value);
});
process.stdin.on('end', () => process.exit(0));
process.stdout.on('error', () => process.exit(0));

async function answer(value: unknown): Promise<void> {
  const said = await answerTo(value).catch((thrown: unknown): WorkerAnswer => {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    return thrown instanceof Unreadable ? { refused: message } : { error: message };
  });
  frames.expect(BOUNDS);
  process.stdout.write(encodeFrame(said));
}

async function answerTo(value: unknown): Promise<WorkerAnswer> {
  const request = workerRequest.parse(value);
  return request.do === 'open' ? open(request) : score(request);
}

async function open({ folder, files, decoderToken }: OpenRequest): Promise<WorkerAnswer> {
  if (decoderToken !== undefined) throw new Error('a decoder is not what this engine runs');
  for (const { name, sha256 } of files) {
    const hash = createHash('sha256');
    for await (const chunk of createReadStream(join(folder, name), { highWaterMark: 1024 * 1024 }))
      hash.update(chunk as Buffer);
    if (hash.digest('hex') !== sha256) throw new Error(`${name} was changed since it was downloaded`);
  }
  model = new BuiltInModel(folder);
  return { labels: model.labels };
}

async function score({ inputs, activation, maxTokens, overlong }: ScoreRequest): Promise<WorkerAnswer> {
  const body = model;
  if (!body) throw new Error('no model is open');
  // Before any work is done, so that a batch with one that is too long costs next to nothing.
  const encoded = inputs.map((input) => body.tokens(input, maxTokens, overlong));
  const scores: number[][] = [];
  for (const one of encoded) {
    scores.push(body.score(one, activation));
    // The end of the input is seen between two.
    await turn();
  }
  return { scores };
}
