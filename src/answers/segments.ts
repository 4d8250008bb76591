import type { ReadWord, WordSpan } from './words-read.ts';

/** What stands between two pieces of a text. */
type Separator = 'start' | 'stop' | 'line' | 'comma' | 'slash' | 'or' | 'and' | 'dash';

/** A piece of a response between two separators: a candidate, or a part of a sentence. */
export interface Segment {
  readonly from: number;
  readonly to: number;
  readonly before: Separator;
  /** Words that are no stop words, frame words or words of the question. */
  readonly carrying: number;
  /** Whether it holds an alias, or nothing but words of aliases that were found. */
  readonly good: boolean;
  /** Whether it names something else: carrying words, and not good. */
  readonly foreign: boolean;
  /** Its carrying words that are no words of the aliases found. */
  readonly extra: number;
}

/** What a tool knows of the answer and of the words around it. */
export interface SegmentWords {
  /** Where the answer stands. */
  readonly spans: readonly WordSpan[];
  /** Words of the answers that were found. */
  readonly keyWords: ReadonlySet<string>;
  /** Whether a word may name an answer: no function word, no frame, no word of the question. */
  carries(word: string): boolean;
}

/** Cuts a response into pieces at line ends, stops, commas, slashes, dashes, "or" and "and". */
export function cutSegments(
  tokens: readonly ReadWord[],
  text: string,
  { spans, keyWords, carries }: SegmentWords,
): Segment[] {
  const covered = new Uint8Array(tokens.length);
  for (const span of spans) covered.fill(1, span.from, span.to);
  const segments: Segment[] = [];
  let from = 0;
  let before: Separator = 'start';
  const close = (to: number) => {
    if (to <= from) return;
    const inside = tokens.slice(from, to);
    const carrying = inside.filter((token) => carries(token.text));
    const holds = covered.subarray(from, to).includes(1);
    const good = holds || (carrying.length > 0 && carrying.every((token) => keyWords.has(token.text)));
    segments.push({
      from,
      to,
      before,
      carrying: carrying.length,
      good,
      foreign: !good && carrying.length > 0,
      extra: carrying.filter((token) => !keyWords.has(token.text)).length,
    });
  };
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index]!;
    const insideAlias = covered[index] === 1 && index > 0 && covered[index - 1] === 1;
    const word = token.text === 'or' ? 'or' : token.text === 'and' ? 'and' : null;
    const gap = index === 0 ? '' : text.slice(tokens[index - 1]!.end, token.start);
    const cut =
      word ??
      (index === 0 || gap === ' ' ? null : separatorOf(gap, token.sentence !== tokens[index - 1]!.sentence));
    if (cut === null || (insideAlias && (cut === 'comma' || cut === 'and' || cut === 'slash'))) continue;
    close(index);
    before = word === null || index > from ? cut : before;
    from = word === null ? index : index + 1;
    if (word !== null) before = word;
  }
  close(tokens.length);
  return segments;
}

function separatorOf(gap: string, nextSentence: boolean): Separator | null {
  if (gap.includes('\n')) return 'line';
  if (nextSentence) return 'stop';
  if (/[/|\\]/.test(gap)) return 'slash';
  if (/[,;、·•&+]/.test(gap)) return 'comma';
  if (/\s[-–—]+\s|—|->|→|[()[\]*]/.test(gap)) return 'dash';
  return /[:?!]/.test(gap) ? 'stop' : null;
}
