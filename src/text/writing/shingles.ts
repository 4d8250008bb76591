import type { TextView } from './text-view.ts';

/** Words in a row that two texts hardly share by chance. */
const LENGTH = { en: 6, zh: 10 } as const;

/** @returns the runs of words of a text, in order */
export function shinglesOf({ words, language }: TextView, length: number = LENGTH[language]): string[] {
  const runs: string[] = [];
  for (let at = 0; at + length <= words.length; at += 1) runs.push(words.slice(at, at + length).join(' '));
  return runs;
}

/** @returns the share of a text's runs of words that stand in another text as well */
export function copiedShare(text: TextView, from: ReadonlySet<string>): number {
  const runs = shinglesOf(text);
  if (runs.length === 0) return 0;
  return runs.filter((run) => from.has(run)).length / runs.length;
}

const REPEATED = { en: 4, zh: 6 } as const;

/** @returns the share of a text's short runs of words that stood in it before */
export function repeatedShare(text: TextView): number {
  const runs = shinglesOf(text, REPEATED[text.language]);
  if (runs.length === 0) return 0;
  return 1 - new Set(runs).size / runs.length;
}
