import type { Match, Response } from './match.ts';
import type { Question } from './question.ts';
import type { Token } from './tokens.ts';

const isYear = (value: number) => Number.isInteger(value) && value >= 1000 && value < 2100;

/** @returns how the numbers, years and dates of a response stand to those of the aliases, in the order of the features */
export function numberFeatures(
  matches: readonly Match[],
  best: Match,
  response: Response,
  question: Question,
): number[] {
  const said = response.tokens.flatMap((token) =>
    token.value !== null && !question.content.has(token.text) ? [token.value] : [],
  );
  const all = new Set(response.tokens.flatMap((token) => token.value ?? []));
  const wanted = best.alias.numbers;
  const known = matches.flatMap((match) => match.alias.numbers);
  const years = known.filter(isYear);
  const months = new Set(matches.flatMap((match) => match.alias.words.filter((word) => /^m\d/.test(word))));
  const saidMonths = response.tokens.filter((token) => /^m\d/.test(token.text));
  let nearest = 3;
  for (const target of known.slice(0, 20)) {
    for (const value of said.slice(0, 40))
      nearest = Math.min(nearest, Math.abs(value - target) / Math.max(1, Math.abs(target)));
  }
  return [
    wanted.length === 0 ? 0 : wanted.length === best.alias.words.length ? 2 : 1,
    wanted.length === 0 ? -1 : wanted.filter((value) => all.has(value)).length / wanted.length,
    years.length === 0 ? -1 : years.some((year) => all.has(year)) ? 1 : 0,
    Math.min(4, said.filter((value) => isYear(value) && !years.includes(value)).length),
    wanted.length > 0 && said.length > 0 && !wanted.some((value) => all.has(value)) ? 1 : 0,
    Math.min(3, nearest),
    months.size === 0 ? -1 : saidMonths.some((token) => months.has(token.text)) ? 1 : 0,
    months.size === 0 ? 0 : Math.min(3, saidMonths.filter((token) => !months.has(token.text)).length),
    dateConflict(matches, response.tokens),
  ];
}

/** @returns 1 where a day is said that no alias with a day has, -1 where one has it, 0 where nothing can be compared */
function dateConflict(matches: readonly Match[], tokens: readonly Token[]): number {
  const wanted = new Set(matches.flatMap((match) => daysIn(match.alias.words)));
  if (wanted.size === 0) return 0;
  const said = daysIn(tokens.map((token) => token.text));
  return said.length === 0 ? 0 : said.some((day) => wanted.has(day)) ? -1 : 1;
}

/** @returns the days named, as "m3 24" */
function daysIn(words: readonly string[]): string[] {
  const isDay = (word: string | undefined) =>
    word !== undefined && /^\d{1,2}$/.test(word) && Number(word) <= 31;
  return words.flatMap((word, index) => {
    if (!/^m\d/.test(word)) return [];
    if (isDay(words[index + 1])) return [`${word} ${words[index + 1]}`];
    return isDay(words[index - 1]) ? [`${word} ${words[index - 1]}`] : [];
  });
}
