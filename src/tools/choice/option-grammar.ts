import { OFFERS_ALSO } from '../../answers/cues.ts';
import type { Grammar } from '../../answers/grammar.ts';
import type { Option } from '../../text/choices/options.ts';
import { plain } from '../../text/choices/plain.ts';
import { type LabelMention, labelMentions } from './mention-labels.ts';

const MOST = 60;
const ALL =
  /\b(?:all|both|every one|each) (?:of )?(?:the above|them|these|the options|the choices|options|choices|of these)\b|以上都/i;

/** "The letter is A, the animal is the shark": names another option as what is asked for. */
const IS_OTHER = /[,;.]\s(?:and |but )?the (?:answer|option|choice|\p{L}{2,15}) is (?:the |an? )?$/iu;

/** @returns the grammar of a prompt's options: by label, by ordinal, by text; the value is the label, or the plain text */
export function optionGrammar(options: readonly Option[]): Grammar<string> {
  const texts = options
    .map((option) => ({ name: option.label ?? plain(option.text), text: searchable(option.text) }))
    .filter(({ text }) => text.trim() !== '')
    .sort((left, right) => right.text.length - left.text.length);
  return {
    closed: true,
    same: (left, right) => left === right,
    find(source) {
      const text = source.length > 4_000 ? source.slice(0, 4_000) : source;
      const byLabel = labelMentions(text.normalize('NFC'), options);
      const byText = textMentions(text, texts, byLabel);
      const all = ALL.exec(text);
      const every = all
        ? options.map(({ label, text: words }) => ({
            value: label ?? plain(words),
            start: all.index,
            end: all.index + all[0].length,
            byText: false,
          }))
        : [];
      return named(
        text,
        [...byLabel, ...byText, ...every].sort((left, right) => left.start - right.start),
      ).slice(0, MOST);
    },
    isBare(line, { start, end }) {
      const rest = `${line.slice(0, start)} ${line.slice(end)}`;
      return !/[\p{L}\p{N}]/u.test(
        rest.replace(
          /\b(?:options?|choices?|letter|the|answer|or|and|maybe|perhaps|possibly|also|then|even)\b/gi,
          '',
        ),
      );
    },
  };
}

/** Same length as the source, so that places are the same: lower case, plain quotes, marks of LaTeX as spaces. */
function searchable(text: string): string {
  return text
    .replace(/[A-Z\p{Lu}]/gu, (letter) =>
      letter.toLowerCase().length === letter.length ? letter.toLowerCase() : letter,
    )
    .replace(/[“”„«»]/g, '"')
    .replace(/[‘’]/g, "'")
    .replace(/\\text\{|[*_`$\\{}]/g, (mark) => ' '.repeat(mark.length))
    .replace(/[.]\s*$/, (end) => ' '.repeat(end.length));
}

function textMentions(
  source: string,
  texts: readonly { readonly name: string; readonly text: string }[],
  labels: readonly LabelMention[],
): LabelMention[] {
  const text = searchable(source);
  const found: LabelMention[] = [];
  const most = scaleEnd(texts.map((option) => option.text.trim()));
  const hasSigns = texts.some((option) => /[%°]/.test(option.text));
  const taken = (start: number, end: number) => found.some((other) => start < other.end && other.start < end);
  for (const option of texts) {
    const wanted = option.text.trim();
    const short = wanted.length === 1;
    for (
      let at = text.indexOf(wanted), count = 0;
      at >= 0 && count < 20;
      at = text.indexOf(wanted, at + 1), count += 1
    ) {
      const end = at + wanted.length + pluralBehind(text, at + wanted.length, wanted);
      if (!isWhole(text, at, end, { wanted, hasSigns }) || taken(at, end)) continue;
      if (short && /\p{L}/u.test(wanted)) continue;
      if (wanted === most && SCALE_BEFORE.test(text.slice(Math.max(0, at - 24), at))) continue;
      if (labels.some((label) => at < label.end && label.start < end)) continue;
      found.push({ value: option.name, start: at, end, byText: true });
    }
  }
  return found;
}

/** "Dolphins" names the option "dolphin". */
function pluralBehind(text: string, end: number, wanted: string): number {
  if (!/[a-z]{3}$/.test(wanted)) return 0;
  return /^(?:es|s)(?![\p{L}\p{N}])/u.exec(text.slice(end, end + 3))?.[0].length ?? 0;
}

/** "3 of 5", "3/5", "3 stars out of 5": the last is the end of the scale. */
const SCALE_BEFORE = /\d\s?(?:stars?\s|points?\s)?(?:\/|(?:out )?of|von|sur|de|su)\s?$/;

function scaleEnd(texts: readonly string[]): string | null {
  return texts.every((text) => /^\d{1,3}$/.test(text)) ? String(Math.max(...texts.map(Number))) : null;
}

interface Wanted {
  readonly wanted: string;
  /** Whether options differ by a sign behind their numbers. Where none has one, "12.5%" is the option 12.5. */
  readonly hasSigns: boolean;
}

function isWhole(text: string, start: number, end: number, { wanted, hasSigns }: Wanted): boolean {
  const before = text[start - 1] ?? ' ';
  const behind = text.slice(end, end + 2);
  if (/^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(wanted)) return true;
  if (/^\p{N}/u.test(wanted) && /[\p{L}\p{N}.,-]/u.test(before)) return false;
  if (/\p{N}$/u.test(wanted) && /^(?:[\p{L}\p{N}]|[.,]\p{N})/u.test(behind)) return false;
  if (hasSigns && /\p{N}$/u.test(wanted) && /^[%°]/.test(behind)) return false;
  return (
    !(/^[\p{L}\p{N}]/u.test(wanted) && /[\p{L}\p{N}-]/u.test(before)) &&
    !(/[\p{L}\p{N}]$/u.test(wanted) && /^[\p{L}\p{N}]/u.test(behind))
  );
}

/**
 * Where a label is named, another option's words in the same sentence are mere words, unless they are offered beside it
 * ("or", "equally"); the words of the option itself belong to the label.
 */
function named(text: string, mentions: readonly LabelMention[]): LabelMention[] {
  const first = mentions.find((mention) => !mention.byText);
  if (!first) return [...mentions];
  return mentions.filter((mention, index) => {
    if (!mention.byText) return true;
    const before = mentions[index - 1];
    const between = before ? text.slice(before.end, mention.start) : text.slice(0, mention.start);
    if (before && !before.byText && /^[\s.:)\]*"'`,–—-]{0,6}$/.test(between))
      return (
        mention.value === before.value ||
        /^\W*$|^\W{0,3}[.,;)\n]/.test(text.slice(mention.end, mention.end + 30))
      );
    return (
      Boolean(before) &&
      (OFFERS_ALSO.test(between) ||
        IS_OTHER.test(between) ||
        /^[\s*"'`]{0,3}(?:,|;|\/|and|&|\+|->|→|=|\n)[\s*"'`]{0,3}$/.test(between))
    );
  });
}
