import type { CandidateInput } from '../../admission/candidate.ts';
import { seededOrder } from './seeded-order.ts';
import type { TrialCases } from './trial-cases.ts';
import type { AskingPrompt, WitnessPrompts } from './witnesses.ts';

/** Split of the positive prompts: shown to authors; held back for choosing between candidates. The rest is for the audit. */
const ASKS = { development: 1 / 3, heldOut: 1 / 3 } as const;
/** Share of the negative prompts that authors may see. */
const ASKS_NOT = 1 / 4;

/** What the recogniser is tried on, and the extractor where there is one. */
type PromptCases = Pick<CandidateInput, 'recogniser' | 'extractor'>;

/** The prompts of an acquisition in parts, by seed. */
export interface PromptParts {
  /** Prompts whose failures may come back to an author. */
  readonly open: ReadonlySet<string>;
  /** While candidates are chosen: the open ones, and as many that nobody sees. */
  readonly development: PromptCases;
  /** After freezing: all prompts that no author has seen. */
  readonly audit: PromptCases;
}

/** @returns the prompts that authors see beforehand, out of those that were written for the purpose */
export function openPrompts({ asks, asksNot }: WitnessPrompts, seed: number): WitnessPrompts {
  return {
    asks: front(asks, seed, ({ prompt }) => prompt, ASKS.development),
    asksNot: front(asksNot, seed, (prompt) => prompt, ASKS_NOT),
  };
}

/** @param seen what authors saw beforehand: open in any case */
export function promptParts({ asks, asksNot }: TrialCases, seen: WitnessPrompts, seed: number): PromptParts {
  const known = new Set([...seen.asks.map(({ prompt }) => prompt), ...seen.asksNot]);
  const unseen = seededOrder(
    asks.filter(({ prompt }) => !known.has(prompt)),
    seed,
    ({ prompt }) => prompt,
  );
  const others = seededOrder(
    asksNot.filter((prompt) => !known.has(prompt)),
    seed,
    (prompt) => prompt,
  );
  const opened = Math.max(0, Math.round(asks.length * ASKS.development) - seen.asks.length);
  const openAsks = [...asks.filter(({ prompt }) => known.has(prompt)), ...unseen.slice(0, opened)];
  const closedAsks = unseen.slice(opened);
  const heldOut = closedAsks.slice(0, Math.round(asks.length * ASKS.heldOut));
  const openNot = Math.round(asksNot.length * ASKS_NOT);
  const developmentNot = [...asksNot.filter((prompt) => known.has(prompt)), ...others.slice(0, openNot)];
  return {
    open: new Set([...openAsks.map(({ prompt }) => prompt), ...developmentNot]),
    development: casesOf([...openAsks, ...heldOut], developmentNot),
    audit: casesOf(closedAsks, others.slice(openNot)),
  };
}

function casesOf(asks: readonly AskingPrompt[], asksNot: readonly string[]): PromptCases {
  const stated = asks.flatMap(({ prompt, kwargs }) => (kwargs ? [{ prompt, kwargs }] : []));
  const apart = asks.flatMap(({ prompt, others }) => (others.length > 0 ? [{ prompt, words: others }] : []));
  return {
    recogniser: { asks: asks.map(({ prompt }) => prompt), asksNot, apart },
    ...(stated.length > 0 && { extractor: stated }),
  };
}

function front<Entry>(
  entries: readonly Entry[],
  seed: number,
  keyOf: (entry: Entry) => string,
  share: number,
): Entry[] {
  return seededOrder(entries, seed, keyOf).slice(0, Math.floor(entries.length * share));
}
