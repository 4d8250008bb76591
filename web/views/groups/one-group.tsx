import { useMemo, useRef } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { get } from '../../api/client.ts';
import type { GroupRecord, Query } from '../../api/types.ts';
import { useLive } from '../../api/use-live.ts';
import { usePages } from '../../api/use-pages.ts';
import { Asked } from '../../parts/asked.tsx';
import { countText } from '../../parts/format.ts';
import { PageHead } from '../../parts/page-head.tsx';
import { Failure, Loading } from '../../parts/states.tsx';
import { Words } from '../../parts/words.tsx';
import { link } from '../../routes.ts';
import { leavesOf, whatDiffers } from '../../text/evidence-leaves.ts';
import { RolloutCard } from './rollout-card.tsx';

interface OneGroupReply {
  readonly query: string;
  readonly body: Query | null;
  readonly records: readonly GroupRecord[];
  readonly found: number;
  readonly next: string | null;
}

const ORDERS = ['as sent', 'best first', 'longest first'] as const;

/** All rollouts of one query side by side: what each got, what was read in it, and where they differ. */
export function OneGroup() {
  const { query } = useLocation();
  const { query: key = '', run, step } = query;
  const path = `v1/groups/${encodeURIComponent(key)}`;
  const body = useRef<Query | null>(null);
  const group = usePages<GroupRecord>(`${path}?${run}&${step}`, async (cursor, signal) => {
    const reply = await get<OneGroupReply>(path, { run, step, cursor }, { signal });
    body.current = reply.body;
    return { items: reply.records, next: reply.next, found: reply.found };
  });
  const { rows, total, first, error, more } = group;
  const found = total ?? rows.length;
  useLive(() => {
    // Who reads on in a long group is not thrown back to its beginning.
    if (rows.length === 0 || rows.length === found) group.reload();
  });
  return (
    <>
      <PageHead
        title="Group"
        above={
          <>
            <a href={link('groups', { run, sort: 'spread' })}>Groups</a>
            {run && (
              <a href={link('run', { run })}>
                <Words>{run}</Words>
              </a>
            )}
            {step && <a href={link('groups', { run, step })}>step {step}</a>}
          </>
        }
      >
        <span class="quiet">
          {rows.length > 0 &&
            `${countText(found)} ${found === 1 ? 'rollout' : 'rollouts'}${run ? '' : ' in all runs'}`}
        </span>
      </PageHead>
      {error && <Failure error={error} retry={group.reload} />}
      {rows.length > 0 && <SideBySide body={body.current} records={rows} found={found} more={more} />}
      {rows.length === 0 && first && <Loading />}
    </>
  );
}

interface SideBySideProps {
  readonly body: Query | null;
  readonly records: readonly GroupRecord[];
  /** Number of all rollouts, of which `records` are the first. */
  readonly found: number;
  readonly more: () => void;
}

function SideBySide({ body, records, found, more }: SideBySideProps) {
  const { query, route } = useLocation();
  const order = ORDERS.find((one) => one === query.order) ?? 'as sent';
  const sorted = useMemo(() => inOrder(records, order), [records, order]);
  const base = records.find(({ record }) => record === query.base) ?? null;
  const { differ, same } = useMemo(
    () => whatDiffers(records.map(({ reward }) => leavesOf(reward.results))),
    [records],
  );
  const set = (name: string, value: string): void => route(link('groups', { ...query, [name]: value }), true);
  return (
    <>
      <Asked query={body} />
      {same.size > 0 && (
        <details class="card same-in-all">
          <summary>The same for all {records.length} rollouts</summary>
          <dl class="facts">
            {[...same].map(([name, value]) => (
              <div key={name}>
                <dt>
                  <Words>{name}</Words>
                </dt>
                <dd>
                  <Words>{value.slice(0, 300)}</Words>
                </dd>
              </div>
            ))}
          </dl>
        </details>
      )}
      <form class="filters" aria-label="How rollouts are shown" onSubmit={(event) => event.preventDefault()}>
        <label>
          order
          <select value={order} onChange={(event) => set('order', event.currentTarget.value)}>
            {ORDERS.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        </label>
        <label class={base ? 'set' : undefined}>
          differences from
          <select value={base?.record ?? ''} onChange={(event) => set('base', event.currentTarget.value)}>
            <option value="">(as they are read)</option>
            {records.map(({ record, reward }, at) => (
              <option key={record} value={record}>
                rollout {at + 1}: {reward.reward ?? reward.status}
              </option>
            ))}
          </select>
        </label>
        {found > records.length && (
          <span class="quiet">
            the first {records.length} of {countText(found)}{' '}
            <button type="button" onClick={more}>
              Show more
            </button>
          </span>
        )}
      </form>
      <ol class="side-by-side">
        {sorted.map((record) => (
          <RolloutCard
            key={record.record}
            record={record}
            number={records.indexOf(record) + 1}
            differ={differ}
            base={base === record ? null : (base?.rollout?.text ?? null)}
            isBase={base === record}
          />
        ))}
      </ol>
    </>
  );
}

function inOrder(records: readonly GroupRecord[], order: (typeof ORDERS)[number]): readonly GroupRecord[] {
  if (order === 'as sent') return records;
  const worth = ({ reward, characters }: GroupRecord): number =>
    order === 'best first' ? (reward.reward ?? Number.NEGATIVE_INFINITY) : (characters ?? 0);
  return records.toSorted((one, other) => (worth(other) === worth(one) ? 0 : worth(other) - worth(one)));
}
