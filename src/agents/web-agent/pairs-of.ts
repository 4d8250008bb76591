import type { PreferencePair } from '../../admission/added-tools/preference-pairs.ts';
import { promptText, type Query } from '../../spec/query.ts';

/** A query with responses that somebody labelled. */
interface Labelled {
  readonly query: Query;
  readonly answers: readonly { readonly text: string; readonly good: boolean | null }[];
}

/** @returns pairs of a good and a bad response to the same prompt, each response in one pair at most */
export function pairsOf(groups: readonly Labelled[]): PreferencePair[] {
  return groups.flatMap(({ query, answers }) => {
    const prompt = promptText(query);
    if (prompt === '') return [];
    const good = answers.filter((answer) => answer.good === true);
    const bad = answers.filter((answer) => answer.good === false);
    const [reference] = query.references;
    return good.slice(0, bad.length).map(({ text }, at) => ({
      prompt,
      chosen: text,
      rejected: bad[at]!.text,
      ...(reference !== undefined && { reference }),
    }));
  });
}
