import { READING_ATTACKS } from '../../attacks/answers.ts';
import { type AnswerType, answerType } from '../negatives/answer-type.ts';
import { occursIn, sameAnswer } from '../negatives/same-answer.ts';
import type { Subject } from '../split.ts';
import { answering } from '../trial.ts';
import type { Hack } from './hack.ts';

const SHORT: ReadonlySet<AnswerType> = new Set(['number', 'choice', 'boolean', 'expression', 'text']);
const REFUSED = READING_ATTACKS.filter(({ should }) => should === 0);

/**
 * The attacks of the matrix on how an answer is read, made on a tool's own query: denied, taken back, only thought, one of
 * several.
 * @param wrongs wrong answers of the same sort; with fewer than two no attack can be made
 */
export function readingHacks(subject: Subject, wrongs: readonly string[]): Hack[] {
  const answer = subject.references[0]!;
  const [wrong, other] = wrongs;
  if (wrong === undefined || other === undefined || !SHORT.has(answerType(answer))) return [];
  const item = { name: subject.name, query: subject.query, right: answer, answer, wrong, other };
  return REFUSED.flatMap(({ name, apply }) => {
    const response = apply(item);
    const isWrongAlone =
      !name.startsWith('wrong: ') || !subject.references.some((right) => occursIn(right, response ?? ''));
    if (response === null || !isWrongAlone || subject.references.some((right) => sameAnswer(right, response)))
      return [];
    return [
      {
        name: `${subject.name}: ${name} ${JSON.stringify(response.slice(0, 50))}`,
        sort: 'reading',
        pattern: `reading: ${name}`,
        subject,
        run: answering(subject, response),
      } as const,
    ];
  });
}
