import type { Library, LibraryEntry } from '../library/library.ts';
import { familyOf, type KindName } from '../spec/kinds.ts';
import { promptText, type Query } from '../spec/query.ts';
import { whyNot, worthOf } from './choosable.ts';
import { lengthOf } from './constraints/recognised.ts';
import { hasKindRecognisers, type Recognition, recogniseKinds } from './library-recognisers.ts';
import { carriedBy, type Decision, kindIsGiven } from './profile.ts';
import { familyOfHint } from './task-hints.ts';

/** Share of the prompts a recogniser fires on that are of its kind, at least: its admission allows 1 % false alarms. */
const CONFIDENCE = 0.99;

/**
 * Asks the recognisers of the library's kind tools, where nothing else has decided the kind. Of several that fire the
 * tool of the greatest worth decides, then the one that recognises more of the prompt; where both are equal and the kinds
 * are not, nobody knows. A hint narrows: tools of another family are not heard.
 * @returns null where no recogniser fires
 */
export async function recogniseKind(
  query: Query,
  library: Library,
  hints: boolean,
): Promise<Decision | null> {
  if (query.pinned || !hasKindRecognisers(library) || kindIsGiven(query)) return null;
  const prompt = promptText(query);
  if (prompt === '') return null;
  const label = hints ? (query.hints.task ?? query.hints.source) : undefined;
  const family = label ? familyOfHint(label) : null;
  const carries = carriedBy(query, prompt);
  const fired: (Recognition & { kind: KindName })[] = [];
  for (const found of await recogniseKinds(prompt, library)) {
    const kind = found.entry.card.kinds.find((name) => family === null || familyOf(name) === family);
    if (kind !== undefined) fired.push({ ...found, kind });
  }
  const usable = fired.filter(({ entry }) => whyNot(entry, library, carries) === null);
  const [first, second] = (usable.length > 0 ? usable : fired).toSorted(byWorth);
  if (!first) return null;
  if (second && byWorth(first, second) === 0 && first.kind !== second.kind)
    return {
      kind: null,
      confidence: 0,
      rung: 'none',
      reason: `${idOf(first.entry)} and ${idOf(second.entry)} both recognise the prompt, as ${first.kind} and ${second.kind}`,
    };
  const reason = `${idOf(first.entry)} recognises the prompt`;
  return { kind: first.kind, confidence: CONFIDENCE, rung: 'recogniser', reason };
}

function byWorth(left: Recognition, right: Recognition): number {
  return worthOf(right.entry) - worthOf(left.entry) || lengthOf(right.spans) - lengthOf(left.spans);
}

function idOf({ card }: LibraryEntry): string {
  return card.id;
}
