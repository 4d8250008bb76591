import { hash } from 'node:crypto';
import type { JudgeSpecOf } from '../../spec/judge-spec.ts';
import type { PreparedTool, ToolQuery, ToolRollout } from '../../spec/tool.ts';
import { scored, unscored, type Verdict } from '../../spec/verdict.ts';
import type { Asking } from './ask-votes.ts';
import { askedJudge, type OpenModel } from './asked-judge.ts';
import { type Compared, comparePair } from './compare-pair.ts';
import { guard } from './guard.ts';
import { countCycles, eliminate, type Ranking, roundRobin } from './rank-texts.ts';
import { withoutTwins } from './says-the-same.ts';
import { seededPointwise } from './seeded-pointwise.ts';

type Spec = Compared & Pick<JudgeSpecOf<'pairs'>, 'votes' | 'longest' | 'rank' | 'seeds'>;

/** A response of the group that takes part; responses that say the same take part as one. */
interface Player {
  readonly shown: string;
}

/**
 * Ranks the responses of a group by comparing them. The seeds of a cup are made from the query and what the responses say,
 * so that the order in which they come changes nothing. A reward is the share of the other responses that a response
 * stands above, ties half: from 0 to 1, a half in the mean. One comparison that failed fails the whole group.
 */
export function rankingJudge(spec: Spec, query: ToolQuery, open: OpenModel): PreparedTool {
  const { criteria, votes, longest, rank } = spec;
  const rubric = criteria.map(({ asks }) => asks);
  return {
    async score(rollouts, { signal }) {
      const guarded = rollouts.map(({ text }: ToolRollout) => guard(text, query, { rubric, longest }));
      const shown = withoutTwins(guarded.flatMap((entry) => ('shown' in entry ? entry.shown : [])));
      const floored = guarded.filter(
        (entry) => 'verdict' in entry && entry.verdict.status === 'scored',
      ).length;
      const ranked = guarded.filter((entry) => 'shown' in entry).length + floored;
      if (ranked < 2)
        return guarded.map((entry) =>
          'verdict' in entry ? entry.verdict : unscored(ALONE, undefined, 'query'),
        );
      const drawn = seeded(
        shown.map((text) => ({ shown: text })),
        query,
      );
      const outcome = await askedJudge(open, { votes, signal }, async (asking, asked) => {
        const list = spec.seeds ? await seededPointwise(drawn, query, criteria, asking) : drawn;
        const ranking = await rankingOf(list, query, spec, asking);
        return { ...scored(0, asked()), ranking, list };
      });
      const { usage, ...rest } = outcome;
      // The questions are of the whole group: they are counted once.
      const once = (at: number) => (usage && at === 0 ? { usage } : {});
      if (!('ranking' in outcome)) return rollouts.map((_, at) => ({ ...rest, ...once(at) }));
      const { ranking, list } = outcome;
      const { levels, matches } = ranking;
      const levelOf = new Map(list.map((player, at) => [player.shown.trim(), levels[at]!]));
      const all = guarded.flatMap((entry) =>
        'shown' in entry
          ? [levelOf.get(entry.shown.trim())!]
          : entry.verdict.status === 'scored'
            ? [FLOOR]
            : [],
      );
      const facts = { rank, comparisons: matches.length, cycles: countCycles(list.length, matches) };
      return guarded.map((entry, at): Verdict => {
        if ('verdict' in entry && entry.verdict.status !== 'scored') return { ...entry.verdict, ...once(at) };
        const level = 'shown' in entry ? levelOf.get(entry.shown.trim())! : FLOOR;
        const below = all.filter((other) => other < level).length;
        const beside = all.filter((other) => other === level).length - 1;
        const own = 'shown' in entry ? entry : entry.verdict;
        const evidence = {
          ...facts,
          above: below,
          beside,
          of: all.length - 1,
          ...('facts' in own ? own.facts : own.evidence),
          ...outcome.evidence,
        };
        const flags = own.flags ?? [];
        return {
          ...scored((below + beside / 2) / (all.length - 1), evidence),
          ...(flags.length > 0 && { flags }),
          ...once(at),
        };
      });
    },
  };
}

/** Below every level that a comparison gives. */
const FLOOR = -1;
const ALONE = 'A ranking needs two responses at least; send the whole group in one request.';

function seeded(players: readonly Player[], { messages }: ToolQuery): Player[] {
  const seed = JSON.stringify(messages.map(({ role, content }) => [role, content]));
  const keyed = players.map((player) => ({ player, key: hash('sha256', `${seed}\n${player.shown}`, 'hex') }));
  return keyed.toSorted((left, right) => (left.key < right.key ? -1 : 1)).map(({ player }) => player);
}

function rankingOf(list: readonly Player[], query: ToolQuery, spec: Spec, asking: Asking): Promise<Ranking> {
  const compare = async (one: number, other: number): Promise<number> =>
    (await comparePair(query, list[one]!.shown, list[other]!.shown, spec, asking)).preference;
  return spec.rank === 'round-robin' ? roundRobin(list.length, compare) : eliminate(list.length, compare);
}
