import { asksForTranslation } from './asks-translation.ts';

/** What asks for something shorter of a text. */
const SUMMARY =
  /summar|tl;?\s?dr|zusammen(?:fass|zufass)|fasse|résum|resum|riassum|samenvat|сократ|перескаж|резюм|摘要|总结|總結|要約|요약/iu;
/** Most characters of an instruction. */
const LONGEST = 240;
/** A text of its own: fenced, quoted, or between tags of one name. */
const FENCED = /```[^\n]*\n([\s\S]+?)\n```|"""\s*([\s\S]+?)\s*"""|<(\w{2,20})>\s*([\s\S]+?)\s*<\/\3>/;
const QUOTED = /[“„«「『]([^“”„«»「」『』]+)[”“»」』]|"([^"]+)"/g;
/** The label of what is to be written, with nothing behind it: `German:`, `Translation:`. */
const OPEN_LABEL = /\n[^\n:：]{1,40}[:：]\s*$/u;
const LABEL = /^[^\n:：]{1,40}[:：]\s*/u;

/**
 * Finds the text that a prompt asks to translate or to sum up: models of quality estimation read it apart from the
 * instruction.
 * @returns the text; the whole prompt where none stands apart in it
 */
export function sourceInPrompt(prompt: string): string {
  const asked = prompt.trim();
  const fenced = FENCED.exec(asked);
  const inside = fenced?.[1] ?? fenced?.[2] ?? fenced?.[4];
  if (inside !== undefined && asks(asked.replace(inside, ' '))) return inside.trim();
  const behind = behindInstruction(asked) ?? beforeInstruction(asked);
  if (behind !== null) return behind;
  const quotes = [...asked.matchAll(QUOTED)].map(([, curly, straight]) => curly ?? straight ?? '');
  const longest = quotes.toSorted((left, right) => right.length - left.length)[0] ?? '';
  return longest.length > 0 && asks(asked.replace(longest, ' ')) ? longest.trim() : asked;
}

/** `Translate to German: Hello.` · `Translate to German.⏎⏎Hello.` · `…⏎English: Hello.⏎German:` */
function behindInstruction(asked: string): string | null {
  const closed = asked.replace(OPEN_LABEL, '');
  const ends = [...closed.matchAll(/[:：]\s+|\n+/gu)].map((found) => found.index + found[0].length);
  for (const end of ends) {
    const instruction = closed.slice(0, end);
    if (instruction.length > LONGEST) return null;
    const rest = closed.slice(end).trim();
    if (rest === '' || isInsideQuote(instruction) || !asks(instruction)) continue;
    const bare = closed === asked ? rest : rest.replace(LABEL, '');
    return unquoted(bare.trim() || rest);
  }
  return null;
}

/** `Hello.⏎⏎Translate this into German.` */
function beforeInstruction(asked: string): string | null {
  const at = asked.lastIndexOf('\n');
  const last = asked.slice(at + 1);
  const before = asked.slice(0, Math.max(0, at)).trim();
  return before !== '' && last.length <= LONGEST && asks(last) && !asks(before) ? unquoted(before) : null;
}

function isInsideQuote(text: string): boolean {
  const count = (marks: RegExp) => text.match(marks)?.length ?? 0;
  return count(/"/g) % 2 === 1 || count(/[“«「『]/g) > count(/[”»」』]/g);
}

function asks(text: string): boolean {
  return asksForTranslation(text) || SUMMARY.test(text);
}

/** A text that is quoted as a whole, without the marks. */
function unquoted(text: string): string {
  const found = /^(?:[“„«「『"]([^“”„«»「」『』"]+)[”“»」』"])$/u.exec(text);
  return found?.[1] ?? text;
}
