import type { Library, LibraryEntry } from '../library/library.ts';
import type { Need, ToolCard } from '../spec/tool-card.ts';
import { detectLanguage } from '../text/language.ts';

/**
 * The single rule on which tools the router may choose. A tool that may not be chosen has no influence at all: its
 * recogniser is not asked either. So an unroutable tool that enters the library changes no reward.
 * @param carries the inputs that the query carries. Leave it out to ask about the tool alone, before a query is known
 * @param prompt decides the language, for tools that are for some languages alone
 * @returns the reason why the router may not choose the tool, or null where it may
 */
export function ineligibilityReason(
  { card }: LibraryEntry,
  library: Library,
  carries?: ReadonlySet<Need>,
  prompt?: string,
): string | null {
  const lacks = carries ? card.needs.filter((need) => !carries.has(need)) : [];
  if (lacks.length > 0) return `${card.id} needs ${lacks.map(inWords).join(' and ')}`;
  if (prompt !== undefined && card.languages) {
    const language = promptLanguage(prompt);
    if (!reads(card, language))
      return `${card.id} judges prompts in ${card.languages.join(', ')}, and this one is in ${language ?? 'a language that is not known'}`;
  }
  if (library.routable(card.id)) return null;
  return card.evidence?.admitted
    ? `${card.id} is provisional: some of its gates could not run, and such tools are not allowed here`
    : `${card.id} has no evidence`;
}

/** @returns the language of a prompt as limits of tools name it, ISO 639-1; null where it is not known */
export function promptLanguage(prompt: string): string | null {
  return detectLanguage(prompt)?.language.slice(0, 2) ?? null;
}

/** Whether a tool judges prompts in a language. */
function reads({ languages }: Pick<ToolCard, 'languages'>, language: string | null): boolean {
  return !languages || (language !== null && languages.includes(language));
}

function inWords(need: Need): string {
  return need === 'par-reference' ? 'responses to stand beside (par_references, or a reference)' : need;
}
