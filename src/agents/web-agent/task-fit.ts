import type { ModelFacts } from '../../hub/model-facts.ts';
import { familyOf } from '../../spec/kinds.ts';
import { table } from '../../spec/table.ts';
import { scoresHarm } from './scores-harm.ts';

/** The trades for which specialists are trained. */
type Domain = 'translation' | 'math' | 'code' | 'summarization' | 'safety' | 'chat-app';

const DOMAINS: readonly (readonly [Domain, RegExp])[] = [
  ['translation', /\btranslations?\b|\bMQM\b|machine-translation|\bx?comet(?:kiwi)?\b|\bmetricx/i],
  ['math', /\bmaths?\b|mathematic|GSM8K|PRM800K/i],
  ['code', /\bcode (?:reward|generation|correctness)|\bcoding\b|programming/i],
  ['summarization', /summar(?:y|ies|i[sz]\w+)/i],
  ['safety', /harmless|\bmore harmful\b|safe-rlhf cost|toxicity (?:classifier|detector)|\bcost model of\b/i],
  ['chat-app', /whether (?:app )?users (?:accepted|retried)|retry and continue|not tuned for helpfulness/i],
];
/** Words of a model that was trained on preferences of all sorts. */
const GENERAL =
  /rewardbench|bradley-terry (?:model|scalar)|dialogue, writing|ultrafeedback|preference_700k|helpfulness\b|general(?:-purpose)? reward|\bRLHF reward\b|outcome reward model on/i;
/** Kinds that are of a specialist's trade, by family. */
const TRADE = table<readonly Domain[]>({
  translation: ['translation'],
  math: ['math'],
  reasoning: ['math'],
  code: ['code'],
  'code-output': ['code'],
  summarization: ['summarization'],
  safety: ['safety'],
});

/** A kind of a family that nobody knows is of the trade that its name says. */
function trades(kind: string): readonly Domain[] {
  const known = TRADE[familyOf(kind)];
  if (known || GENERAL_FIT[familyOf(kind)] !== undefined) return known ?? [];
  return DOMAINS.filter(([, pattern]) => pattern.test(kind.replace(/[.-]/g, ' '))).map(([domain]) => domain);
}

/** By family: how well a score of general preference predicts quality on a kind. Other families have 0.85. */
const GENERAL_FIT = table<number>({
  chat: 1,
  writing: 1,
  safety: 1,
  qa: 0.95,
  'instruction-following': 0.95,
  reasoning: 0.9,
  math: 0.9,
  code: 0.88,
  summarization: 0.92,
  choice: 0.8,
  'tool-calls': 0.7,
  'data-to-text': 0.75,
  translation: 0.5,
});

/** RewardBench 2's column of a family, and what it usually is of a model's average: the median of 28 published models. */
export const BENCHMARK_COLUMN = table<{ readonly name: string; readonly toAverage: number }>({
  safety: { name: 'safety', toAverage: 1.25 },
  qa: { name: 'factuality', toAverage: 1.02 },
  summarization: { name: 'factuality', toAverage: 1.02 },
  'data-to-text': { name: 'factuality', toAverage: 1.02 },
  'instruction-following': { name: 'precise_if', toAverage: 0.58 },
  math: { name: 'math', toAverage: 0.91 },
  reasoning: { name: 'math', toAverage: 0.91 },
});

/** Characters of a card in which it says what it is for; further down it speaks of data, tables and other models. */
const OPENING = 1500;

export interface TaskFit {
  /** `general`: trained on preferences of all sorts · `own`: on this very trade · `other`: on another */
  readonly of: 'general' | 'own' | 'other';
  readonly domain: Domain | null;
  /** From 0 to 1: how well its score predicts quality on the kind. */
  readonly share: number;
}

/** @returns the fit of a model to a kind, by the purpose that its card and tags state */
export function taskFit({ card, tags, figures }: ModelFacts, kind: string): TaskFit {
  const text = `${card.slice(0, OPENING)}\n${tags.join(' ')}`;
  const family = familyOf(kind);
  const named = DOMAINS.filter(([, pattern]) => pattern.test(text)).map(([domain]) => domain);
  const measured = figures.rewardBench !== null || Object.keys(figures.rewardBench2).length > 0;
  // A figure says how well a score orders responses on the benchmark, not what it is a score of: beside the one trade that
  // a card names it makes no generalist.
  const general =
    named.length === 0 || (measured && named.length > 1) || (GENERAL.test(text) && named[0] !== 'chat-app');
  if (named.includes('chat-app')) return { of: 'other', domain: 'chat-app', share: 0 };
  if (scoresHarm(text))
    return trades(kind).includes('safety')
      ? { of: 'own', domain: 'safety', share: 1 }
      : { of: 'other', domain: 'safety', share: 0 };
  // A card that names translation belongs to a model that scores translations, whatever its other words are.
  const trade = named.includes('translation') ? ['translation'] : named;
  const own = trades(kind).find((domain) => trade.includes(domain));
  if (own && !general) return { of: 'own', domain: own, share: 1 };
  if (general || named.length > 2) return { of: 'general', domain: null, share: GENERAL_FIT[family] ?? 0.85 };
  return { of: 'other', domain: named[0] ?? null, share: 0 };
}
