import { useMemo } from 'preact/hooks';
import { visible } from '../../../src/text/visible.ts';
import type { GroupRecord } from '../../api/types.ts';
import { countText } from '../../parts/format.ts';
import { ResponseText } from '../../parts/response-text.tsx';
import { Flags, RewardNumber, Slots } from '../../parts/reward-chips.tsx';
import { Trajectory } from '../../parts/trajectory.tsx';
import { Words } from '../../parts/words.tsx';
import { link } from '../../routes.ts';
import { differencesFrom } from '../../text/differences.ts';
import { leavesOf } from '../../text/evidence-leaves.ts';
import { marksOf } from '../../text/marks.ts';

interface RolloutCardProps {
  readonly record: GroupRecord;
  readonly number: number;
  /** The fields of evidence that are not the same for all rollouts. */
  readonly differ: readonly string[];
  /** The response that this one is compared with; null to show it as it is read. */
  readonly base: string | null;
  readonly isBase: boolean;
}

/** One rollout of a group: its reward, what was said of it that differs, and the response. */
export function RolloutCard({ record: entry, number, differ, base, isBase }: RolloutCardProps) {
  const { record, reward, rollout, characters, cut } = entry;
  const text = rollout?.text ?? '';
  const marks = useMemo(() => marksOf(text, reward.results), [entry]);
  const leaves = leavesOf(reward.results);
  return (
    <li class={`card rollout${isBase ? ' base' : ''}`}>
      <header>
        <a href={link('reward', { record })} aria-label={`rollout ${number}: all that explains its reward`}>
          #{number}
        </a>
        <RewardNumber {...reward} />
        <Flags flags={reward.flags} />
        <span class="quiet">{characters === null ? '' : `${countText(characters)} characters`}</span>
      </header>
      {reward.reason && (
        <p class="quiet">
          <Words>{reward.reason}</Words>
        </p>
      )}
      {Object.values(reward.slots).filter((value) => value !== null).length > 1 && (
        <Slots slots={reward.slots} />
      )}
      <dl class="facts">
        {differ.map((name) => {
          const value = leaves.get(name);
          return value === undefined || name.endsWith('value') || name.endsWith('reason') ? null : (
            <div key={name}>
              <dt>
                <Words>{name}</Words>
              </dt>
              <dd>
                <Words>{value.slice(0, 200)}</Words>
              </dd>
            </div>
          );
        })}
      </dl>
      {rollout === null ? (
        <p class="quiet">Texts are not kept.</p>
      ) : rollout.steps ? (
        <Trajectory steps={rollout.steps} />
      ) : base !== null ? (
        <Differing base={base} text={text} />
      ) : (
        <ResponseText text={text} marks={marks} />
      )}
      {cut && (
        <p class="quiet">
          The response is longer: <a href={link('reward', { record })}>all of it</a>
        </p>
      )}
    </li>
  );
}

/** A response as plain text, with the words marked that the other has not. */
function Differing({ base, text }: { readonly base: string; readonly text: string }) {
  const found = useMemo(() => differencesFrom(base, text), [base, text]);
  if (found.length > 0 && found.every(({ same }) => same)) return <p class="quiet">The same words.</p>;
  return (
    <div class="response plain">
      <div class="prose">
        {found.map(({ same, text: said }, at) =>
          same ? (
            visible(said)
          ) : (
            <span key={`${at}`} class="differs">
              {visible(said)}
            </span>
          ),
        )}
      </div>
    </div>
  );
}
