const HAN = /\p{sc=Han}/gu;
const LETTER = /\p{L}/gu;
const LEAST_SHARE = 0.3;

/** @returns whether a text is written in Chinese characters for the most part; looks at its first 4,000 characters */
export function isHan(text: string): boolean {
  const seen = text.slice(0, 4_000);
  const han = seen.match(HAN)?.length ?? 0;
  return han > LEAST_SHARE * Math.max(1, seen.match(LETTER)?.length ?? 0);
}
