import { useLocation } from 'preact-iso';
import { get } from '../api/client.ts';
import type { RunReport } from '../api/types.ts';
import { useData } from '../api/use-data.ts';
import { Chart } from '../parts/chart.tsx';
import { rewardText } from '../parts/format.ts';
import { PageHead } from '../parts/page-head.tsx';
import { Loaded } from '../parts/states.tsx';
import { link } from '../routes.ts';

/** One run over its steps. */
export function RunView() {
  const { query, route } = useLocation();
  const run = query.run ?? '';
  const path = `v1/runs/${encodeURIComponent(run)}`;
  const report = useData(path, (signal) => get<RunReport>(path, {}, { signal }));
  return (
    <>
      <PageHead title={run} above={<a href={link('runs')}>Runs</a>} />
      <Loaded from={report}>
        {({ steps }) => (
          <div class="card">
            <Chart
              title="Mean reward"
              at={steps.map(({ part }) => Number(part ?? 0))}
              series={[{ label: 'mean', values: steps.map(({ mean }) => mean) }]}
              format={rewardText}
              place={(at) => `step ${at}`}
              onOpen={(step) => route(link('rewards', { run, step }))}
            />
          </div>
        )}
      </Loaded>
    </>
  );
}
