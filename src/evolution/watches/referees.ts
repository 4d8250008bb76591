import { z } from 'zod';
import type { Library } from '../../library/library.ts';
import { alwaysValidShare } from '../../spec/always-valid.ts';
import { shareOf } from '../../spec/share-of.ts';
import type { RecordedGroup } from '../../store/ledger.ts';
import type { Alarm } from './alarm.ts';

/** How often the policy, as a referee, said what audits said: by tool and version. */
export const refereesState = z.array(
  z.tuple([z.string(), z.object({ right: z.number(), of: z.number(), wrong: z.array(z.string()) })]),
);
type RefereesState = z.infer<typeof refereesState>;

/** Share of audits that a referee has to agree with at least: a coin has a half. */
const LEAST = 0.7;
const ALPHA = 0.05;
const RIGHT = 0.5;
const SHOWN = 20;

/**
 * Audits judges whose model is the policy in training. They have no good times that they could be held against, so that a bound
 * stands in for these: as soon as the share of audits that a referee agrees with is surely below 70 %, it is to be used no more.
 */
export class Referees {
  readonly #counts: Map<string, RefereesState[number][1]>;

  constructor(state: RefereesState = []) {
    this.#counts = new Map(state.map(([tool, count]) => [tool, { ...count, wrong: [...count.wrong] }]));
  }

  state(): RefereesState {
    return [...this.#counts];
  }

  /** Whether a referee decides about a group, so that it is audited more. */
  isReferee({ assignment }: Pick<RecordedGroup, 'assignment'>, library: Library): boolean {
    return assignment.tools.some(({ id, weight }) => weight > 0 && library.get(id)?.card.referee === true);
  }

  /**
   * Takes the verdict of an audit in.
   * @param at place of the audited rollout
   * @returns the alarms on referees that agree too little, each with the id of the tool
   */
  see(
    { records, assignment }: Pick<RecordedGroup, 'records' | 'assignment'>,
    at: number,
    verdict: boolean,
    library: Library,
  ): { readonly tool: string; readonly alarm: Alarm }[] {
    const record = records[at];
    return (record?.reward.results ?? []).flatMap(({ tool, version, status, value }) => {
      const card = library.get(tool)?.card;
      if (card?.referee !== true || card.version !== version || status !== 'scored' || value === null)
        return [];
      const key = `${tool}@${version}`;
      const known = this.#counts.get(key) ?? { right: 0, of: 0, wrong: [] };
      this.#counts.set(key, known);
      const agrees = shareOf(value, card) >= RIGHT === verdict;
      known.of += 1;
      if (agrees) known.right += 1;
      else known.wrong.push(record!.record);
      known.wrong.splice(0, known.wrong.length - SHOWN);
      const { high, value: share } = alwaysValidShare(known.right, known.of, ALPHA);
      if (high >= LEAST) return [];
      this.#counts.delete(key);
      return [{ tool, alarm: alarmOn(key, assignment.kind ?? 'unknown', { share, high, ...known }) }];
    });
  }
}

function alarmOn(
  tool: string,
  kind: string,
  { share, high, of, wrong }: { share: number; high: number; of: number; wrong: readonly string[] },
): Alarm {
  return {
    id: `referee ${tool}`,
    watch: 'precision',
    level: 'alarm',
    subject: `${kind} by ${tool.replace(/@.*/, '')}`,
    query: of,
    step: null,
    meaning: 'the policy as a referee agrees with too few of the audits',
    before: LEAST,
    since: share,
    values: of,
    evidence: high,
    alarmAt: LEAST,
    guarantee: `a referee that agrees with ${100 * LEAST} % of the audits or more is called so with a chance of ${100 * ALPHA} % at most, over all looks`,
    rollouts: [...wrong],
    advice:
      'The judge is used no more. Train the policy as a referee first: `rlar gold export --as referee`.',
  };
}
