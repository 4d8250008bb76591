import { useLocation } from 'preact-iso';
import { get } from '../api/client.ts';
import type { GroupLine, GroupPage } from '../api/types.ts';
import { usePages } from '../api/use-pages.ts';
import { type FilterName, Filters } from '../parts/filters.tsx';
import { agoText, countText, rewardText } from '../parts/format.ts';
import { PageHead } from '../parts/page-head.tsx';
import { Failure, Loading, NothingHere } from '../parts/states.tsx';
import { type Column, VirtualTable } from '../parts/virtual-table.tsx';
import { Words } from '../parts/words.tsx';
import { link } from '../routes.ts';
import { OneGroup } from './groups/one-group.tsx';

const NAMES: readonly FilterName[] = ['run', 'step', 'kind', 'tool', 'sort'];
const SORTS = ['newest', 'spread', 'length', 'disagreement'];
/** Groups of the first page, which is waited for, and of those that scrolling asks for ahead of itself. */
const [FIRST, PAGE] = [100, 500];

const NOTHING = 'Nothing is scored yet. Groups appear here when a trainer asks for rewards.';

const COLUMNS: readonly Column<GroupLine>[] = [
  {
    name: 'prompt',
    width: 'minmax(10rem, 4fr)',
    cell: ({ excerpt, query }) => <Words>{excerpt ?? query}</Words>,
  },
  {
    name: 'kind',
    width: 'minmax(6rem, 1.4fr)',
    wide: true,
    cell: ({ kind }) => <Words>{kind ?? '–'}</Words>,
  },
  { name: 'run', width: 'minmax(4rem, 1fr)', wide: true, cell: ({ run }) => <Words>{run ?? '–'}</Words> },
  { name: 'step', width: '4.2rem', numeric: true, cell: ({ step }) => step ?? '–' },
  {
    name: 'scored',
    width: '4rem',
    numeric: true,
    wide: true,
    cell: ({ scored, rollouts }) => `${scored}/${rollouts}`,
  },
  { name: 'rewards', width: '6.2rem', cell: (row) => <Range row={row} /> },
  {
    name: 'spread',
    width: '4rem',
    numeric: true,
    wide: true,
    sort: 'spread',
    cell: ({ spread }) => rewardText(spread),
  },
  {
    name: 'tools differ',
    width: '5rem',
    numeric: true,
    wide: true,
    sort: 'disagreement',
    cell: ({ disagreement }) => rewardText(disagreement),
  },
  {
    name: 'longest',
    width: '4.5rem',
    numeric: true,
    wide: true,
    sort: 'length',
    cell: ({ longest }) => (longest === null ? '–' : countText(longest)),
  },
  {
    name: 'when',
    width: '5.2rem',
    numeric: true,
    wide: true,
    sort: 'newest',
    cell: ({ latest }) => agoText(latest),
  },
];

/** All groups, or one: its rollouts side by side. */
export function GroupsView() {
  const { query } = useLocation();
  if (query.query) return <OneGroup key={`${query.query}/${query.run}/${query.step}`} />;
  return <GroupList />;
}

function GroupList() {
  const { query, route } = useLocation();
  const filter = Object.fromEntries(NAMES.flatMap((name) => (query[name] ? [[name, query[name]]] : [])));
  const groups = usePages<GroupLine>(JSON.stringify(filter), (cursor, signal) =>
    get<GroupPage>('v1/groups', { ...filter, limit: cursor === null ? FIRST : PAGE, cursor }, { signal }),
  );
  const { rows, total, first, error } = groups;
  return (
    <>
      <PageHead title="Groups">
        <span class="quiet" role="status">
          {total === null ? '' : countText(total)}
        </span>
      </PageHead>
      <Filters view="groups" names={NAMES} sorts={SORTS} />
      {error && <Failure error={error} retry={groups.reload} />}
      {first && rows.length === 0 ? (
        <Loading />
      ) : rows.length === 0 ? (
        !error && <NothingHere what={NAMES.some((name) => query[name]) ? 'No group matches.' : NOTHING} />
      ) : (
        <VirtualTable
          label="Groups"
          columns={COLUMNS}
          rows={rows}
          keyOf={(row) => `${row.run}/${row.step}/${row.query}`}
          href={(row) => link('groups', { query: row.query, run: row.run, step: row.step })}
          {...(total !== null && { total })}
          onEnd={groups.more}
          sorted={query.sort ?? 'newest'}
          onSort={(sort) => route(link('groups', { ...query, sort }), true)}
        />
      )}
    </>
  );
}

/** From the lowest to the highest reward, as a bar between 0 and 1, and in numbers. */
function Range({ row: { lowest, highest } }: { readonly row: GroupLine }) {
  if (lowest === null || highest === null) return <span class="quiet">none</span>;
  const inside = (value: number) => Math.max(0, Math.min(1, value)) * 40;
  return (
    <span class="range">
      <svg viewBox="0 0 46 8" aria-hidden="true">
        <rect class="range-all" x="0" y="3" width="46" height="2" />
        <rect x={inside(lowest)} y="1" width={6 + inside(highest) - inside(lowest)} height="6" rx="3" />
      </svg>
      {lowest === highest ? rewardText(lowest) : `${rewardText(lowest)}–${rewardText(highest)}`}
    </span>
  );
}
