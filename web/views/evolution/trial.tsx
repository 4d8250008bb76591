import { useLocation } from 'preact-iso';
import type { EvolutionNow } from '../../api/types.ts';
import { Chart } from '../../parts/chart.tsx';
import { rewardText } from '../../parts/format.ts';
import { PlainTable } from '../../parts/plain-table.tsx';
import { Words } from '../../parts/words.tsx';
import { link } from '../../routes.ts';

type Change = EvolutionNow['changes'][number];

const TENFOLD = Math.LN10;
/** The wealth of a bet with which a change is decided at the usual error of 5 %, as a power of ten. */
const DECIDES = Math.log10(20);

/** One change over its trial: both sides on the same audited rollouts, what the bets had won, and where the two differ. */
export function Trial({ change: { id, history } }: { readonly change: Change }) {
  const { route } = useLocation();
  const { points, flips } = history;
  if (points.length === 0)
    return (
      <p class="quiet">
        No audited rollout has been scored by both sides yet, or it was before they were noted.
      </p>
    );
  const at = points.map(({ seen }) => seen);
  const point = (seen: number) => points.find((one) => one.seen === seen);
  const place = (seen: number): string => {
    const step = point(seen)?.step;
    return `item ${seen}${step === null || step === undefined ? '' : `, step ${step}`}`;
  };
  const open = (seen: number): void => {
    const found = point(seen);
    if (found) route(link('reward', { record: found.record }));
  };
  const made = points.find(({ phase }) => phase === 'guard');
  const same = {
    at,
    place,
    onOpen: open,
    sync: `trial ${id}`,
    marks: made ? [{ at: made.seen, label: 'made; watched since', colour: 'good' as const }] : [],
  };
  return (
    <div class="trial">
      <Chart
        {...same}
        title="Right so far"
        series={[
          { label: 'with the change', values: points.map(({ candidate, seen }) => candidate / seen) },
          { label: 'without it', values: points.map(({ incumbent, seen }) => incumbent / seen) },
        ]}
        format={(share) => `${Math.round(100 * share)} %`}
      />
      <Chart
        {...same}
        title="Evidence, as powers of ten"
        series={[
          { label: 'it is better', values: points.map(({ better }) => better / TENFOLD), colour: 'good' },
          { label: 'it is worse', values: points.map(({ worse }) => worse / TENFOLD), colour: 'bad' },
          { label: 'enough at 5 %', values: points.map(() => DECIDES), colour: 'faint' },
        ]}
        format={(power) => power.toFixed(1)}
      />
      {flips.length > 0 && (
        <details>
          <summary>The newest {flips.length} rollouts on which the two differ</summary>
          <PlainTable
            label="Rollouts on which the two differ"
            heads={['rollout', 'truth', 'without the change', 'with it']}
            numeric={[2, 3]}
            rows={flips.toReversed().map(({ record, right, incumbent, candidate }) => [
              <a href={link('reward', { record })}>
                <Words>{record}</Words>
              </a>,
              right ? 'right' : 'wrong',
              rewardText(incumbent),
              rewardText(candidate),
            ])}
          />
        </details>
      )}
    </div>
  );
}
