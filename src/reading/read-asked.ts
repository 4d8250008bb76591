import { promptText, type Query } from '../spec/query.ts';
import type { Span, StatedConstraint } from '../spec/tool.ts';
import { LONGEST_PROMPT, viewPrompt } from '../text/prompt/prompt-view.ts';
import { leftoverClauses } from './leftovers.ts';
import type { LibraryRecognisers } from './library-recognisers.ts';
import { lengthOf, shareWords } from './spans.ts';
import { doubtfulClauses, toldClauses } from './told-clauses.ts';

/** What a prompt asks of the form of its answer. */
export interface PromptReading {
  readonly constraints: readonly StatedConstraint[];
  /** Words that ask for something that nothing recognised. Where there are some, the constraints are not the whole task. */
  readonly leftovers: readonly string[];
}

/**
 * Reads what a whole query asks of the form of its answer. What a system message asks for holds for the answer; what an
 * earlier turn of the user asked for may hold or not, so it is left over.
 * @throws RlarError where a recogniser breaks
 */
export async function readQuery(query: Query, recognisers: LibraryRecognisers): Promise<PromptReading> {
  const prompt = promptText(query);
  const last = query.messages.findLastIndex((message) => message.content === prompt);
  const constraints: StatedConstraint[] = [];
  const leftovers: string[] = [];
  for (const [index, { role, content }] of query.messages.entries()) {
    if (index === last || content === '' || role === 'assistant' || role === 'tool') continue;
    const reading = await readAsked(content, recognisers);
    leftovers.push(...reading.leftovers);
    if (role === 'user')
      leftovers.push(...reading.constraints.flatMap(({ spans }) => wordsOf(content, spans)));
    else constraints.push(...reading.constraints);
  }
  const asked = await readAsked(prompt, recognisers);
  return {
    constraints: once([...constraints, ...asked.constraints]),
    leftovers: [...leftovers, ...asked.leftovers],
  };
}

function wordsOf(text: string, spans: readonly Span[]): string[] {
  return spans.map(([start, end]) => text.slice(start, end).slice(0, 200));
}

function once(constraints: readonly StatedConstraint[]): StatedConstraint[] {
  return constraints.filter(
    (found, at) => constraints.findIndex((other) => sameConstraint(other, found)) === at,
  );
}

/**
 * Reads from a prompt what it asks of the form of its answer, with the recognisers of the library's constraint tools. Where
 * two tools read the same words, the one that reads more of them counts, unless its further words are a clause of their own.
 * A constraint that is stated twice counts once; one that the prompt only tells of
 * somebody or something else does not count.
 * @throws RlarError where a recogniser breaks
 */
export async function readAsked(prompt: string, recognisers: LibraryRecognisers): Promise<PromptReading> {
  const read = await recognisers.constraints(prompt);
  const kept: StatedConstraint[] = [];
  const covered: Span[] = [];
  const isRead = read.constraints.length + read.unread.length > 0 && prompt.length <= LONGEST_PROMPT;
  const view = isRead ? viewPrompt(prompt).text : '';
  const [told, doubtful] = [toldClauses(view), doubtfulClauses(view)];
  const open = read.constraints
    .map(({ entry, ...found }) => ({ found, source: entry.card.id }))
    .filter(({ found }) => !isWithin(found.spans, told));
  const candidates = open.filter(({ found }) => !isWithin(found.spans, doubtful));
  const doubted = open.filter(({ found }) => isWithin(found.spans, doubtful));
  for (const [index, { found, source }] of candidates.entries()) {
    const rival = candidates.some((other, at) => {
      if (other.source === source || !shareWords(other.found.spans, found.spans)) return false;
      const longer = lengthOf(other.found.spans) - lengthOf(found.spans);
      return (
        (longer > 0 || (longer === 0 && at < index)) && !asksMore(prompt, other.found.spans, found.spans)
      );
    });
    if (rival) continue;
    covered.push(...found.spans);
    kept.push(found);
  }
  const leftovers = leftoverClauses(prompt, [...covered, ...read.companions]);
  const unread = [
    ...read.unread.filter((span) => !isWithin([span], told)),
    ...doubted.flatMap(({ found }) => found.spans),
  ];
  const isNew = (words: string): boolean => !leftovers.some((there) => there.includes(words));
  return { constraints: once(kept), leftovers: [...leftovers, ...wordsOf(prompt, unread).filter(isNew)] };
}

/** Whether all that was read stands in what the prompt only tells. */
function isWithin(spans: readonly Span[], told: readonly Span[]): boolean {
  return (
    spans.length > 0 && spans.every(([start, end]) => told.some(([from, to]) => from <= start && end <= to))
  );
}

/** @returns true where words of the longer spans outside the shorter are a clause of their own: both are then asked for */
function asksMore(prompt: string, longer: readonly Span[], shorter: readonly Span[]): boolean {
  return longer.some(([start, end]) => {
    const inside = shorter.filter(([from, to]) => start <= from && to <= end);
    let at = start;
    const rest: string[] = [];
    for (const [from, to] of inside) {
      rest.push(prompt.slice(at, from));
      at = Math.max(at, to);
    }
    rest.push(prompt.slice(at, end));
    return inside.length > 0 && rest.some((words) => /[,;!?\n]|\. |\b(?:and|but|then)\b/i.test(words));
  });
}

function sameConstraint(left: StatedConstraint, right: StatedConstraint): boolean {
  return left.id === right.id && JSON.stringify(left.kwargs) === JSON.stringify(right.kwargs);
}
