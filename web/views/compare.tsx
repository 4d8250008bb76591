import { useLocation } from 'preact-iso';
import { get } from '../api/client.ts';
import type { RewardComparison } from '../api/types.ts';
import { useData } from '../api/use-data.ts';
import { countText, rewardText } from '../parts/format.ts';
import { Interval } from '../parts/interval.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { PlainTable } from '../parts/plain-table.tsx';
import { Loaded, NothingHere } from '../parts/states.tsx';
import { Words } from '../parts/words.tsx';
import { link } from '../routes.ts';
import { Sides } from './compare/sides.tsx';

type Figures = Omit<RewardComparison, 'kinds' | 'changed'>;

/** Two runs, snapshots or tools on the same rollouts: what changed, and the rows that flipped. */
export function CompareView() {
  const { query } = useLocation();
  const { a = '', b = '', run } = query;
  const key = a && b ? JSON.stringify([a, b, run]) : null;
  const found = useData(key, (signal) =>
    get<RewardComparison>('v1/compare', { a, b, run, rows: 500 }, { signal }),
  );
  return (
    <div class="stack">
      <PageHead title="Compare" />
      <Sides key={key} a={a} b={b} run={run ?? ''} />
      {key === null ? (
        <NothingHere what="Choose two sides. Compared are rollouts that have a reward on both: the same response to the same query." />
      ) : (
        <Loaded from={found}>{(comparison) => <Comparison found={comparison} />}</Loaded>
      )}
    </div>
  );
}

function Comparison({ found }: { readonly found: RewardComparison }) {
  // All intervals of the table have one scale, so that they can be compared.
  const far = Math.max(0.05, ...found.kinds.flatMap(({ interval }) => interval?.map(Math.abs) ?? []));
  const total = found.pairs + found.lost + found.gained + found.neither;
  if (total === 0)
    return (
      <NothingHere what="No rollout has a reward on both sides. `rlar rescore` scores recorded rollouts by another snapshot." />
    );
  return (
    <>
      <section class="card" aria-label="Paired figures">
        <dl class="figures">
          <Figure name="rollouts on both sides">{countText(total)}</Figure>
          <Figure name="mean before">{rewardText(found.before)}</Figure>
          <Figure name="mean after">{rewardText(found.after)}</Figure>
          <Figure name="difference, 95 % interval">
            <Difference of={found} />
          </Figure>
          <Figure name="up / down">
            <span class="good">{countText(found.up)}</span> / <span class="bad">{countText(found.down)}</span>
          </Figure>
          <Figure name="lost / gained a number">
            {countText(found.lost)} / {countText(found.gained)}
          </Figure>
        </dl>
      </section>
      <section class="card" aria-label="By kind">
        <h2>By kind</h2>
        <PlainTable
          label="By kind"
          heads={[
            'kind',
            'pairs',
            'queries',
            'before',
            'after',
            'difference',
            'up',
            'down',
            'lost',
            'gained',
          ]}
          numeric={[1, 2, 3, 4, 6, 7, 8, 9]}
          rows={found.kinds.map((one) => [
            <Words>{one.kind ?? 'not known'}</Words>,
            countText(one.pairs),
            countText(one.queries),
            rewardText(one.before),
            rewardText(one.after),
            <Difference of={one} far={far} />,
            one.up,
            one.down,
            one.lost,
            one.gained,
          ])}
        />
      </section>
      <section class="card" aria-label="Rows that flipped">
        <h2>Rows that flipped</h2>
        {found.changed.length === 0 ? (
          <p class="quiet">No row changed.</p>
        ) : (
          <PlainTable
            label="Rows that flipped"
            heads={['rollout', 'kind', 'before', 'after', 'query']}
            numeric={[2, 3]}
            rows={found.changed.map(({ before, after, id, kind, values, query }) => [
              <Words>{id}</Words>,
              <Words>{kind ?? 'not known'}</Words>,
              <a href={link('reward', { record: before })}>{numberText(values[0])}</a>,
              <a href={link('reward', { record: after })} class={way(values)}>
                {numberText(values[1])}
              </a>,
              <a href={link('groups', { query })}>{query.slice(0, 8)}</a>,
            ])}
          />
        )}
      </section>
    </>
  );
}

function Figure({ name, children }: { readonly name: string; readonly children: preact.ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** The difference, with its interval as a line around zero. */
function Difference({
  of: { difference, interval },
  far = Math.max(0.05, ...(interval?.map(Math.abs) ?? [])),
}: {
  readonly of: Figures;
  readonly far?: number;
}) {
  if (difference === null || interval === null) return <>–</>;
  const [low, high] = interval;
  const words = `${signed(difference)}, from ${signed(low)} to ${signed(high)}`;
  return (
    <span class="difference" title={words}>
      <span class={low > 0 ? 'good' : high < 0 ? 'bad' : undefined}>{signed(difference)}</span>{' '}
      <Interval low={low} high={high} value={difference} from={-far} to={far} words={words} />
    </span>
  );
}

function signed(value: number): string {
  return `${value > 0 ? '+' : ''}${value.toFixed(3)}`;
}

function numberText(value: number | null): string {
  return value === null ? 'none' : rewardText(value);
}

function way([before, after]: readonly [number | null, number | null]): string {
  if (before === null || after === null) return 'warn';
  return after > before ? 'good' : 'bad';
}
