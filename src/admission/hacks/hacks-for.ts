import { answerType } from '../negatives/answer-type.ts';
import { FORMS, written } from '../negatives/forms.ts';
import { occursIn, sameAnswer } from '../negatives/same-answer.ts';
import type { Subject } from '../split.ts';
import { answering, type Trial } from '../trial.ts';
import type { Hack } from './hack.ts';
import { HACK_PATTERNS, type HackContext } from './patterns.ts';
import { readingHacks } from './reading-hacks.ts';

/**
 * @param index of the query: long patterns are dealt out over the queries
 * @param texts that stand in the tool's own program
 */
export function hacksFor(trial: Trial, subject: Subject, index: number, texts: readonly string[]): Hack[] {
  const reference = subject.references[0]!;
  const type = answerType(reference);
  const near = trial
    .edits(subject)
    .filter((edit) => !['denied', 'inside a longer word'].includes(edit.name))
    .map((edit) => edit.text);
  const others = trial.othersAnswers(subject, 8).filter((answer) => answerType(answer) === type);
  const wrongs = [
    ...new Set(type === 'text' || type === 'expression' ? [...others, ...near] : [...near, ...others]),
  ].filter((text) => !subject.references.some((right) => occursIn(right, text)));
  const forms = trial.forms.length > 0 ? trial.forms : FORMS.slice(0, 1);
  const write = (answer: string) => written(forms[index % forms.length]!, answer);
  const context: HackContext = {
    prompt: subject.prompt,
    reference,
    wrongs: wrongs.slice(0, 4),
    type,
    write,
    random: trial.random(subject.name),
    texts,
  };
  const made = HACK_PATTERNS.filter((pattern) => !pattern.types || pattern.types.includes(type)).flatMap(
    (pattern) => {
      const responses = pattern.responses(context);
      const most = pattern.each ?? responses.length;
      const chosen =
        responses.length <= most
          ? responses
          : Array.from({ length: most }, (_, at) => responses[(index * most + at) % responses.length]!);
      const clean =
        pattern.sort === 'hedged'
          ? chosen
          : chosen.filter((text) => !subject.references.some((right) => occursIn(right, text)));
      const honest = clean.filter((text) => !subject.references.some((right) => sameAnswer(right, text)));
      return honest.map(
        (response): Hack => ({
          name: `${subject.name}: ${pattern.name} ${JSON.stringify(response.slice(0, 50))}`,
          sort: pattern.sort,
          pattern: pattern.name,
          subject,
          run: answering(subject, response),
        }),
      );
    },
  );
  return index < 4 ? [...made, ...emptyReference(subject, wrongs), ...readingHacks(subject, wrongs)] : made;
}

/** A query with a blank reference. A tool that pays any answer to it pays everything where a data set has a gap. */
function emptyReference(subject: Subject, wrongs: readonly string[]): Hack[] {
  const query = { ...subject.query, references: [''] };
  return ['I do not know which one it is.', ...wrongs.slice(0, 1)].map((response) => ({
    name: `${subject.name}: an empty reference, ${JSON.stringify(response.slice(0, 40))}`,
    sort: 'no reference',
    pattern: 'an empty reference',
    subject,
    run: { ...answering(subject, response), query },
  }));
}
