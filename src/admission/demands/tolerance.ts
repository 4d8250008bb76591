import { table } from '../../spec/table.ts';

const SHARE = /(?:within|tolerance of|±|\+\/-)\s*(\d+(?:\.\d+)?)\s*(?:%|percent|per cent)/i;
const AMOUNT = /(?:within|tolerance of|±|\+\/-)\s*(\d+(?:\.\d+)?)(?![\d.]*\s*(?:%|percent|per cent))/i;
const DECIMALS = /(\d+|one|two|three|four)\s+(?:decimal(?: place)?s?|digits after)/i;
const NEAREST = /nearest\s+(whole|integer|ten|tenth|hundredth|thousandth|cent|hundred|thousand)/i;
const COUNTS: Readonly<Record<string, number>> = table({ one: 1, two: 2, three: 3, four: 4 });
const UNITS: Readonly<Record<string, number>> = table({
  whole: 1,
  integer: 1,
  ten: 10,
  hundred: 100,
  thousand: 1_000,
  tenth: 0.1,
  hundredth: 0.01,
  cent: 0.01,
  thousandth: 0.001,
});
const NUMBER = /^[-+−]?(?:\d[\d,]*(?:\.\d+)?|\.\d+)(?:e[-+]?\d+)?$/i;

/** @returns the greatest difference from the right number that the prompt allows. For rounding it is half of the last digit */
function allowance(prompt: string, right: number): number {
  const share = Number(SHARE.exec(prompt)?.[1] ?? 0) / 100;
  const amount = Number(AMOUNT.exec(prompt)?.[1] ?? 0);
  const decimals = DECIMALS.exec(prompt)?.[1]?.toLowerCase();
  const rounded = decimals === undefined ? 0 : 10 ** -(COUNTS[decimals] ?? Number(decimals)) / 2;
  const nearest = (UNITS[NEAREST.exec(prompt)?.[1]?.toLowerCase() ?? ''] ?? 0) / 2;
  return Math.max(share * Math.abs(right), amount, rounded, nearest);
}

/** @returns whether two texts are the same value: the same number within the tolerance of the prompt, or the same letters */
export function sameValue(one: string, other: string, prompt: string): boolean {
  const [left, right] = [numberOf(one), numberOf(other)];
  if (left === null || right === null) return one.trim() === other.trim();
  return Math.abs(left - right) <= allowance(prompt, right) * (1 + 1e-9) + 1e-12;
}

/** @returns whether an answer differs from the right one only in its number, and within the tolerance of the prompt */
export function isTolerated(answer: string, right: string, prompt: string): boolean {
  const [mine, theirs] = [answer, right].map((text) => text.trim().split(/\s+/));
  if (!mine || !theirs || mine.length !== theirs.length) return false;
  return mine.every((word, at) => sameValue(word, theirs[at] ?? '', prompt));
}

function numberOf(text: string): number | null {
  const plain = text.trim();
  return NUMBER.test(plain) ? Number(plain.replaceAll(',', '').replace('−', '-')) : null;
}
