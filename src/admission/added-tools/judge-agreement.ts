import { alwaysValidShare } from '../../spec/always-valid.ts';
import type { GateReport } from '../../spec/evidence.ts';
import type { Share } from '../../spec/share.ts';
import { detectLanguage } from '../../text/language.ts';

/** What a judge made of one labelled pair. */
export interface JudgedPair {
  readonly prompt: string;
  /** The kind of the prompt, where the pair says it. */
  readonly kind?: string | null | undefined;
  /** Characters of the longer response. */
  readonly characters: number;
  /** From 0 to 1; null where the judge does not judge the pair. */
  readonly good: number | null;
  readonly bad: number | null;
}

/** Upper ends of the classes of length, in characters. */
const LENGTHS = [500, 2_000, 8_000, 64_000] as const;
/** Pairs of one length or language that say something of it. */
const LEAST = 20;
const BINS = 5;
const ALPHA = 0.05;

/** The responses and prompts on which a judge is better than chance, as far as labels show. */
export interface MeasuredLimits {
  /** Characters of the longest response; null where none of the measured classes is lost. */
  readonly longest: number | null;
  /** Null where no measured language is lost. */
  readonly languages: readonly string[] | null;
  /** The kinds that are lost; null where no measured kind is. */
  readonly without: readonly string[] | null;
}

/**
 * @returns the limits within which a judge is better than chance, so that routing keeps it there: below the first class of
 * lengths that is lost, in the languages and of the kinds that are not. Null where nothing is lost, or nothing would be left
 * @param ofLength whether a length may be a limit
 */
export function measuredLimits(pairs: readonly JudgedPair[], ofLength = true): MeasuredLimits | null {
  const scored = scoredOf(pairs);
  const lost = (list: readonly Scored[]): boolean => list.length >= LEAST && agreementOf(list).value <= 0.5;
  const lengths = Map.groupBy(scored, ({ characters }) => LENGTHS.findIndex((end) => characters <= end));
  const inOrder = ofLength ? [...lengths.keys()].sort((one, other) => one - other) : [];
  const first = inOrder.find((at) => lost(lengths.get(at)!));
  const kinds = [...Map.groupBy(scored, ({ kind }) => kind ?? '')].filter(([kind]) => kind !== '');
  const without = kinds.filter(([, list]) => lost(list)).map(([kind]) => kind);
  const languages = [...Map.groupBy(scored, ({ prompt }) => languageOf(prompt))];
  const kept = languages.filter(([, list]) => !lost(list)).map(([name]) => name);
  const longest = first === undefined ? null : (LENGTHS[first - 1] ?? 0);
  const isNarrowed = kept.length < languages.length;
  const known = kept.filter((name) => /^[a-z]{2}$/.test(name));
  if (longest === 0 || (isNarrowed && known.length === 0)) return null;
  if (without.length > 0 && without.length === kinds.length) return null;
  if (longest === null && !isNarrowed && without.length === 0) return null;
  return { longest, languages: isNarrowed ? known : null, without: without.length > 0 ? without : null };
}

function scoredOf(pairs: readonly JudgedPair[]): Scored[] {
  return pairs.flatMap(({ good, bad, ...pair }) =>
    good === null || bad === null ? [] : [{ ...pair, margin: good - bad }],
  );
}

/**
 * How far a judge agrees with labels, with intervals that hold however often one looks: the share of pairs in which the
 * better response stands higher; κ, which takes away what chance gives; the calibration error, how far the distance of two
 * values is from the share that is right at that distance; and agreement by length and language.
 * @returns the gate, which fails where the judge is at chance on responses or prompts that it says it judges
 */
export function judgeAgreement(pairs: readonly JudgedPair[]): GateReport {
  const scored = scoredOf(pairs);
  const agreement = agreementOf(scored);
  const byLength = classes(
    scored,
    ({ characters }) => `up to ${LENGTHS.find((end) => characters <= end)} characters`,
  );
  const byLanguage = classes(scored, ({ prompt }) => `in ${languageOf(prompt)}`);
  const ofKinds = scored.filter(({ kind }) => typeof kind === 'string');
  const byKind = classes(ofKinds, ({ kind }) => `of ${kind}`);
  const lost = [...byLength, ...byLanguage, ...byKind].filter(
    ([, { value, of }]) => of >= LEAST && value <= 0.5,
  );
  const shares = {
    agreement,
    kappa: kappa(agreement),
    calibrationError: calibrationError(scored),
    ...Object.fromEntries(byLength),
    ...Object.fromEntries(byLanguage),
    ...Object.fromEntries(byKind),
  };
  const found = { gate: 'G4', name: 'agreement', cases: scored.length, shares } as const;
  if (scored.length < LEAST)
    return {
      ...found,
      outcome: 'not-applicable',
      reason: `${scored.length} of ${pairs.length} pairs could be judged; ${LEAST} are needed`,
    };
  if (lost.length === 0) return { ...found, outcome: 'passed' };
  const named = lost.map(([name, { value, of }]) => `${name}: ${(100 * value).toFixed(0)} % of ${of}`);
  return {
    ...found,
    outcome: 'failed',
    reason: `at chance ${named.join(', ')}; set \`longest\`, \`languages\` or \`kinds\` so that it does not judge these`,
  };
}

interface Scored extends Pick<JudgedPair, 'kind'> {
  readonly prompt: string;
  readonly characters: number;
  readonly margin: number;
}

/** A tie is half right: a coin would decide it. */
function agreementOf(scored: readonly Scored[], alpha = ALPHA): Share {
  const right = scored.filter(({ margin }) => margin > 0).length;
  const ties = scored.filter(({ margin }) => margin === 0).length;
  return alwaysValidShare(right + Math.floor(ties / 2), scored.length, alpha);
}

/** Cohen's κ of labels that name either response as often: what chance gives is one half, ties being half right. */
function kappa({ value, low, high, of }: Share): Share {
  const without = (share: number) => Number(Math.max(-1, 2 * share - 1).toFixed(4));
  return { value: without(value), low: without(low), high: without(high), of };
}

/** The expected calibration error over classes of the distance, each with its own interval. */
function calibrationError(scored: readonly Scored[]): Share {
  const bins = Map.groupBy(scored, ({ margin }) => Math.min(BINS - 1, Math.floor(Math.abs(margin) * BINS)));
  const sum = { value: 0, low: 0, high: 0 };
  for (const bin of bins.values()) {
    const said = bin.reduce((total, { margin }) => total + 0.5 + Math.abs(margin) / 2, 0) / bin.length;
    const { value, low, high } = agreementOf(bin, ALPHA / BINS);
    const weight = bin.length / scored.length;
    sum.value += weight * Math.abs(value - said);
    sum.low += weight * Math.max(0, low - said, said - high);
    sum.high += weight * Math.max(Math.abs(low - said), Math.abs(high - said));
  }
  const round = (number: number) => Number(number.toFixed(4));
  if (scored.length === 0) return { value: 0, low: 0, high: 1, of: 0 };
  return { value: round(sum.value), low: round(sum.low), high: round(sum.high), of: scored.length };
}

function classes(scored: readonly Scored[], nameOf: (pair: Scored) => string): [string, Share][] {
  return [...Map.groupBy(scored, nameOf)]
    .map(([name, list]): [string, Share] => [name, agreementOf(list)])
    .sort(([left], [right]) => left.localeCompare(right, 'en', { numeric: true }));
}

function languageOf(prompt: string): string {
  return detectLanguage(prompt)?.language.slice(0, 2) ?? 'an unknown language';
}
