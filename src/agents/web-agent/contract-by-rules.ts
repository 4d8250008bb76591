import type { AdapterContract, Rendering, ScoreReading } from '../../spec/adapter-spec.ts';
import { type CardSignals, cardSignals } from './card-signals.ts';
import type { Demand } from './demand.ts';
import { referenceLayout } from './reference-layout.ts';
import { runtimeFor } from './runtime-for.ts';
import type { Contender } from './weigh-model.ts';

export type ContractFound =
  | { readonly contract: AdapterContract }
  /** The facts that the rules could not find. A language model or a person may read them from the card. */
  | { readonly missing: string };

/** Tokens that are taken as the limit where nothing says one. */
const USUAL_TOKENS = 4096;
/** The token that InternLM2's reward class reads its score at. */
const INTERNLM_END = '[UNUSED_TOKEN_130]';

/** The facts about the call that a card decides. */
export interface CallParts {
  readonly render: Rendering;
  readonly read: ScoreReading;
  readonly endToken?: string | null;
  readonly range?: [number, number] | null;
  readonly activation?: AdapterContract['activation'];
  readonly sign?: 1 | -1;
  readonly maxTokens?: number | null;
}
type Parts = CallParts | { readonly missing: string };

/** Fills the adapter's contract of the standard cases out of facts, without a language model. */
export function contractByRules(contender: Contender, demand: Demand): ContractFound {
  const signals = cardSignals(contender.facts);
  const unread = contender.remoteCode ? outputsOfOwnCode(contender.facts) : null;
  if (unread !== null) return { missing: unread };
  const parts = partsOf(contender, signals);
  return 'missing' in parts ? parts : contractOf(contender, parts, demand);
}

/** @returns the contract of what a text says of the call, together with what the files and the machine decide */
export function contractOf(
  { facts, role, needs, dtype, remoteCode }: Contender,
  parts: CallParts,
  { machine }: Demand,
): ContractFound {
  const runtime = runtimeFor(role, facts, machine, remoteCode);
  if (runtime === null) return { missing: 'a runtime on this machine' };
  // SGLang gives raw logits alone: they have no bounds, and order responses as the probabilities do.
  const raw = runtime === 'sglang-classify' && parts.activation === 'sigmoid';
  return {
    contract: {
      runtime,
      render: parts.render,
      stripBos: parts.render.as === 'chat',
      endToken: parts.endToken ?? null,
      read: parts.read,
      sign: parts.sign ?? (cardSignals(facts).inverted ? -1 : 1),
      activation: raw
        ? 'none'
        : (parts.activation ?? (role === 'labels' || role === 'steps' ? 'softmax' : 'none')),
      range: raw ? null : (parts.range ?? null),
      maxTokens: parts.maxTokens ?? facts.maxTokens ?? USUAL_TOKENS,
      overlong: 'reject',
      needs: [...needs],
      dtype,
      attention: /^Gemma2/.test(facts.config.architectures?.[0] ?? '') ? 'eager' : 'any',
    },
  };
}

function partsOf({ facts, role }: Contender, signals: CardSignals): Parts {
  switch (role) {
    case 'scalar': {
      if (signals.reference === 'needed') return besideReference(facts.card, signals);
      const render = textLayout(facts, signals);
      return 'missing' in render ? render : { render, read: { from: 'head', index: 0 } };
    }
    case 'labels': {
      const index = goodLabel(facts.config.labelNames, facts.card);
      if (index === null) return { missing: 'which of its labels is the score' };
      const render: Rendering = { as: 'pair', first: '{source}', second: '{response}' };
      return { render, read: { from: 'head', index }, range: [0, 1], activation: 'softmax' };
    }
    case 'engine-scalar':
      return engineParts(facts, signals);
    case 'steps': {
      const token = /<extra_0>/.exec(facts.card)?.[0];
      if (!token) return { missing: 'the token that ends a step' };
      const render: Rendering = { as: 'chat', system: 'allow', assistant: true };
      return {
        render,
        read: { from: 'steps', token, index: 1, reduce: 'least' },
        range: [0, 1],
        activation: 'softmax',
      };
    }
    case 'decoder':
      return decoderParts(facts.card, signals);
    case 'package':
      return {
        render: {
          as: 'fields',
          fields: [
            { name: 'src', of: 'source' },
            { name: 'mt', of: 'response' },
            ...(signals.reference === 'without' ? [] : [{ name: 'ref', of: 'reference' } as const]),
          ],
        },
        read: { from: 'head', path: 'scores.*', index: 0 },
        range: [0, 1],
      };
    case 'rubric-judge': {
      const digits = /digit tokens (\d)\.\.(\d)/.exec(facts.card);
      const user = /Query: \.\..{0,8}Response: \.\..{0,8}Unit Test: \.\./s.test(facts.card);
      if (!digits || !user) return { missing: 'its prompt and the digits of its score' };
      return {
        render: {
          as: 'chat',
          system: 'forbid',
          user: 'Query: {prompt}\n\nResponse: {response}\n\nUnit Test: {rubric}',
          assistant: false,
        },
        read: { from: 'digit-mean', low: Number(digits[1]), high: Number(digits[2]) },
        range: [Number(digits[1]), Number(digits[2])],
      };
    }
  }
}

