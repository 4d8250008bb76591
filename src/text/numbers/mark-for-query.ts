import { clip } from '../clip.ts';
import { type DecimalMark, decimalMarkOf } from './number-style.ts';

/** A number whose groups of three say its style beyond doubt: "1,250.50" and "1,250,000" are no other number in any language. */
const GROUPED =
  /(?<![\w.,])\d{1,3}(?:(?:,\d{3})+\.\d+|(?:\.\d{3})+,\d+|(?:,\d{3}){2,}|(?:\.\d{3}){2,})(?![.,]?\w)/;

/**
 * The decimal mark of a query for a caller who says how numbers are written. What is said decides, also against the prompt's
 * language and its plain decimals ("version 2.0"); only grouped numbers of the references or the prompt win over it, as the
 * same references would otherwise be read both ways.
 * @param given the mark that the caller says; undefined: what the prompt and the references show, else the prompt's language
 */
export function markForQuery(
  prompt: string,
  references: readonly string[],
  given: DecimalMark | undefined,
): DecimalMark {
  if (given === undefined) return decimalMarkOf(prompt, references);
  for (const source of [...references, clip(prompt, 2_000)]) {
    const [number] = GROUPED.exec(source.slice(0, 2_000)) ?? [];
    if (number === undefined) continue;
    const [first, last] = [number.search(/[.,]/), Math.max(number.lastIndexOf('.'), number.lastIndexOf(','))];
    if (number[first] !== number[last]) return number[last] === ',' ? ',' : '.';
    return number[first] === ',' ? '.' : ',';
  }
  return given;
}
