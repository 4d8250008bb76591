import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { Acquisitions } from '../agents/acquisitions/acquisitions.ts';
import type { Acquire } from '../agents/acquisitions/run-acquisition.ts';
import { acquireSettings } from '../agents/acquisitions/settings.ts';
import type { AcquisitionRequest } from '../agents/code-agent/request.ts';
import { builtInLibrary } from '../library/built-in.ts';
import type { Completer } from '../models/completer.ts';
import { RlarError } from '../spec/errors.ts';
import { query } from '../spec/query.ts';

const library = builtInLibrary([]);
const asked = query.parse({ messages: [{ role: 'user', content: 'A private prompt: rhyme.' }] });

export function request(id = 'style:rhyme', seed = 1): AcquisitionRequest {
  return { target: { what: 'constraint', id }, queries: [asked], rollouts: [], seed };
}

/** Counts what is asked; the `stopAt`th question is answered by throwing. */
export function counting(stopAt = Number.POSITIVE_INFINITY): Completer & { asked: number } {
  const completer = {
    name: 'tiny',
    asked: 0,
    complete: async () => {
      completer.asked += 1;
      if (completer.asked >= stopAt) throw new RlarError('RLAR_MODEL_UNREACHABLE', 'gone');
      return { text: `answer ${completer.asked}`, inputTokens: 10, outputTokens: 5, model: 'tiny' };
    },
  };
  return completer;
}

/** Three questions, then a refusal. */
const threeQuestions: Acquire = async ({ target }, model, { onEvent }) => {
  for (const step of [1, 2, 3]) {
    await model!.ask({ purpose: `step-${step}`, system: 's', prompt: `${JSON.stringify(target)} ${step}` });
    const example = { gate: 'G4', prompt: 'A private prompt: rhyme.', got: '1' };
    onEvent({
      step: 'round',
      round: step,
      candidate: 'a',
      merit: 0.5,
      admitted: false,
      failing: ['G4'],
      counterExamples: [example],
    });
  }
  return { outcome: 'refused', reason: 'G4', evidence: null };
};

export function open(
  context: TestContext,
  more: Partial<ConstructorParameters<typeof Acquisitions>[0]> = {},
) {
  const home = more.home ?? mkdtempSync(join(tmpdir(), 'rlar-acquisitions-'));
  if (!more.home) context.after(() => rmSync(home, { recursive: true }));
  const completer = counting();
  const acquisitions = new Acquisitions({
    home,
    settings: acquireSettings.parse({}),
    keepTexts: true,
    openModel: async () => completer,
    library: () => library,
    acquire: threeQuestions,
    keep: async () => {},
    ...more,
  });
  return { home, completer, acquisitions };
}
