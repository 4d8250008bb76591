import type { JsonObject } from '../../spec/json.ts';
import type { JudgeSpecOf } from '../../spec/judge-spec.ts';
import type { PreparedTool, ToolQuery } from '../../spec/tool.ts';
import { scored, unscored, type Verdict } from '../../spec/verdict.ts';
import { askedJudge, type OpenModel } from './asked-judge.ts';
import { type Compared, comparePair } from './compare-pair.ts';
import { guard } from './guard.ts';
import { countCycles, type Match } from './rank-texts.ts';
import { withoutTwins } from './says-the-same.ts';
import { withoutVerdictMarks } from './verdict-marks.ts';

type Spec = Compared & Pick<JudgeSpecOf<'pairs'>, 'votes' | 'longest'>;

const ALONE = 'A win rate needs another response or a reference; send the whole group in one request.';

/**
 * The win rate of each response against a mixture: the other responses of its group, and the references of the query as those
 * of a teacher (general preferences of DNO, arXiv 2404.03715). It is the mean of the preferences themselves, so that it holds
 * where they go in circles, which are counted. What says nothing loses to all. A failed comparison fails the whole group.
 */
export function winRateJudge(spec: Spec, query: ToolQuery, open: OpenModel): PreparedTool {
  const { criteria, votes, longest } = spec;
  const rubric = criteria.map(({ asks }) => asks);
  const teachers = query.references.filter((text) => text.trim() !== '').map(withoutVerdictMarks);
  return {
    async score(rollouts, { signal }) {
      const guarded = rollouts.map(({ text }) => guard(text, query, { rubric, longest }));
      const takesPart = (at: number): boolean => {
        const entry = guarded[at]!;
        return 'shown' in entry || entry.verdict.status === 'scored';
      };
      const shownOf = (at: number): string | null => {
        const entry = guarded[at]!;
        return 'shown' in entry ? entry.shown : null;
      };
      const own = withoutTwins(rollouts.flatMap((_, at) => shownOf(at) ?? []));
      const placeOf = new Map(own.map((text, place) => [text.trim(), place]));
      const list = [...own, ...teachers];
      const outcome = await askedJudge(open, { votes, signal }, async (asking, asked) => {
        const pairs = own.flatMap((_, one) =>
          list.slice(one + 1).map((_text, at) => ({ one, other: one + 1 + at })),
        );
        const matches: Match[] = await Promise.all(
          pairs.map(async (pair) => {
            const { preference } = await comparePair(query, list[pair.one]!, list[pair.other]!, spec, asking);
            return { ...pair, preference };
          }),
        );
        return { ...scored(0, asked()), matches };
      });
      const { usage, ...rest } = outcome;
      const once = (at: number) => (usage && at === 0 ? { usage } : {});
      if (!('matches' in outcome)) return rollouts.map((_, at) => ({ ...rest, ...once(at) }));
      const { matches } = outcome;
      const over = new Map<string, number>();
      for (const { one, other, preference } of matches) {
        over.set(`${one}/${other}`, preference);
        over.set(`${other}/${one}`, 1 - preference);
      }
      const facts = {
        rank: 'win-rate',
        comparisons: matches.length,
        cycles: countCycles(list.length, matches),
      };
      return guarded.map((entry, at): Verdict => {
        if (!takesPart(at)) return { ...('verdict' in entry ? entry.verdict : unscored(ALONE)), ...once(at) };
        const shown = shownOf(at);
        const place = shown === null ? -1 : placeOf.get(shown.trim())!;
        const beats = (other: string | null, otherPlace: number): number => {
          if (shown === null) return other === null ? 0.5 : 0;
          if (other === null) return 1;
          return place === otherPlace ? 0.5 : over.get(`${place}/${otherPlace}`)!;
        };
        const others = guarded.flatMap((_, index) =>
          index === at || !takesPart(index)
            ? []
            : [beats(shownOf(index), placeOf.get(shownOf(index)?.trim() ?? '') ?? -1)],
        );
        const wins = [...others, ...teachers.map((text, index) => beats(text, own.length + index))];
        if (wins.length === 0) return { ...unscored(ALONE, undefined, 'query'), ...once(at) };
        const value = Math.round((1e6 * wins.reduce((sum, won) => sum + won, 0)) / wins.length) / 1e6;
        const said: JsonObject = 'facts' in entry ? entry.facts : (entry.verdict.evidence ?? {});
        const flags = ('facts' in entry ? entry.flags : entry.verdict.flags) ?? [];
        const evidence = {
          ...facts,
          against: others.length,
          teachers: teachers.length,
          ...said,
          ...outcome.evidence,
        };
        return { ...scored(value, evidence), ...(flags.length > 0 && { flags }), ...once(at) };
      });
    },
  };
}
