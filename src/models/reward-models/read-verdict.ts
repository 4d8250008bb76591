import type { ScoreReading } from '../../spec/adapter-spec.ts';
import { withoutThinking } from '../without-thinking.ts';

type VerdictReading = Extract<ScoreReading, { from: 'verdict' }>;

/** Forms of a rating, the strictest first: the first form that a text has decides. */
const RATINGS = [
  /\[\[\s*(-?\d+(?:\.\d+)?)\s*\]\]/g,
  /<(?:score|rating|answer)>\s*(-?\d+(?:\.\d+)?)\s*<\/(?:score|rating|answer)>/gi,
  /\\boxed\{\s*(-?\d+(?:\.\d+)?)\s*\}/g,
  /"(?:score|rating)"\s*:\s*"?(-?\d+(?:\.\d+)?)"?/gi,
  /\b(?:(?:overall|final|total)\s+)?(?:score|rating)\**\s*(?::|=|is)\s*\**\s*(-?\d+(?:\.\d+)?)/gi,
] as const;
const ALONE = /^\**\s*(-?\d+(?:\.\d+)?)\s*(?:\/\s*\d+(?:\.\d+)?)?\s*\**\.?$/;

/** Forms of a verdict over two responses. */
const LETTERS = {
  letter:
    /^\**(?:(?:(?:the )?(?:better|best)|output|response|answer|assistant|choice|verdict|one|is)\b[\s:]*)*\(?\s*([AB])\s*\)?[\s.*]*$/gi,
  'bracketed-letter': /\[\[\s*([ABC])\s*\]\]/g,
  'rm-r1': /<answer>\s*\[?\[?\s*([AB])\s*\]?\]?\s*<\/answer>/g,
} as const;

/**
 * Reads the verdict that a generative reward model wrote. Its thinking is no verdict, and of two different ones none is.
 * @returns a rating, or the share that the first of two responses won: 1, 0, or 0.5 where both are as good
 * @throws Error where there is no verdict, more than one, or one outside of its bounds
 */
export function readVerdict(text: string, { form, low, high }: VerdictReading): number {
  const said = withoutThinking(text);
  const found = form === 'rating' ? ratingsOf(said) : lettersOf(said, form);
  const [first] = found;
  if (first === undefined) throw new Error(`no verdict in ${JSON.stringify(said.slice(-80))}`);
  if (found.some((other) => other !== first))
    throw new Error(`several verdicts: ${found.join(', ').slice(0, 80)}`);
  if ((low !== undefined && first < low) || (high !== undefined && first > high))
    throw new Error(`the verdict ${first} is outside of ${low ?? '−∞'} to ${high ?? '∞'}`);
  return first;
}

function ratingsOf(said: string): number[] {
  for (const form of RATINGS) {
    const found = [...said.matchAll(form)].map((match) => Number(match[1]));
    if (found.length > 0) return found;
  }
  const alone = ALONE.exec(said.trim());
  return alone ? [Number(alone[1])] : [];
}

function lettersOf(said: string, form: Exclude<VerdictReading['form'], 'rating'>): number[] {
  // A letter alone stands in the last line; a mark may stand anywhere, but once.
  const text = form === 'letter' ? (said.trim().split('\n').at(-1) ?? '').trim() : said;
  return [...text.matchAll(LETTERS[form])].map(
    ([, letter]) => ({ A: 1, B: 0, C: 0.5 })[letter!.toUpperCase()]!,
  );
}
