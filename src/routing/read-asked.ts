import type { Library } from '../library/library.ts';
import type { Span } from '../spec/tool.ts';
import { leftoverClauses } from './constraints/leftovers.ts';
import { recogniseConstraints } from './constraints/recognise-constraints.ts';
import {
  lengthOf,
  overlap,
  type PromptReading,
  type RecognisedConstraint,
} from './constraints/recognised.ts';
import { recogniseLibraryConstraints } from './library-recognisers.ts';

/**
 * Reads from a prompt what it asks of the form of its answer, with our own recognisers and those of the library's
 * constraint tools. Of two that read the same words differently the one that reads more of them is heard, unless what it reads
 * besides is a clause of its own; a constraint that is stated twice is one.
 */
export async function readAsked(prompt: string, library: Library): Promise<PromptReading> {
  const own = recogniseConstraints(prompt);
  const added = await recogniseLibraryConstraints(prompt, library);
  const kept: RecognisedConstraint[] = [];
  const covered: Span[] = [];
  const candidates = [
    ...own.constraints.map((found) => ({ found, source: '' })),
    ...added.constraints.map(({ entry, ...found }) => ({ found, source: entry.card.id })),
  ];
  for (const [index, { found, source }] of candidates.entries()) {
    const rival = candidates.some((other, at) => {
      if (other.source === source || !overlap(other.found.spans, found.spans)) return false;
      const longer = lengthOf(other.found.spans) - lengthOf(found.spans);
      return (
        (longer > 0 || (longer === 0 && at < index)) && !asksMore(prompt, other.found.spans, found.spans)
      );
    });
    if (rival) continue;
    covered.push(...found.spans);
    if (!kept.some((other) => sameConstraint(other, found))) kept.push(found);
  }
  const leftovers = leftoverClauses(prompt, [...covered, ...own.companions]);
  const unread = [...own.uncertain, ...added.unread].map(([start, end]) =>
    prompt.slice(start, end).slice(0, 200),
  );
  return { constraints: kept, leftovers: [...leftovers, ...unread] };
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

function sameConstraint(left: RecognisedConstraint, right: RecognisedConstraint): boolean {
  return left.id === right.id && JSON.stringify(left.kwargs) === JSON.stringify(right.kwargs);
}
