import type { AdapterSpec, Rendering, ScoreReading } from '../../spec/adapter-spec.ts';
import { writesOfSteps } from './lay-out-steps.ts';
import { laysOutChats } from './render-input.ts';
import { runtimeOf } from './runtimes.ts';
import type { StepReading } from './steps-of-response.ts';
import { templatesOf } from './templates-of.ts';

/**
 * @param by what answers: a server at an address, or a worker that rlar starts
 * @returns why a model cannot be called as its adapter says, with what would help; null where it can
 */
export function unservableReason(spec: AdapterSpec, by: 'address' | 'worker' = 'address'): string | null {
  const { runtime: name, render, read, activation, endToken, needs } = spec;
  const runtime = runtimeOf(spec);
  const worker = name === 'managed-worker';
  if (!runtime || (worker && by === 'address'))
    return `runtime ${name} is not called at an address${worker ? ': rlar models deploy starts it' : ''}`;
  if (worker && spec.remoteCode)
    return 'Python of its repository does not run in a worker of rlar’s: --engine vllm, or an address of yours';
  if (!worker && by === 'worker') return `runtime ${name} is not what a worker of rlar's runs`;
  if (!runtime.reads.includes(read.from))
    return `read.from ${read.from} is not read from ${name}; it takes ${runtime.reads.join(', ')}`;
  const path = 'path' in read ? read.path : undefined;
  if (name === 'plain-scorer' && !path?.split('.').includes('*'))
    return 'a plain scorer needs read.path, with * where the item stands';
  const laidOut = laysOutChats(spec) ? 'text' : layoutOf(render);
  const layout = laidOut === 'text' && read.from === 'steps' && read.rows === 'tokens' ? 'tokens' : laidOut;
  if (!runtime.takes.includes(layout))
    return layout === 'chat'
      ? `${name} takes finished text, and the chat template is not in the adapter: put the tokenizer’s into chatTemplate (rlar models add --tokenizer), or serve it with vllm-classify-chat`
      : `${name} does not take render.as ${render.as}`;
  if (layout === 'chat' && endToken !== null)
    return `the end token ${endToken} cannot be added to a chat that the server lays out`;
  if (activation !== 'none' && !runtime.activates)
    return `${name} gives raw logits alone: activation must be none`;
  const missing = needs.find((need) => need !== 'reference' && !(need === 'steps' && read.from === 'steps'));
  if (missing) return `queries carry no ${missing} that could be sent`;
  const stepless = read.from === 'steps' ? unjudgeable(spec, read) : null;
  if (stepless !== null) return stepless;
  const mixed = read.from === 'heads' ? unmixable(read) : null;
  if (mixed !== null) return mixed;
  const texts = templatesOf(render).join('\n');
  if (comparesTwo(spec) && !texts.includes('{other}'))
    return `read.form ${read.from === 'verdict' ? read.form : ''} compares two responses: render.user holds {response} and {other}`;
  if (read.from === 'similarity' && !texts.includes('{reference}'))
    return 'a similarity is that to the reference: render.first holds {reference}';
  return texts.includes('{rubric}') ? 'queries carry no rubric that could be sent' : null;
}

/** @returns whether the model says which of two responses is better, and scores none */
export function comparesTwo({ read }: Pick<AdapterSpec, 'read'>): boolean {
  return read.from === 'verdict' && read.form !== 'rating';
}

/** Two bad steps with numbers below 0 would multiply to a good one. */
function isProbability({ sign, range }: AdapterSpec): boolean {
  return sign === 1 && range !== null && range[0] >= 0 && range[1] <= 1;
}

function unjudgeable(spec: AdapterSpec, read: StepReading): string | null {
  if (writesOfSteps(spec))
    return read.negative === undefined ? 'read.negative: the word that the model writes of a bad step' : null;
  if (read.reduce === 'product' && !isProbability(spec))
    return 'read.reduce product is that of probabilities: sign must be 1, and range within [0, 1]';
  if (read.rows === 'tokens' && (spec.render.as !== 'template' || spec.runtime !== 'vllm-pooling'))
    return 'read.rows tokens is read from vllm-pooling, with render.as template';
  const { each = read.token, token } = read;
  return read.rows !== 'tokens' && !each.includes(token)
    ? `read.each has no ${JSON.stringify(token)}, at which the score of a step is read`
    : null;
}

function unmixable({
  heads,
  weights,
  contexts = [],
  users = {},
}: Extract<ScoreReading, { from: 'heads' }>): string | null {
  const lists = [
    weights,
    ...contexts.map((one) => one.weights),
    ...Object.values(users).map((one) => one.weights),
  ];
  const wrong = lists.find((list) => list.length !== heads.length || !list.some((weight) => weight > 0));
  return wrong
    ? `read.weights: ${wrong.length} weights for ${heads.length} heads, one of them above nothing`
    : null;
}

function layoutOf({ as }: Rendering) {
  return as === 'template' || as === 'trajectories' ? 'text' : as;
}
