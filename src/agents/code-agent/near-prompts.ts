import { Random } from '../../spec/random.ts';
import type { AcquisitionTarget } from './request.ts';
import { seededOrder } from './seeded-order.ts';

/** Near prompts that are shown, of twice as many; prompts from anywhere; characters of the longest that is shown. */
const NEAR = 12;
const ANYWHERE = 4;
const LONGEST = 400;

/**
 * Prompts that do not ask for it, for the authors of a recogniser: false alarms are its worst mistake. Half of those nearest to
 * the demand's words are shown, and the other half, as near, stay for the gates; some from anywhere show what most are like.
 * @param prompts all that do not ask
 * @param words of the demand, and of prompts that state it
 */
export function nearPrompts(prompts: readonly string[], words: readonly string[], seed: number): string[] {
  const short = prompts.filter((prompt) => prompt.length <= LONGEST);
  const tokens = new Map(short.map((prompt) => [prompt, tokensOf(prompt)]));
  const seen = new Map<string, number>();
  for (const set of tokens.values()) for (const token of set) seen.set(token, (seen.get(token) ?? 0) + 1);
  const rarity = (token: string): number => Math.log((1 + short.length) / (1 + (seen.get(token) ?? 0)));
  const wanted = new Map<string, number>();
  for (const text of words)
    for (const token of tokensOf(text)) wanted.set(token, (wanted.get(token) ?? 0) + 1 / words.length);
  const nearness = (prompt: string): number => {
    const set = tokens.get(prompt) ?? new Set();
    let sum = 0;
    for (const token of set) sum += (wanted.get(token) ?? 0) * rarity(token);
    return sum / Math.sqrt(8 + set.size);
  };
  const nearest = short
    .map((prompt) => ({ prompt, near: nearness(prompt) }))
    .filter(({ near }) => near > 0)
    .sort((left, right) => right.near - left.near || (left.prompt < right.prompt ? -1 : 1))
    .slice(0, 2 * NEAR)
    .map(({ prompt }) => prompt);
  const near = seededOrder(nearest, seed, (prompt) => prompt).slice(0, NEAR);
  const rest = short.filter((prompt) => !nearest.includes(prompt));
  const anywhere = new Random(seed, 'prompts from anywhere').shuffled(rest).slice(0, ANYWHERE);
  return [...near, ...anywhere];
}

/** Words without their commonest endings, so that "sentences" is near to "sentence". */
function tokensOf(text: string): Set<string> {
  const words = text.toLowerCase().match(/\p{L}[\p{L}\p{M}]+/gu) ?? [];
  return new Set(words.map((word) => (word.length > 4 ? word.replace(/(?:s|ed|ing)$/, '') : word)));
}

/** @returns the words of a demand: its names, how a prompt states it, and what recurs in prompts that state it */
export function demandWords(
  target: AcquisitionTarget,
  title: string,
  prompts: readonly string[],
): readonly string[] {
  const { id, text } = target.what === 'kind' ? { id: target.kind, text: undefined } : target;
  const times = new Map<string, number>();
  for (const prompt of prompts)
    for (const token of tokensOf(prompt)) times.set(token, (times.get(token) ?? 0) + 1);
  const recurring = [...times].filter(([, count]) => 2 * count >= prompts.length).map(([token]) => token);
  return [title, id.replace(/[^\p{L}]+/gu, ' '), recurring.join(' '), ...(text ? [text] : [])];
}
