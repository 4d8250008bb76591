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
 * constraint tools. Of two that read the same words differently the one that reads more of them is heard; a constraint that is
 * stated twice is one.
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
  for (const { found, source } of candidates) {
    const rival = candidates.some(
      (other) =>
        other.source !== source &&
        overlap(other.found.spans, found.spans) &&
        lengthOf(other.found.spans) > lengthOf(found.spans),
    );
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

function sameConstraint(left: RecognisedConstraint, right: RecognisedConstraint): boolean {
  return left.id === right.id && JSON.stringify(left.kwargs) === JSON.stringify(right.kwargs);
}
