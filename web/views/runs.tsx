import { useEffect, useMemo, useState } from 'preact/hooks';
import { get } from '../api/client.ts';
import type { EvolutionEvent, RunList, RunSummary, Series } from '../api/types.ts';
import { useAlarms } from '../api/use-alarms.ts';
import { useData } from '../api/use-data.ts';
import { useLive } from '../api/use-live.ts';
import { agoText, countText, rewardText, shareText } from '../parts/format.ts';
import { PageHead } from '../parts/page-head.tsx';
import { Sparkline } from '../parts/sparkline.tsx';
import { Loaded, NothingHere } from '../parts/states.tsx';
import { type Column, VirtualTable } from '../parts/virtual-table.tsx';
import { Words } from '../parts/words.tsx';
import { link } from '../routes.ts';
import { alarmRuns } from '../text/alarm-places.ts';

const figure =
  (read: (figures: NonNullable<RunSummary['figures']>) => string) =>
  ({ figures }: RunSummary): string =>
    figures ? read(figures) : '–';

const COLUMNS: readonly Column<RunSummary>[] = [
  { name: 'run', width: 'minmax(8rem, 2fr)', cell: ({ run }) => <Words>{run ?? '(without a run)'}</Words> },
  { name: 'rewards', width: '5rem', numeric: true, cell: figure(({ rewards }) => countText(rewards)) },
  { name: 'mean', width: '3.5rem', numeric: true, cell: figure(({ mean }) => rewardText(mean)) },
  { name: 'over its steps', width: '6rem', wide: true, cell: (row) => <OverSteps row={row} /> },
  { name: 'kinds', width: 'minmax(7rem, 2fr)', wide: true, cell: (row) => <Kinds row={row} /> },
  {
    name: 'none: output',
    width: '5.4rem',
    numeric: true,
    cell: figure(({ missing, rewards }) => shareText(missing.output, rewards)),
  },
  {
    name: 'query',
    width: '3.8rem',
    numeric: true,
    wide: true,
    cell: figure(({ missing, rewards }) => shareText(missing.query, rewards)),
  },
  {
    name: 'system',
    width: '3.8rem',
    numeric: true,
    wide: true,
    cell: figure(({ missing, rewards }) => shareText(missing.system + missing.other, rewards)),
  },
  {
    name: 'no signal',
    width: '4.5rem',
    numeric: true,
    wide: true,
    cell: figure(({ groups, zeroSignal }) => shareText(zeroSignal ?? 0, groups ?? 0)),
  },
  { name: 'library by steps', width: 'minmax(7rem, 1.2fr)', wide: true, cell: ({ entry }) => phases(entry) },
  {
    name: 'newest',
    width: '5.5rem',
    numeric: true,
    wide: true,
    cell: figure(({ latest }) => agoText(latest)),
  },
];

function alarmsText(count: number): string {
  return `${count} ${count === 1 ? 'alarm' : 'alarms'}`;
}

/** @returns the columns, with how many alarms speak of each run where there are any */
function withAlarms(alarms: readonly EvolutionEvent[]): readonly Column<RunSummary>[] {
  if (alarms.length === 0) return COLUMNS;
  const counts = new Map<string, number>();
  for (const alarm of alarms)
    for (const run of alarmRuns(alarm).keys()) counts.set(run, (counts.get(run) ?? 0) + 1);
  return COLUMNS.map((column) =>
    column.name !== 'run'
      ? column
      : {
          ...column,
          cell: (row, at) => {
            const count = counts.get(row.run ?? '') ?? 0;
            return (
              <>
                {count > 0 && (
                  <span class="alarm" title={alarmsText(count)}>
                    {count}
                    <span class="unseen"> {count === 1 ? 'alarm' : 'alarms'}: </span>
                  </span>
                )}
                {column.cell(row, at)}
              </>
            );
          },
        },
  );
}

/** Every run, live: the first thing that one opens. */
export function RunsView() {
  const runs = useData('runs', (signal) => get<RunList>('v1/runs', {}, { signal }));
  const { alarms, hear } = useAlarms();
  useLive(runs.reload, hear);
  const columns = useMemo(() => withAlarms(alarms), [alarms]);
  return (
    <>
      <PageHead title="Runs">
        {alarms.length > 0 && (
          <a class="alarm" href={link('evolution')}>
            {alarmsText(alarms.length)}
          </a>
        )}
      </PageHead>
      <Loaded from={runs}>
        {({ items }) =>
          items.length === 0 ? (
            <NothingHere what="Nothing is scored yet.">
              <p>
                Runs appear here with the first rewards that a trainer asks for; nothing needs to be reloaded.
              </p>
            </NothingHere>
          ) : (
            <VirtualTable
              label="Runs"
              columns={columns}
              rows={items}
              keyOf={({ run }) => run ?? ''}
              href={({ run }) => (run === null ? link('rewards') : link('run', { run }))}
            />
          )
        }
      </Loaded>
    </>
  );
}

/** "lib-c847 · from 40 lib-91c0": which library served from which step on. */
function phases(entry: RunSummary['entry']) {
  return (entry?.phases ?? []).map(({ fromStep, snapshot }, at) => (
    <span key={fromStep} title={`${snapshot} from step ${fromStep}`}>
      {at > 0 ? ` · from ${fromStep} ` : ''}
      {snapshot.slice(0, 8)}
    </span>
  ));
}

/** What a row asks for by itself, once for as many rewards as it has. */
const asked = new Map<string, Promise<Series>>();

function useSeries({ run, figures }: RunSummary): Series | null {
  const [found, setFound] = useState<Series | null>(null);
  const key = run === null || !figures ? null : `${run}\n${figures.rewards}`;
  useEffect(() => {
    if (key === null) return;
    const wanted = asked.get(key) ?? get<Series>('v1/series', { run, by: 'kind', points: 24 });
    asked.set(key, wanted);
    let here = true;
    wanted.then(
      (series) => here && setFound(series),
      () => asked.delete(key),
    );
    return () => {
      here = false;
    };
  }, [key]);
  return found;
}

function OverSteps({ row }: { readonly row: RunSummary }) {
  const series = useSeries(row);
  if (!series) return null;
  const sums = new Map<number, { sum: number; scored: number }>();
  for (const { points } of series.parts)
    for (const { from, mean, scored } of points) {
      if (from === null) continue;
      const { sum, scored: before } = sums.get(from) ?? { sum: 0, scored: 0 };
      sums.set(from, { sum: sum + (mean ?? 0) * scored, scored: before + scored });
    }
  const inOrder = [...sums].sort(([one], [other]) => one - other);
  return <Sparkline values={inOrder.map(([, { sum, scored }]) => (scored === 0 ? null : sum / scored))} />;
}

function Kinds({ row }: { readonly row: RunSummary }) {
  const series = useSeries(row);
  const kinds = (series?.parts ?? []).flatMap(({ part }) => (part === null ? [] : [part]));
  return <Words>{kinds.join(', ')}</Words>;
}
