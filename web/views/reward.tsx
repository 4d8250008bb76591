import { useMemo, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { get } from '../api/client.ts';
import type { LedgerRecord } from '../api/types.ts';
import { useData } from '../api/use-data.ts';
import { Asked } from '../parts/asked.tsx';
import { agoText, timeText } from '../parts/format.ts';
import { PageHead } from '../parts/page-head.tsx';
import { ResponseText } from '../parts/response-text.tsx';
import { Flags, RewardNumber, Slots } from '../parts/reward-chips.tsx';
import { Loaded, NothingHere } from '../parts/states.tsx';
import { Trajectory } from '../parts/trajectory.tsx';
import { Words } from '../parts/words.tsx';
import { link } from '../routes.ts';
import { useKeys } from '../state/keys.ts';
import { marksOf } from '../text/marks.ts';
import { Disagree } from './reward/disagree.tsx';
import { Rescore } from './reward/rescore.tsx';
import { Said } from './reward/said.tsx';
import { WhyThis } from './reward/why-this.tsx';

/** One reward: why this tool, what it saw, what it said, and a person's word on it. */
export function RewardView() {
  const { query } = useLocation();
  const id = query.record ?? '';
  const path = id === '' ? null : `v1/rewards/${encodeURIComponent(id)}`;
  const found = useData(path, (signal) => get<LedgerRecord>(path!, {}, { signal }));
  if (path === null) return <NothingHere what="No reward is chosen." />;
  return (
    <>
      {found.data === null && <PageHead title="Reward" />}
      <Loaded from={found}>{(record) => <RewardPage key={record.record} record={record} />}</Loaded>
    </>
  );
}

const CAUSES: Readonly<Record<string, string>> = {
  output: 'This response cannot be judged; another response to the query may be.',
  query: 'No response to this query can be judged as things stand.',
  system: 'What judges the response did not work; the same response may be scored another time.',
};

function RewardPage({ record: entry }: { readonly record: LedgerRecord }) {
  const { record, reward, context, queryKey, query, rollout, at, rescoredFrom } = entry;
  const { route } = useLocation();
  const [plain, setPlain] = useState(false);
  const text = rollout?.text ?? null;
  const marks = useMemo(() => (text === null ? [] : marksOf(text, reward.results)), [entry]);
  const group = link('groups', { query: queryKey, run: context.run, step: context.step });
  useKeys({
    u: ['To the group', () => route(group)],
    p: ['Plain text, or as it is read', () => setPlain((now) => !now)],
  });
  return (
    <article class="reward-page">
      <PageHead
        title={reward.id}
        above={
          <>
            {context.run !== undefined && (
              <a href={link('run', { run: context.run })}>
                <Words>{context.run}</Words>
              </a>
            )}
            {context.step !== undefined && (
              <a href={link('rewards', { run: context.run, step: context.step })}>step {context.step}</a>
            )}
            <a href={group}>its group</a>
          </>
        }
      >
        <RewardNumber {...reward} />
        <Flags flags={reward.flags} />
        <span class="quiet" title={timeText(at)}>
          {agoText(at)} · record {record}
        </span>
      </PageHead>
      {(reward.reason || reward.error) && (
        <div class={`why-none ${reward.status}`}>
          <strong>
            <Words>{reward.reason ?? reward.error?.message ?? ''}</Words>
          </strong>
          {reward.error && <code> {reward.error.code}</code>}
          {reward.cause && <p>{CAUSES[reward.cause]}</p>}
        </div>
      )}
      {rescoredFrom && (
        <p class="quiet">
          Made again from <a href={link('reward', { record: rescoredFrom })}>record {rescoredFrom}</a>.
        </p>
      )}
      <div class="reward-columns">
        <div class="reward-texts">
          <Asked query={query} />
          <section class="card" aria-label="Response">
            <header class="card-head">
              <h2>Response</h2>
              {marks.length > 0 && !plain && (
                <span class="quiet">
                  <mark>marked</mark>: what was read
                </span>
              )}
              <button type="button" class="quiet" aria-pressed={plain} onClick={() => setPlain(!plain)}>
                {plain ? 'as it is read' : 'plain text'}
              </button>
            </header>
            {rollout === null ? (
              <p class="quiet">Texts are not kept in this ledger.</p>
            ) : rollout.steps ? (
              <Trajectory steps={rollout.steps} scores={stepScores(entry)} />
            ) : (
              <ResponseText text={rollout.text} marks={marks} plain={plain} />
            )}
            {rollout?.finish_reason && (
              <p class="quiet">
                The sampler stopped: <Words>{rollout.finish_reason}</Words>
              </p>
            )}
          </section>
        </div>
        <div class="reward-facts">
          <section class="card" aria-label="Slots">
            <h2>Slots</h2>
            <Slots slots={reward.slots} />
          </section>
          <Said results={reward.results} shaped={reward.shaped} weight={reward.weight} />
          <WhyThis assignment={reward.assignment} />
          <Disagree record={record} reward={reward.reward} />
          <Rescore record={record} />
        </div>
      </div>
    </article>
  );
}

/** What each step earned: by the tools that score steps, and by the shapes of the assignment. */
function stepScores({ reward }: LedgerRecord) {
  const byTool = reward.results.flatMap(({ tool, steps }) => (steps ? [{ name: tool, values: steps }] : []));
  const shaped = reward.step_rewards ? [{ name: 'reward of the step', values: reward.step_rewards }] : [];
  const weights = reward.step_weights ? [{ name: 'weight', values: reward.step_weights }] : [];
  return [...byTool, ...shaped, ...weights];
}
