/** @returns the number that a text is, with its sign; null where it is more than one number */
export function numberOf(text: string): number | null {
  const plain = text.replaceAll('−', '-').replace(/[$€£,\s]/g, '');
  const found = /^([-+]?\d+(?:\.\d+)?)[a-zA-Z°%/²³]{0,8}$/.exec(plain);
  return found ? Number(found[1]) : null;
}

/** @returns the text without case, dressing, punctuation at its ends and spare spaces; digits keep their signs and points */
function normalised(text: string): string {
  const plain = text.normalize('NFKC').toLowerCase().replaceAll('−', '-');
  return plain
    .replace(/[*_`"'“”‘’$()[\]{}<>]/g, ' ')
    .replace(/[\s]+/g, ' ')
    .replace(/^[\s.,;:!?]+|[\s.,;:!?]+$/g, '');
}

/** @returns whether two texts may be the same answer: equal after normalising, or as numbers */
export function sameAnswer(left: string, right: string): boolean {
  const [one, two] = [numberOf(left), numberOf(right)];
  if (one !== null && two !== null && one === two)
    return left.replace(/[^a-zA-Z%°]/g, '') === right.replace(/[^a-zA-Z%°]/g, '');
  if (left.trim() === right.trim()) return true;
  if (/^[[{]/.test(left.trim())) return left.replace(/\s/g, '') === right.replace(/\s/g, '');
  const plain = normalised(left);
  return plain !== '' && plain === normalised(right);
}

const YES =
  /\b(?:yes|true|valid|correct|right|pass(?:ed)?|success|accept|1)\b|(?<![\d.])1(?:\.0)?(?![\d.])|==/i;
const NO = /\b(?:no|not|none|null|false|invalid|wrong|fail(?:ed)?|0)\b/i;
/** Other words that mean yes or no. */
const SAME_AS: ReadonlyMap<string, RegExp> = new Map([
  ...['yes', 'true', 'valid', 'correct', 'plausible'].map((word) => [word, YES] as const),
  ...['inf', 'infinity', "float('inf')", 'nan', 'none', 'null', 'undefined'].map(
    (word) => [word, /\b(?:inf|infinity|nan|none|null|undefined)\b|1e999/i] as const,
  ),
  ...['no', 'false', 'invalid', 'incorrect', 'implausible'].map((word) => [word, NO] as const),
]);

/** @returns whether an answer stands in a text as words or numbers of its own */
export function occursIn(answer: string, text: string): boolean {
  const number = numberOf(answer);
  const said = SAME_AS.get(answer.trim().toLowerCase());
  if (said?.test(text) || (number === 1 && SAME_AS.get('true')?.test(text))) return true;
  if (number === 1 && /(?<!\d)(\d+)\s*\/\s*\1(?!\d)/.test(text)) return true;
  if (number !== null) {
    const found = text.replaceAll('−', '-').match(/-?\d[\d,]*(?:\.\d+)?/g) ?? [];
    if (found.some((entry) => Math.abs(Number(entry.replaceAll(',', ''))) === Math.abs(number))) return true;
  }
  const words = (value: string) => ` ${(value.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(' ')} `;
  const wanted = words(answer);
  if (wanted.trim() === '') return text.includes(answer.trim());
  return words(text).includes(wanted);
}