/** @returns what is not known of the output of a class of the model's own, where it is not one number */
function outputsOfOwnCode({ config, weights, card }: Contender['facts']): string | null {
  const several =
    (config.labels ?? 1) > 1 ||
    (weights.head.state === 'found' && weights.head.rows > 1) ||
    /\bobjectives\b|\bgating\b|\bquantiles?\b|\bmulti-?(?:head|objective|attribute)|\battributes\b|\boutput\.score\b/i.test(
      card,
    );
  return several ? 'which of the numbers of its own class is the score: write the spec by hand' : null;
}

function textLayout(
  { config, tokenizer, card }: Contender['facts'],
  { layout }: CardSignals,
): Rendering | { readonly missing: string } {
  if (layout === 'own') return { missing: 'its layout of the text, which is its own' };
  // A template that is there is the layout, unless the card says otherwise outright.
  if (tokenizer.chatTemplate === true) return chatLayout(card);
  if (layout === 'human-assistant')
    return { as: 'template', template: '\n\nHuman: {prompt}\n\nAssistant: {response}' };
  const encoder = /^(?:Bert|Camembert|Roberta|XLMRoberta|Deberta\w*|ModernBert)For/.test(
    config.architectures?.[0] ?? '',
  );
  if (layout === 'pair' || encoder) return { as: 'pair', first: '{prompt}', second: '{response}' };
  if (tokenizer.chatTemplate === false) return { missing: 'its layout of the text: it has no chat template' };
  if (tokenizer.chatTemplate === null && layout !== 'chat')
    return { missing: 'its layout of the text: nobody read its tokenizer' };
  return chatLayout(card);
}

/** A head that reads the response beside a reference. Without its own layout the reference would not be shown to it. */
function besideReference(card: string, { probability }: CardSignals): Parts {
  const render = referenceLayout(card);
  if (render === null) return { missing: 'how question, reference and response are laid out for it' };
  return {
    render,
    read: { from: 'head', index: 0 },
    ...(probability && { activation: 'sigmoid', range: [0, 1] }),
  };
}

function chatLayout(card: string): Rendering {
  const forbids = /\b(?:no|never|without)\b[^.\n]{0,30}\bsystem prompts?\b/i.test(card);
  return { as: 'chat', system: forbids ? 'forbid' : 'allow', assistant: true };
}

function engineParts({ card, config }: Contender['facts'], { reference }: CardSignals): Parts {
  const read: ScoreReading = { from: 'head', index: -1 };
  if (reference === 'needed') {
    const separator = /<\|reward\|>/.exec(card)?.[0];
    if (!separator) return { missing: 'what stands between its two trajectories' };
    return { render: { as: 'trajectories', separator }, read, endToken: INTERNLM_END };
  }
  const render: Rendering = { as: 'chat', system: 'allow', assistant: true };
  return config.architectures?.[0]?.startsWith('InternLM2') || /special reward token appended/i.test(card)
    ? { render, read, endToken: INTERNLM_END }
    : { render, read };
}

/** What MetricX-24 is read at and bounded by, where its card leaves that to its code. */
const METRICX_24 = { token: '250089', most: '25' } as const;

function decoderParts(card: string, { reference }: CardSignals): Parts {
  const known = /\bmetricx-?24/i.test(card) ? METRICX_24 : null;
  const token = /logit of token (\d{1,7})\b/.exec(card)?.[1] ?? known?.token;
  const most = /\b0\.\.(\d{1,3})\b/.exec(card)?.[1] ?? known?.most;
  if (!token || !most) return { missing: 'the token that its decoder is read at' };
  const tail = reference === 'without' ? '' : ' reference: {reference}';
  return {
    render: { as: 'template', template: `source: {source} candidate: {response}${tail}` },
    read: { from: 'decoder-token', token: Number(token) },
    range: [0, Number(most)],
  };
}

function goodLabel(names: readonly string[], card: string): number | null {
  const named = names.findIndex((name) =>
    /faithful|good|positive|chosen|helpful|harmless|safe|correct/i.test(name),
  );
  if (named >= 0) return named;
  const said = /index (\d)\b[^.;\n]{0,20}\bfaithful\b/i.exec(card)?.[1];
  return said === undefined ? null : Number(said);
}
