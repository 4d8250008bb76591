import { FRAME_WORDS, STOP_WORDS } from './word-lists.ts';
import type { NamedAnswer } from './words-read.ts';

const FEW_WORDS = 20;
const OR =
  /^[\s"'*)]{0,4},?\s?(?:(?:or|oder|ou|oppure|или|o|u)\s|か|还是|\/\s?|\|\s?|vs\.?\s|或(?:者|是)?)/iu;
const OR_BEFORE =
  /(?:(?:^|\s)(?:or|oder|ou|oppure|или|o|u)\s|\s?\/\s?|\s?\|\s?|\svs\.?\s|或(?:者|是)?)["'*(]{0,3}(?:the |an? |der |die |das |la |le |el |l['’])?$/iu;

/** "Canberra or Sydney?": everywhere that it stands, a word of another answer stands beside it behind "or". */
export function isOfferedWithAnother({ words: tokens, text, spans, keyWords, asked }: NamedAnswer): boolean {
  if (spans.length === 0 || tokens.length > FEW_WORDS) return false;
  const isAnother = (at: number) => {
    const word = tokens[at]?.text;
    return (
      word !== undefined &&
      !STOP_WORDS.has(word) &&
      !FRAME_WORDS.has(word) &&
      !asked.has(word) &&
      !keyWords.has(word)
    );
  };
  return spans.every(({ from, to }) => {
    const [start, end] = [tokens[from]!.start, tokens[to - 1]!.end];
    if (/^\s?(?:か|还是|或)/.test(text.slice(end, end + 4))) return true;
    if (OR.test(text.slice(end, end + 12)))
      return isAnother(to + (/^(?:or|か)$/.test(tokens[to]?.text ?? '') ? 1 : 0)) || isAnother(to + 2);
    if (!OR_BEFORE.test(text.slice(Math.max(0, start - 16), start))) return false;
    return isAnother(from - 1) || isAnother(from - 2) || isAnother(from - 3);
  });
}
