import { criteria as criteriaShape, type PairCriterion } from '../../spec/judge-spec.ts';
import type { ToolQuery } from '../../spec/tool.ts';
import { type Asking, askVotes } from './ask-votes.ts';
import { criteriaQuestion } from './criteria-question.ts';

const GRADES = ['very bad', 'bad', 'weak', 'fair', 'good', 'very good', 'excellent'];

/**
 * Seeds a cup by one question about each response (ArenaRL, 2026), so that the best meet late and each
 * comparison is between responses of like worth. Equal ones keep the order in which they came.
 * @returns the players, the best seed first
 */
export async function seededPointwise<Player extends { readonly shown: string }>(
  players: readonly Player[],
  query: ToolQuery,
  criteria: readonly PairCriterion[],
  asking: Asking,
): Promise<Player[]> {
  const asks =
    `How good the response is, by all of this together: ${criteria.map((one) => one.asks).join(' ')}`.slice(
      0,
      2_000,
    );
  const overall = criteriaShape.parse([{ id: 'overall', asks, grades: GRADES }]);
  const graded = await Promise.all(
    players.map(async (player) => {
      const question = criteriaQuestion(query, player.shown, overall);
      const [answer] = await askVotes(question, () => true, { ...asking, votes: 1 });
      return { player, value: answer!.overall!.value };
    }),
  );
  return graded.toSorted((left, right) => right.value - left.value).map(({ player }) => player);
}
