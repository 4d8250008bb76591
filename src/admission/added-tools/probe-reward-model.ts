import { renderInput, type ScorerInput } from '../../models/reward-models/render-input.ts';
import { ScorerClient } from '../../models/reward-models/scorer-client.ts';
import type { ScorerServer } from '../../models/reward-models/scorer-server.ts';
import type { AdapterSpec } from '../../spec/adapter-spec.ts';
import { RlarError } from '../../spec/errors.ts';
import type { GateReport } from '../../spec/evidence.ts';
import type { ToolQuery } from '../../spec/tool.ts';

/** A question with an answer that anybody would prefer to the other. */
const PAIRS = [
  {
    prompt: 'Jane has 12 apples. She gives 4 to her friend. How many are left?',
    good: 'Jane has 12 − 4 = 8 apples left.',
    bad: 'Apples are fruit. I like turtles.',
  },
  {
    prompt: 'What is the capital of France?',
    good: 'The capital of France is Paris.',
    bad: 'The capital of France is a potato, potato, potato.',
  },
  {
    prompt: 'Please suggest two ways to fall asleep more easily.',
    good: 'Keep a regular bedtime, and put screens away an hour before it. A cool, dark room helps too.',
    bad: 'No. Figure it out yourself and stop asking stupid questions.',
  },
  {
    prompt: 'Explain in one sentence why the sky is blue.',
    good: 'Air scatters the short blue waves of sunlight much more than the long red ones, so blue reaches us from all sides.',
    bad: 'sky sky blue because the the because it is is a blue of it painted',
  },
] as const;

/** How far a score may move between a batch and a call of its own, as a share of all scores' spread. */
const TOLERANCE = 0.02;

/**
 * Tries a reward model, at its address or in its worker: the right model, finite scores, the same in a batch as alone, raw where raw was
 * asked for, and no order that is upside down.
 * @returns the gates that this answers
 * @throws RLAR_INVALID_TOOL with what is wrong · RLAR_SCORER_…
 */
export async function probeRewardModel(
  spec: AdapterSpec,
  server: string | ScorerServer,
  signal: AbortSignal,
): Promise<GateReport[]> {
  const client = new ScorerClient(spec, server);
  const served = await client.served(signal);
  if (served.is === 'away') throw new RlarError('RLAR_SCORER_UNREACHABLE', served.reason);
  if (served.is === 'wrong') throw new RlarError('RLAR_INVALID_TOOL', `${spec.model}: ${served.reason}`);
  const inputs = PAIRS.flatMap(({ prompt, good, bad }) =>
    [good, bad].map((response) => laidOut(spec, prompt, good, response)),
  );
  const together = await scoresOf(client, inputs, signal);
  const alone = await Promise.all(inputs.map(async (input) => (await scoresOf(client, [input], signal))[0]!));
  const spread = Math.max(...together) - Math.min(...together);
  if (spread === 0)
    refuse(`all ${together.length} scores are ${together[0]}: no raw scores of a reward model`);
  const unbounded = spec.activation === 'none' && spec.range === null;
  if (unbounded && together.every((score) => score * spec.sign >= 0 && score * spec.sign <= 1))
    refuse('all scores lie from 0 to 1, where raw logits were asked for: an activation is on');
  const moved = Math.max(...together.map((score, at) => Math.abs(score - alone[at]!)));
  if (moved > TOLERANCE * spread)
    refuse(`a score moves by ${moved.toPrecision(3)} between a batch and a call of its own`);
  const right = PAIRS.filter((_, at) => together[2 * at]! > together[2 * at + 1]!).length;
  if (right * 2 < PAIRS.length)
    refuse(
      `the worse answer gets more on ${PAIRS.length - right} of ${PAIRS.length} pairs: a wrong sign, label, template or head`,
    );
  return [
    { gate: 'G1', name: 'run', outcome: 'passed', cases: inputs.length },
    { gate: 'G2', name: 'determinism', outcome: 'passed', cases: inputs.length },
    { gate: 'G3', name: 'endpoints', outcome: 'passed', cases: PAIRS.length },
  ];
}

function laidOut(spec: AdapterSpec, prompt: string, reference: string, response: string): ScorerInput {
  const query: ToolQuery = {
    prompt,
    messages: [{ role: 'user', content: prompt }],
    references: spec.needs.includes('reference') ? [reference] : [],
    constraints: [],
  };
  const input = renderInput(spec, query, response);
  if ('as' in input) return input;
  throw new RlarError('RLAR_INVALID_TOOL', input.refused);
}

async function scoresOf(
  client: ScorerClient,
  inputs: readonly ScorerInput[],
  signal: AbortSignal,
): Promise<number[]> {
  return (await client.score(inputs, signal)).map((raw) => {
    if ('score' in raw) return raw.score;
    if ('error' in raw) throw raw.error;
    throw new RlarError('RLAR_INVALID_TOOL', `a short text is refused: ${raw.unreadable}`);
  });
}

function refuse(reason: string): never {
  throw new RlarError('RLAR_INVALID_TOOL', reason);
}
