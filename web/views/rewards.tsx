import { useLocation } from 'preact-iso';
import { get } from '../api/client.ts';
import type { RewardLine, RewardList } from '../api/types.ts';
import { usePages } from '../api/use-pages.ts';
import { type FilterName, Filters } from '../parts/filters.tsx';
import { agoText, countText } from '../parts/format.ts';
import { PageHead } from '../parts/page-head.tsx';
import { Flags, RewardNumber } from '../parts/reward-chips.tsx';
import { Failure, Loading, NothingHere } from '../parts/states.tsx';
import { type Column, VirtualTable } from '../parts/virtual-table.tsx';
import { Words } from '../parts/words.tsx';
import { link } from '../routes.ts';
import { useKeys } from '../state/keys.ts';

const NAMES: readonly FilterName[] = [
  'q',
  'run',
  'step',
  'kind',
  'tool',
  'status',
  'cause',
  'flag',
  'snapshot',
  'origin',
  'sort',
];
const SORTS = ['newest', 'oldest', 'lowest', 'highest', 'longest'];
/** Rewards of the first page, which is waited for, and of those that scrolling asks for ahead of itself. */
const [FIRST, PAGE] = [100, 500];

const NOTHING = 'Nothing is scored yet. Rewards appear here when a trainer asks for them.';

const COLUMNS: readonly Column<RewardLine>[] = [
  { name: 'reward', width: '5.2rem', sort: 'highest', cell: (row) => <RewardNumber {...row} /> },
  {
    name: 'response',
    width: 'minmax(12rem, 4fr)',
    cell: ({ excerpt, reason }) => <Words>{excerpt ?? reason ?? '(not kept)'}</Words>,
  },
  {
    name: 'kind',
    width: 'minmax(6rem, 1.4fr)',
    wide: true,
    cell: ({ kind }) => <Words>{kind ?? '–'}</Words>,
  },
  {
    name: 'tools',
    width: 'minmax(6rem, 1.2fr)',
    wide: true,
    cell: ({ tools }) => <Words>{tools.map((tool) => tool.split('@')[0]).join(', ') || '–'}</Words>,
  },
  { name: 'flags', width: 'minmax(4rem, 1.2fr)', wide: true, cell: ({ flags }) => <Flags flags={flags} /> },
  { name: 'run', width: 'minmax(4rem, 0.8fr)', wide: true, cell: ({ run }) => <Words>{run ?? '–'}</Words> },
  { name: 'step', width: '4.2rem', numeric: true, cell: ({ step }) => step ?? '–' },
  {
    name: 'length',
    width: '4.5rem',
    numeric: true,
    wide: true,
    sort: 'longest',
    cell: ({ length }) => (length === null ? '–' : countText(length)),
  },
  { name: 'when', width: '5.5rem', numeric: true, wide: true, sort: 'newest', cell: ({ at }) => agoText(at) },
];

/** Rewards one by one: filtered, sorted and searched by the server. */
export function RewardsView() {
  const { query, route } = useLocation();
  const filter = Object.fromEntries(NAMES.flatMap((name) => (query[name] ? [[name, query[name]]] : [])));
  const rewards = usePages<RewardLine>(JSON.stringify(filter), (cursor, signal) =>
    get<RewardList>('v1/rewards', { ...filter, limit: cursor === null ? FIRST : PAGE, cursor }, { signal }),
  );
  useKeys({
    '/': ['Search in texts', () => document.querySelector<HTMLInputElement>('[data-filter="q"]')?.focus()],
  });
  const { rows, total, first, error } = rewards;
  return (
    <>
      <PageHead title="Rewards">
        <span class="quiet" role="status">
          {first || error ? '' : total === null ? `${countText(rows.length)} and more` : countText(total)}
        </span>
      </PageHead>
      <Filters view="rewards" names={NAMES} sorts={query.q ? SORTS.slice(0, 2) : SORTS} />
      {error && <Failure error={error} retry={rewards.reload} />}
      {first && rows.length === 0 ? (
        <Loading />
      ) : rows.length === 0 ? (
        !error && <NothingHere what={NAMES.some((name) => query[name]) ? 'No reward matches.' : NOTHING} />
      ) : (
        <VirtualTable
          label="Rewards"
          columns={COLUMNS}
          rows={rows}
          keyOf={({ record }) => record}
          href={({ record }) => link('reward', { record })}
          {...(total !== null && { total })}
          onEnd={rewards.more}
          sorted={query.sort ?? 'newest'}
          onSort={(sort) => route(link('rewards', { ...query, sort }), true)}
        />
      )}
    </>
  );
}
