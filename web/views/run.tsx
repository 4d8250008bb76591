import { useLocation } from 'preact-iso';
import { get } from '../api/client.ts';
import type { Histogram, RunReport, Series } from '../api/types.ts';
import { useAlarms } from '../api/use-alarms.ts';
import { useData } from '../api/use-data.ts';
import { useLive } from '../api/use-live.ts';
import type { Mark } from '../parts/chart.tsx';
import { Filters } from '../parts/filters.tsx';
import { agoText, countText, rewardText, shareText } from '../parts/format.ts';
import { Heatmap } from '../parts/heatmap.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { Loaded, NothingHere } from '../parts/states.tsx';
import { link } from '../routes.ts';
import { alarmRuns } from '../text/alarm-places.ts';
import { EventLine } from './evolution/event-line.tsx';
import { PartsTable } from './run/parts-table.tsx';
import { RunCharts } from './run/run-charts.tsx';

const WAYS = ['all', 'kind', 'tool'] as const;

/** One run over its steps: what is rewarded, by what, and what is not. Every point leads to its rollouts. */
export function RunView() {
  const { query, route } = useLocation();
  const { run = '', kind, tool } = query;
  const by = WAYS.find((way) => way === query.by) ?? 'all';
  const only = { run, kind, tool };
  const key = JSON.stringify({ ...only, by });
  const path = `v1/runs/${encodeURIComponent(run)}`;
  const report = useData(run === '' ? null : key, (signal) =>
    get<RunReport>(path, { kind, tool }, { signal }),
  );
  const figures = useData(run === '' ? null : key, async (signal) => {
    const [all, parts, histogram] = await Promise.all([
      get<Series>('v1/series', only, { signal }),
      by === 'all' ? null : get<Series>('v1/series', { ...only, by }, { signal }),
      get<Histogram>('v1/histogram', { ...only, bins: 20, points: 120 }, { signal }),
    ]);
    return { all, parts: parts ?? all, histogram };
  });
  const { alarms, hear } = useAlarms();
  const own = alarms.filter((alarm) => alarmRuns(alarm).has(run));
  useLive(() => {
    report.reload();
    figures.reload();
  }, hear);
  if (run === '') return <NothingHere what="No run is chosen." />;
  const open = (step: number): void => route(link('rewards', { ...only, step }));
  const place = (step: number): string => `step ${step}`;
  const phases = report.data?.entry?.phases ?? [];
  const marks: Mark[] = [
    ...phases
      .filter(({ fromStep }) => fromStep > 0)
      .map(({ fromStep, snapshot }) => ({
        at: fromStep,
        label: `library ${snapshot.slice(0, 8)}`,
        colour: 'second' as const,
      })),
    ...own.flatMap((alarm) => {
      const step = alarmRuns(alarm).get(run);
      const label = `alarm, ${String(alarm.data.watch ?? alarm.text)}`;
      return typeof step === 'number' ? [{ at: step, label, colour: 'bad' as const }] : [];
    }),
  ];
  const body = (
    <>
      {own.length > 0 && (
        <section class="card" aria-label="Alarms">
          <h2>Alarms</h2>
          <ol class="timeline">
            {own.toReversed().map((alarm) => (
              <EventLine key={alarm.number} event={alarm} />
            ))}
          </ol>
        </section>
      )}
      <div class="controls">
        <fieldset class="choice">
          <legend class="unseen">Lines</legend>
          {WAYS.map((way) => (
            <a
              key={way}
              href={link('run', { ...query, by: way === 'all' ? null : way })}
              aria-current={way === by ? 'true' : undefined}
            >
              {way === 'all' ? 'all together' : `by ${way}`}
            </a>
          ))}
        </fieldset>
        <Filters
          view="run"
          names={['kind', 'tool']}
          known={{
            kind: names(report.data?.kinds),
            tool: names(report.data?.tools),
          }}
        />
      </div>
      <Loaded from={figures}>
        {({ all, parts, histogram }) => (
          <>
            <RunCharts all={all} parts={parts} place={place} onOpen={open} marks={marks} />
            <div class="card">
              <Heatmap title="Distribution of rewards" histogram={histogram} place={place} onOpen={open} />
            </div>
          </>
        )}
      </Loaded>
      {report.data && (
        <div class="part-tables">
          <PartsTable
            title="Kinds"
            parts={report.data.kinds}
            href={(part) => link('run', { ...query, kind: part })}
          />
          <PartsTable
            title="Tools"
            parts={report.data.tools}
            href={(part) => link('run', { ...query, tool: part })}
          />
          <PartsTable
            title="Libraries"
            parts={report.data.snapshots}
            href={(part) => link('rewards', { run, snapshot: part })}
          />
        </div>
      )}
    </>
  );
  return (
    <>
      <PageHead title={run} above={<a href={link('runs')}>Runs</a>}>
        <span class="links">
          <a href={link('rewards', only)}>its rewards</a>
          <a href={link('groups', { ...only, sort: 'spread' })}>its groups</a>
          <a href={link('compare', { a: run })}>compare</a>
        </span>
      </PageHead>
      <Loaded from={report}>{(data) => <Facts report={data} />}</Loaded>
      {(report.data || !report.error) && body}
    </>
  );
}

function names(parts: RunReport['kinds'] | undefined): string[] {
  return (parts ?? []).flatMap(({ part }) => (part === null ? [] : [String(part)]));
}

/** The run in a line of figures. */
function Facts({ report: { figures, entry } }: { readonly report: RunReport }) {
  if (!figures) return <p class="quiet">No reward matches.</p>;
  const { rewards, mean, scored, missing, groups, zeroSignal, length, latest } = figures;
  const told: readonly (readonly [string, string])[] = [
    ['rewards', countText(rewards)],
    ['mean', rewardText(mean)],
    ['with a reward', shareText(scored, rewards)],
    ['none by output', shareText(missing.output, rewards)],
    ['by query', shareText(missing.query, rewards)],
    ['by system', shareText(missing.system + missing.other, rewards)],
    ['groups without a signal', shareText(zeroSignal ?? 0, groups ?? 0)],
    ['characters', length === null ? '–' : countText(Math.round(length))],
    ['newest', agoText(latest)],
    ...(entry ? [['began', agoText(entry.created)] as const] : []),
  ];
  return (
    <dl class="figures">
      {told.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
