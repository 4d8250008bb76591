import type { Library, LibraryEntry } from '../library/library.ts';
import type { Recognition } from '../reading/library-recognisers.ts';
import { lengthOf } from '../reading/spans.ts';
import { familyOf, type KindName } from '../spec/kinds.ts';
import { promptText, type Query } from '../spec/query.ts';
import { ineligibilityReason } from './eligibility.ts';
import { familyOfHint } from './hints/family-of-hint.ts';
import { carriedBy, type Decision, kindIsGiven } from './profile.ts';
import { recognisersOf } from './recognisers-of.ts';
import { byUtility } from './utility.ts';

/** At least this share of the prompts that a recogniser fires on is of its kind: its admission allows 1 % false alarms. */
const CONFIDENCE = 0.99;

/**
 * Asks the recognisers of the library's kind tools, if no other rule has decided the kind. Only tools that may be chosen
 * for this query are asked; with a hint, only tools of that family. If several tools recognise the prompt, the tool with
 * the greatest utility decides, and between equal ones the tool that recognises more of the prompt. If these are equal too
 * but name different kinds, the kind stays unknown.
 * @returns null where no recogniser fires
 * @throws RlarError where a recogniser breaks
 */
export async function recogniseKind(query: Query, library: Library): Promise<Decision | null> {
  const recognisers = recognisersOf(library);
  if (query.pinned || !recognisers.hasKinds || kindIsGiven(query)) return null;
  const prompt = promptText(query);
  if (prompt === '') return null;
  const label = query.hints.task ?? query.hints.source;
  const family = label ? familyOfHint(label) : null;
  const carries = carriedBy(query, prompt);
  const heard: (Recognition & { kind: KindName })[] = [];
  for (const found of await recognisers.kinds(prompt)) {
    const kind = found.entry.card.kinds.find((name) => family === null || familyOf(name) === family);
    if (kind === undefined || ineligibilityReason(found.entry, library, carries) !== null) continue;
    heard.push({ ...found, kind });
  }
  const [first, second] = heard.toSorted(bestFirst);
  if (!first) return null;
  if (second && bestFirst(first, second) === 0 && first.kind !== second.kind)
    return {
      kind: null,
      confidence: 0,
      rung: 'none',
      reason: `${idOf(first.entry)} and ${idOf(second.entry)} both recognise the prompt, as ${first.kind} and ${second.kind}`,
    };
  const reason = `${idOf(first.entry)} recognises the prompt`;
  return { kind: first.kind, confidence: CONFIDENCE, rung: 'recogniser', reason };
}

function bestFirst(left: Recognition, right: Recognition): number {
  return byUtility(left.entry.card, right.entry.card) || lengthOf(right.spans) - lengthOf(left.spans);
}

function idOf({ card }: LibraryEntry): string {
  return card.id;
}
