import type { Library } from '../../library/library.ts';
import type { ChatModel } from '../../models/chat-model.ts';
import type { Recogniser } from '../../spec/tool.ts';
import { sortsOf, type ToolDeclaration } from '../../spec/tool-card.ts';
import { type KnownSort, splitConstraints } from '../code-agent/split-constraints.ts';
import type { MissingParts, UnreadPrompt } from './missing-parts.ts';
import type { SampleGroup } from './request-for.ts';

/** Prompts that are read by the model; those of later ones that state the same sorts are recognised without it. */
const MOST_PROMPTS = 64;

/**
 * Has a model name the sorts of constraint in prompts that the library could not read, and adds them to what is missing.
 * Of prompts with the same words but for numbers and quotations one is read.
 * @throws RlarError RLAR_MODEL_…
 */
export async function readClauses(
  missing: MissingParts,
  library: Library,
  model: ChatModel,
  options: { readonly seed: number; readonly signal?: AbortSignal },
): Promise<void> {
  const unread = distinct(missing.unread());
  if (unread.length === 0) return;
  const prompts = unread.map(({ prompt }) => prompt);
  const { proposed, constraints } = await splitConstraints(prompts, knownSorts(library), model, options);
  for (const { id, words, prompts: stating, checkable } of proposed) {
    const groups = stating.flatMap((index) => unread[index]?.alike ?? []);
    if (checkable) missing.addTarget({ what: 'constraint', id, text: words }, groups);
    else missing.addUnacquirable(`“${words}” is nothing that a program can tell: a judge of clauses can`);
  }
  for (const [index, found] of constraints.entries()) {
    if (!found.every(({ known }) => known)) continue;
    const what =
      found.length === 0
        ? 'no demand to the model, and like one to the recognisers: a judge of clauses can tell'
        : 'known sorts, in words that nothing recognises';
    missing.addUnacquirable(`${what}: “${unread[index]?.clauses.join('”, “')}”`);
  }
}

/** One prompt out of those whose unread words differ in numbers and quotations alone. */
interface Representative extends UnreadPrompt {
  /** All prompts with the same unread words, this one included. */
  readonly alike: SampleGroup[];
}

function distinct(unread: readonly UnreadPrompt[]): Representative[] {
  const seen = new Set<string>();
  const chosen = new Map<string, Representative>();
  for (const entry of unread) {
    const shapes = entry.clauses.map(shapeOf);
    const key = shapes.join('\n');
    const there = chosen.get(key);
    if (there) there.alike.push(entry.group);
    else if (chosen.size < MOST_PROMPTS && shapes.some((shape) => !seen.has(shape)))
      chosen.set(key, { ...entry, alike: [entry.group] });
    for (const shape of shapes) seen.add(shape);
  }
  return [...chosen.values()];
}

function shapeOf(clause: string): string {
  return clause
    .slice(0, 500)
    .toLowerCase()
    .replace(/"[^"]*"|“[^”]*”/g, '""')
    .replace(/\d+/g, '0')
    .replace(/\s+/g, ' ');
}

/**
 * The sorts of constraint that prompts state and a tool of the library checks, each once. A tool of one sort says in its title
 * what the sort means. What a tool of several sorts does not find in prompts is no such sort: queries carry it, such as rules
 * over trajectories, and no request to a model depends on it.
 */
function knownSorts(library: Library): KnownSort[] {
  const known = new Map<string, KnownSort>();
  for (const { card, tool } of library.entries())
    for (const id of statedSorts(card, tool.recogniser))
      if (!known.has(id))
        known.set(id, { id, meaning: card.constraints ? id.replace(/[_:]/g, ' ') : card.title });
  return [...known.values()];
}

function statedSorts(card: ToolDeclaration, recogniser: Recogniser | undefined): readonly string[] {
  if (card.constraints && !recogniser) return [];
  return recogniser?.sorts ?? sortsOf(card);
}
