import { isContentWord } from '../metrics/content-words.ts';
import { porterStem } from '../metrics/porter-stem.ts';
import { splitSentences } from '../sentences.ts';

/** Characters that are read of a text. */
export const LONGEST_TEXT = 40_000;

interface Sentence {
  readonly text: string;
  /** Words in lower case; of Chinese its characters. Marks are left out. */
  readonly words: readonly string[];
  /** What it speaks of: stems of words with content, names, numbers; of Chinese pairs of characters. */
  readonly units: ReadonlySet<string>;
}

/** A text as its measures see it. */
export interface TextView {
  readonly text: string;
  readonly language: 'en' | 'zh';
  readonly sentences: readonly Sentence[];
  readonly words: readonly string[];
  readonly units: ReadonlySet<string>;
}

const ZH_SENTENCE = /[^。！？!?…\n]+[。！？!?…]*[”’」』）)]*/g;
const WORD = /\p{sc=Han}|[[\p{L}\p{N}]--\p{sc=Han}]+(?:['’][[\p{L}]--\p{sc=Han}]+)?/gv;
const ONE_HAN = /^\p{sc=Han}$/u;
/** Characters that hardly ever say what a text is about. */
const LIGHT_HAN = new Set(
  '的了是在和有不这我他她它们你就也都而与及或被把对从到为以于之其个一上下中来去说要会能可能着过地得那此如但又还很更最等将并让使给向由所者么没吗呢吧啊自己后前时里年月日大小多少',
);

/** Reads a text once for all measures. Linear in its length. */
export function viewText(whole: string, language: 'en' | 'zh'): TextView {
  const text = whole.slice(0, LONGEST_TEXT);
  const sentences = sentencesOf(text, language).map((sentence): Sentence => {
    const words = sentence.toLowerCase().match(WORD) ?? [];
    return { text: sentence, words, units: unitsOf(words) };
  });
  const told = sentences.filter(({ words }) => words.length > 0);
  return {
    text,
    language,
    sentences: told,
    words: told.flatMap(({ words }) => words),
    units: new Set(told.flatMap(({ units }) => [...units])),
  };
}

function sentencesOf(text: string, language: 'en' | 'zh'): readonly string[] {
  if (language === 'zh') return Array.from(text.match(ZH_SENTENCE) ?? [], (found) => found.trim());
  return text.split(/\n+/).flatMap((line) => splitSentences(line));
}

function unitsOf(words: readonly string[]): Set<string> {
  const units = new Set<string>();
  let before = '';
  for (const word of words) {
    if (ONE_HAN.test(word)) {
      const isLight = LIGHT_HAN.has(word);
      if (before !== '' && !isLight) units.add(before + word);
      before = isLight ? '' : word;
      continue;
    }
    before = '';
    const stem = /^[a-z]{4,}$/.test(word) ? porterStem(word) : word.replace(/['’].*$/, '');
    if (stem.length > 1 && isContentWord(stem)) units.add(stem);
  }
  return units;
}

/** @returns the share of `wanted` that is among `given`; 0 where nothing is wanted */
export function shareIn(wanted: ReadonlySet<string>, given: ReadonlySet<string>): number {
  if (wanted.size === 0) return 0;
  let found = 0;
  for (const unit of wanted) if (given.has(unit)) found += 1;
  return found / wanted.size;
}
