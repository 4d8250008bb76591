/**
 * Queries by language, as far as tools tell languages apart: those in `only`, or all except those in `except`. Languages are
 * ISO 639-1 codes, and a language that is not known is in every group of `except`.
 */
export type LanguageGroup = { readonly only: readonly string[] } | { readonly except: readonly string[] };

/** All queries, in whatever language. */
export const ANY_LANGUAGE: LanguageGroup = { except: [] };

/** Whether queries in a language are in a group. @param language null where it is not known */
export function isInGroup(language: string | null, group: LanguageGroup): boolean {
  if ('only' in group) return language !== null && group.only.includes(language);
  return language === null || !group.except.includes(language);
}

/** Whether some language is in both groups. Two groups of all languages but some share those that are not known. */
export function doOverlap(one: LanguageGroup, other: LanguageGroup): boolean {
  if ('only' in one) return one.only.some((language) => isInGroup(language, other));
  return !('only' in other) || doOverlap(other, one);
}

/**
 * Groups languages by the tools that read them.
 * @param limits the languages of each tool that reads some alone
 * @returns one group for each set of tools, sorted, and the rest last; a single group where no tool has limits
 */
export function languageGroups(limits: readonly (readonly string[])[]): LanguageGroup[] {
  const named = [...new Set(limits.flat())].sort();
  const readersOf = (language: string) =>
    limits.map((list) => (list.includes(language) ? '1' : '0')).join('');
  const groups = [...Map.groupBy(named, readersOf).values()].map((only) => ({ only }));
  return [...groups, { except: named }];
}

/** @returns a group in words: `in de, fr` · `in any language but en`; an empty text for all languages */
export function groupInWords(group: LanguageGroup): string {
  if ('only' in group) return `in ${group.only.join(', ')}`;
  return group.except.length === 0 ? '' : `in any language but ${group.except.join(', ')}`;
}
