import type { Found, Grammar } from '../../answers/grammar.ts';
import { readResponse } from '../../answers/read-response.ts';
import { settle } from '../../answers/settle.ts';
import { readLiteral } from '../literal/read-literal.ts';
import { closing } from './read-task.ts';

const LONGEST = 50_000;
const MOST_CALLS = 50;

/**
 * Finds the arguments that a response predicts: those of its call of the function, or values with commas between them.
 * Only literals are taken: an expression could be anything, an object that equals everything among it.
 * @returns the source of the arguments, or null where the response settles on none
 */
export function predictedInput(response: string, entry: string): string | null {
  const { outcome, values } = settle(readResponse(response, LONGEST), inputGrammar(entry));
  return outcome === 'one' ? values[0]! : null;
}

/** The value is the source of the arguments. Two calls on one line are two values. */
function inputGrammar(entry: string): Grammar<string> {
  return {
    closed: true,
    find: (text) => calls(text, entry) ?? bareValues(text),
    same: (left, right) => left.replace(/\s/g, '') === right.replace(/\s/g, ''),
    isBare: (line, { start, end }) =>
      !/[\p{L}\p{N}]/u.test(
        line.slice(0, start) + line.slice(end).replace(/^\s*(?:==|->|→|=|returns|#).*$/s, ''),
      ),
  };
}

/** @returns the calls with literals for arguments; null where the function is not called at all */
function calls(text: string, entry: string): Found<string>[] | null {
  const found: Found<string>[] = [];
  let any = false;
  for (let at = text.indexOf(`${entry}(`), count = 0; at >= 0 && count < MOST_CALLS; count += 1) {
    const end = /[\w.]/.test(text[at - 1] ?? ' ') ? null : closing(text, at + entry.length);
    if (end !== null) {
      any = true;
      const source = text.slice(at + entry.length + 1, end);
      if (isLiterals(source)) found.push({ value: source, start: at, end: end + 1 });
    }
    at = text.indexOf(`${entry}(`, end ?? at + 1);
  }
  return any ? found : null;
}

function bareValues(text: string): Found<string>[] {
  const start = text.search(/[^`\s*]/);
  if (start < 0) return [];
  const source = text.slice(start).replace(/[`\s.*]+$/, '');
  return source !== '' && isLiterals(source) ? [{ value: source, start, end: start + source.length }] : [];
}

function isLiterals(source: string): boolean {
  if (source.trim() === '') return true;
  return readLiteral(`(${source},)`, false) !== null || readLiteral(`(${source})`, false) !== null;
}
