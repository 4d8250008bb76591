import { clip } from '../../text/clip.ts';
import { statedAnswers, withoutThinking } from '../../text/stated-answers.ts';
import { readLiteral } from '../literal/read-literal.ts';
import { closing } from './read-task.ts';

const ANSWER = /\[ANSWER\]([\s\S]{0,20000}?)(?:\[\/ANSWER\]|$)/g;
const FENCE = /```\w{0,20}[ \t]*\n([\s\S]{0,20000}?)\n?```/g;

/**
 * Finds the arguments that a response predicts: those of its call of the function, or values with commas between them.
 * Only literals are taken: an expression could be anything, an object that equals everything among it.
 * @returns the source of the arguments, or null
 */
export function predictedInput(response: string, entry: string): string | null {
  const text = withoutThinking(clip(response, 50_000)).trim();
  const spans = [
    ...[...text.matchAll(ANSWER)].slice(-1).map((match) => match[1]!),
    ...statedAnswers(text).flatMap(({ rest }) => [rest, rest.trimStart().split('\n', 1)[0]!]),
    ...[...text.matchAll(FENCE)].slice(-1).map((match) => match[1]!),
    text,
    text.slice(text.lastIndexOf('\n') + 1),
  ];
  for (const span of spans) {
    const found = argumentsIn(span.trim(), entry);
    if (found !== null) return found;
  }
  return null;
}

/** One call on its line, since a list of calls predicts nothing; else bare values. */
function argumentsIn(span: string, entry: string): string | null {
  const at = span.lastIndexOf(`${entry}(`);
  if (at >= 0) {
    const end = closing(span, at + entry.length);
    const before = span.slice(span.lastIndexOf('\n', at) + 1, at);
    return end === null || before.includes(`${entry}(`)
      ? null
      : literals(span.slice(at + entry.length + 1, end));
  }
  return literals(span.replace(/^[`\s]+|[`\s.]+$/g, ''));
}

function literals(source: string): string | null {
  if (source.trim() === '') return '';
  return readLiteral(`(${source},)`, false) || readLiteral(`(${source})`, false) ? source : null;
}
