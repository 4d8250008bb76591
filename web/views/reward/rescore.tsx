import { useState } from 'preact/hooks';
import { ApiError, post } from '../../api/client.ts';
import type { RescoreReply } from '../../api/types.ts';
import { RewardNumber } from '../../parts/reward-chips.tsx';
import { Failure } from '../../parts/states.tsx';
import { link } from '../../routes.ts';
import { Said } from './said.tsx';

type Snapshot = 'same' | 'latest';

interface Made {
  readonly snapshot: Snapshot;
  readonly reply: RescoreReply;
}

/** Makes the reward again: with the reward function that it had, or with the one that the library would give now. */
export function Rescore({ record }: { readonly record: string }) {
  const [busy, setBusy] = useState(false);
  const [made, setMade] = useState<Made | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const ask = async (snapshot: Snapshot, keep: boolean): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      setMade({ snapshot, reply: await post<RescoreReply>('v1/rescore', { record, snapshot, keep }) });
    } catch (thrown) {
      setError(thrown instanceof ApiError ? thrown : new ApiError(0, 'page', String(thrown)));
    }
    setBusy(false);
  };
  return (
    <section class="card" aria-label="Score again">
      <h2>Score again</h2>
      <div class="verdict-line">
        <button type="button" disabled={busy} onClick={() => ask('same', false)}>
          As it was scored
        </button>
        <button type="button" disabled={busy} onClick={() => ask('latest', false)}>
          With the library of now
        </button>
      </div>
      {error && <Failure error={error} />}
      {made && <Again made={made} onKeep={() => ask(made.snapshot, true)} busy={busy} />}
    </section>
  );
}

function Again({
  made: { reply },
  onKeep,
  busy,
}: {
  readonly made: Made;
  readonly onKeep: () => void;
  readonly busy: boolean;
}) {
  const { before, after, rollouts } = reply;
  const same = before.reward === after.reward && before.status === after.status;
  return (
    <div role="status" class="again">
      <p>
        <RewardNumber {...before} /> → <RewardNumber {...after} />{' '}
        {same ? 'The reward is the same.' : 'The reward is another.'}{' '}
        <span class="quiet">The whole group of {rollouts} was scored.</span>
      </p>
      {after.record !== null ? (
        <p>
          Recorded as <a href={link('reward', { record: after.record })}>record {after.record}</a>.
        </p>
      ) : (
        <button type="button" disabled={busy} onClick={onKeep}>
          Record it beside the old one
        </button>
      )}
      {!same && <Said results={after.results} shaped={after.shaped} weight={after.weight} />}
    </div>
  );
}
