import { STOP_WORDS } from '../../answers/word-lists.ts';
import type { DecimalMark } from '../../text/numbers/number-style.ts';
import type { InTurn } from './answered-in-turn.ts';
import { type CalendarDate, readCalendarDate } from './calendar.ts';
import { isNotation } from './formal.ts';
import { orderedItems } from './ordered.ts';
import { inScaleAsked, type Quantity, readQuantity, readTime } from './quantity.ts';
import type { Question } from './question.ts';
import { type RarityTable, rarityOf } from './rarity.ts';
import { splitReferences } from './references.ts';
import { tokenize } from './tokens.ts';

/** What is known of a query before any response is seen. */
export interface AnswerKey {
  readonly question: Question;
  readonly aliases: readonly Alias[];
  readonly rarity: RarityTable;
  readonly prompt: string;
  /** What the prompt says beside its question, in lower case: '' where it is a question alone. */
  readonly passage: string;
  /** The decimal mark of the prompt and the references. */
  readonly mark: DecimalMark;
  /** A key for each part of an answer that has several, all of them wanted; else null. */
  readonly parts: { readonly keys: readonly AnswerKey[]; readonly ordered: boolean } | null;
  /** Where two things are asked for in turn: whether a text has each in the other's place; else null. */
  readonly inTurn: ((said: string) => InTurn | null) | null;
}

/** One alternative of the reference, ready to be looked for. */
export interface Alias {
  readonly written: string;
  /** Its words in comparable form, in order. */
  readonly words: readonly string[];
  readonly content: readonly AliasWord[];
  /** Sum of the weights of its content words. */
  readonly weight: number;
  /** Sum of the weights of those that the question does not hold. */
  readonly novelWeight: number;
  readonly proper: boolean;
  readonly numbers: readonly number[];
  /** Whether it is notation, to be compared sign by sign. */
  readonly notation: boolean;
  /** Its items, where the question asks for their order. */
  readonly order: readonly string[] | null;
  /** What it is worth as a time of day, a date or a quantity; null where it is none. */
  readonly time: ReturnType<typeof readTime>;
  readonly date: CalendarDate | null;
  readonly quantity: Quantity | null;
}

interface AliasWord {
  readonly text: string;
  readonly weight: number;
  readonly novel: boolean;
}

/** @returns the distinct alternatives that carry something to look for */
export function readAliases(
  references: readonly string[],
  prompt: string,
  question: Question,
  rarity: RarityTable,
  mark: DecimalMark,
): Alias[] {
  const found = new Map<string, Alias>();
  for (const written of splitReferences(references)) {
    const tokens = tokenize(written, 300);
    const words = tokens.map((token) => token.text);
    const key = words.join(' ');
    if (key === '' || found.has(key)) continue;
    const carrying = words.filter((word) => !STOP_WORDS.has(word));
    const content = [...new Set(carrying.length > 0 ? carrying : words)].map((text) => ({
      text,
      weight: /^#?\d/.test(text) ? Math.max(0.6, rarityOf(text, rarity)) : rarityOf(text, rarity),
      novel: !question.content.has(text),
    }));
    found.set(key, {
      written,
      words,
      content,
      weight: content.reduce((sum, word) => sum + word.weight, 0),
      novelWeight: content.reduce((sum, word) => sum + (word.novel ? word.weight : 0), 0),
      proper: /\p{Lu}/u.test(written),
      numbers: tokens.flatMap((token) => token.value ?? []),
      notation: isNotation(written),
      order: orderedItems(prompt, written),
      time: readTime(written),
      date: readCalendarDate(words),
      quantity: inScaleAsked(readQuantity(written, mark), prompt),
    });
  }
  return [...found.values()];
}
