import type { GateReport } from '../../spec/evidence.ts';
import { type Share, share } from '../../spec/share.ts';
import { table } from '../../spec/table.ts';
import type { ScorePair } from './gates-of-pairs.ts';
import type { PreferencePair } from './preference-pairs.ts';

/** Edits after which a response is worth the same. */
const KEEPING = table<(text: string) => string>({
  'space around it': (text) => `\n${text.trim()}  \n`,
  'other quotation marks': (text) => text.replaceAll('"', '”').replaceAll("'", '’'),
  'a full stop more or less': (text) => (/\.$/.test(text) ? text.slice(0, -1) : `${text}.`),
  'one line a sentence': (text) => text.replace(/([.!?]) +/g, '$1\n'),
});

/** Edits after which it is worth less. */
const BREAKING = table<(text: string) => string>({
  'half of it': (text) => text.slice(0, Math.floor(text.length / 2)),
  'words in the wrong order': (text) => text.split(/\s+/).toReversed().join(' '),
  'no letters': (text) => text.replace(/\p{L}/gu, 'x'),
});

/**
 * Edits after which no word is left, so that whatever a judge looks for is gone: one that judges a single side of a response,
 * such as its politeness, may rightly leave one with half of its words where it was.
 */
export const SPOILING = table<(text: string) => string>({
  'no letters': (text) => text.replace(/\p{L}/gu, 'x'),
  'letters in the wrong order': (text) =>
    text.replace(/\p{L}{3,}/gu, (word) => [...word].toReversed().join('')),
});

interface EditSettings {
  /** Edits that must leave it where it is. */
  readonly keeping?: Readonly<Record<string, (text: string) => string>>;
  /** Edits that must put a response below the whole one. */
  readonly breaking?: Readonly<Record<string, (text: string) => string>>;
  /** Most pairs. */
  readonly most?: number;
}

const BARS = { breaking: 0.6, moved: 0.5, movedShare: 0.1 } as const;
const TRIED = 40;
const LEAST = 20;

/**
 * G5 of a reward model, on pairs of its kind. Smoothness: an edit that keeps the meaning moves a score by less than half
 * of the usual distance between good and bad (Lipschitz, arXiv 2006.16785). Breaking: an edit that spoils a response puts
 * it below the whole one. Consistency, which is told and refuses nothing, because an answer may fit both: of
 * two like prompts each prefers its own answer (Contrast Instructions, arXiv 2309.16155).
 */
export async function mutationOfPairs(
  pairs: readonly PreferencePair[],
  scores: ScorePair,
  { keeping = KEEPING, breaking = BREAKING, most = TRIED }: EditSettings = {},
): Promise<GateReport> {
  const tried = pairs.slice(0, most);
  if (tried.length < LEAST)
    return {
      gate: 'G5',
      name: 'mutation',
      outcome: 'not-applicable',
      cases: 0,
      reason: `${tried.length} pairs; ${LEAST} are needed`,
    };
  const judged = await Promise.all(
    tried.map((pair) => judge(pair, nearest(pair, pairs), scores, { keeping, breaking })),
  );
  const whole = judged.flatMap((one) => (one === null ? [] : [one]));
  const usual = medianOf(whole.map(({ good, bad }) => Math.abs(good - bad)));
  const moves = whole.flatMap(({ kept }) => kept);
  const moved = share(moves.filter((by) => by > BARS.moved * usual).length, moves.length);
  const breaks = whole.flatMap(({ broken }) => broken);
  const spoilt = share(breaks.filter(Boolean).length, breaks.length);
  const own = whole.flatMap(({ ownFirst }) => (ownFirst === null ? [] : [ownFirst]));
  const consistency = share(own.filter(Boolean).length, own.length);
  const reasons = [
    ...(moved.low > BARS.movedShare ? [`edits that keep the meaning move the score in ${told(moved)}`] : []),
    ...(spoilt.low <= BARS.breaking
      ? [`a spoilt response stands below the whole one in ${told(spoilt)}`]
      : []),
  ];
  return {
    gate: 'G5',
    name: 'mutation',
    cases: moves.length + breaks.length + own.length,
    shares: { moved, breaking: spoilt, consistency },
    ...(reasons.length === 0
      ? { outcome: 'passed' as const }
      : { outcome: 'failed' as const, reason: reasons.join('; ').slice(0, 400) }),
  };
}

interface Edited {
  readonly good: number;
  readonly bad: number;
  /** How far each edit that keeps the meaning moved the score. */
  readonly kept: readonly number[];
  /** Whether the whole response stands above each spoilt one. */
  readonly broken: readonly boolean[];
  /** Whether its own answer stands above that of the most like prompt; null where they answer alike. */
  readonly ownFirst: boolean | null;
}

async function judge(
  pair: PreferencePair,
  other: PreferencePair | null,
  scores: ScorePair,
  { keeping, breaking }: Required<Pick<EditSettings, 'keeping' | 'breaking'>>,
): Promise<Edited | null> {
  const { chosen, rejected } = pair;
  const kept = Object.values(keeping)
    .map((edit) => edit(chosen))
    .filter((text) => text !== chosen);
  const broken = Object.values(breaking)
    .map((edit) => edit(chosen))
    .filter((text) => text !== chosen);
  const foreign = other && other.chosen !== chosen ? [other.chosen] : [];
  const [good = null, bad = null, ...rest] = await scores(pair, [
    chosen,
    rejected,
    ...kept,
    ...broken,
    ...foreign,
  ]);
  if (good === null || bad === null) return null;
  const values = (from: number, count: number) =>
    rest.slice(from, from + count).filter((value) => value !== null);
  const [theirs] = values(kept.length + broken.length, foreign.length);
  return {
    good,
    bad,
    kept: values(0, kept.length).map((value) => Math.abs(value - good)),
    broken: values(kept.length, broken.length).map((value) => good > value),
    ownFirst: theirs === undefined ? null : good > theirs,
  };
}

/** @returns the pair whose prompt shares the most words with this one's, and is not the same */
function nearest(pair: PreferencePair, pairs: readonly PreferencePair[]): PreferencePair | null {
  const own = wordsOf(pair.prompt);
  let best: { readonly other: PreferencePair; readonly likeness: number } | null = null;
  for (const other of pairs) {
    if (other.prompt === pair.prompt) continue;
    const words = wordsOf(other.prompt);
    const likeness = own.intersection(words).size / Math.max(1, own.union(words).size);
    if (!best || likeness > best.likeness) best = { other, likeness };
  }
  return best?.other ?? null;
}

function wordsOf(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function told({ value, low, high, of }: Share): string {
  const percent = (part: number) => `${(100 * part).toFixed(1)} %`;
  return `${percent(value)} of ${of} (${percent(low)} to ${percent(high)})`;
}
