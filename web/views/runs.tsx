import { get } from '../api/client.ts';
import { useEvents } from '../api/events.ts';
import type { RunList, RunSummary } from '../api/types.ts';
import { useData } from '../api/use-data.ts';
import { agoText, countText, rewardText, shareText } from '../parts/format.ts';
import { PageHead } from '../parts/page-head.tsx';
import { Loaded, NothingHere } from '../parts/states.tsx';
import { type Column, VirtualTable } from '../parts/virtual-table.tsx';
import { Words } from '../parts/words.tsx';
import { link } from '../routes.ts';

const COLUMNS: readonly Column<RunSummary>[] = [
  { name: 'run', width: 'minmax(10rem, 1fr)', cell: ({ run }) => <Words>{run ?? '(without a run)'}</Words> },
  { name: 'rewards', width: '6rem', numeric: true, cell: ({ figures }) => countText(figures?.rewards ?? 0) },
  { name: 'mean', width: '5rem', numeric: true, cell: ({ figures }) => rewardText(figures?.mean) },
  {
    name: 'no reward',
    width: '6rem',
    numeric: true,
    cell: ({ figures }) => (figures ? shareText(figures.rewards - figures.scored, figures.rewards) : '–'),
  },
  {
    name: 'newest',
    width: '6rem',
    numeric: true,
    wide: true,
    cell: ({ figures }) => (figures ? agoText(figures.latest) : '–'),
  },
];

/** Every run, live. */
export function RunsView() {
  const runs = useData('runs', (signal) => get<RunList>('v1/runs', {}, { signal }));
  useEvents('v1/live', ({ event }) => {
    if (event === 'ledger') runs.reload();
  });
  return (
    <>
      <PageHead title="Runs" />
      <Loaded from={runs}>
        {({ items }) =>
          items.length === 0 ? (
            <NothingHere what="Nothing is scored yet. Runs appear here with the first rewards that a trainer asks for." />
          ) : (
            <VirtualTable
              label="Runs"
              columns={COLUMNS}
              rows={items}
              keyOf={({ run }) => run ?? ''}
              href={({ run }) => link('run', { run })}
            />
          )
        }
      </Loaded>
    </>
  );
}
