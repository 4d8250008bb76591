import { familyOf } from '../../spec/kinds.ts';
import { promptText, type Query } from '../../spec/query.ts';
import { detectLanguage } from '../../text/language.ts';
import { languagesAsked } from '../../text/languages-asked.ts';
import { MANY_LANGUAGES } from './language-as-written.ts';

/** Prompts that are looked at. */
const MOST_READ = 100;
/** The share of prompts in one language from which the queries count as being in it. */
const MOSTLY = 0.6;
const SURE = 0.999;

/**
 * @returns the language that most queries want answers in: of a translation the one into which it goes; `mul` where there
 * are several, `en` where none can be told
 */
export function languageOf(kind: string, queries: readonly Query[]): string {
  const counts = new Map<string, number>();
  for (const query of queries.slice(0, MOST_READ)) {
    const language = wantedBy(kind, promptText(query));
    if (language !== null) counts.set(language, (counts.get(language) ?? 0) + 1);
  }
  const [first, ...others] = [...counts].sort((a, b) => b[1] - a[1]);
  if (!first) return 'en';
  const told = others.reduce((sum, [, count]) => sum + count, first[1]);
  return first[1] >= MOSTLY * told ? first[0] : MANY_LANGUAGES;
}

function wantedBy(kind: string, prompt: string): string | null {
  if (familyOf(kind) === 'translation') {
    const pair = languagesAsked(prompt);
    if (pair?.target) return pair.target.split('-')[0] ?? null;
  }
  const found = detectLanguage(prompt);
  return found && found.confidence >= SURE ? (found.language.split('-')[0] ?? null) : null;
}
