import { useLocation } from 'preact-iso';
import { get } from '../api/client.ts';
import { useEvents } from '../api/events.ts';
import type { AcquisitionDetail, AcquisitionList, AcquisitionState } from '../api/types.ts';
import { useData } from '../api/use-data.ts';
import { agoText, countText, timeText } from '../parts/format.ts';
import { JsonView } from '../parts/json-view.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { PlainTable } from '../parts/plain-table.tsx';
import { Loaded, NothingHere } from '../parts/states.tsx';
import { Words } from '../parts/words.tsx';
import { link } from '../routes.ts';
import { AgentEvent } from './acquisitions/agent-event.tsx';

/** What agents acquire: live progress, the trace of each, and what it cost. */
export function AcquisitionsView() {
  const { query } = useLocation();
  return query.id ? <Acquisition key={query.id} id={query.id} /> : <Acquisitions />;
}

function Acquisitions() {
  const found = useData('acquisitions', (signal) => get<AcquisitionList>('v1/acquisitions', {}, { signal }));
  useEvents('v1/live', ({ event }) => {
    if (event === 'acquisitions') found.reload();
  });
  return (
    <div class="stack">
      <PageHead title="Acquisitions" />
      <Loaded from={found}>
        {({ acquisitions }) =>
          acquisitions.length === 0 ? (
            <NothingHere what="Nothing was acquired yet. `rlar acquire` has an agent write a verifier, or find a reward model; a server does it by itself where `acquire` is configured." />
          ) : (
            <section class="card">
              <PlainTable
                label="Acquisitions"
                heads={['for', 'status', 'last', 'tool', 'calls', 'tokens', 'cost', 'updated']}
                numeric={[4, 5, 6, 7]}
                rows={acquisitions.map((one) => [
                  <a href={link('acquisitions', { id: one.id })}>
                    <Words>{targetOf(one)}</Words>
                  </a>,
                  <span class={`outcome ${one.status}`}>{one.status}</span>,
                  <Words>{one.note.slice(0, 200)}</Words>,
                  one.tool ? (
                    <a href={link('library', { tool: one.tool.id })}>
                      <Words>{`${one.tool.id}@${one.tool.version}`}</Words>
                    </a>
                  ) : (
                    '–'
                  ),
                  countText(one.usage.calls),
                  countText(one.usage.inputTokens + one.usage.outputTokens),
                  costText(one.usage.costUsd),
                  <span title={timeText(one.updated)}>{agoText(one.updated)}</span>,
                ])}
              />
            </section>
          )
        }
      </Loaded>
    </div>
  );
}

function Acquisition({ id }: { readonly id: string }) {
  const path = `v1/acquisitions/${encodeURIComponent(id)}`;
  const found = useData(path, (signal) => get<AcquisitionDetail>(path, {}, { signal }));
  useEvents('v1/live', ({ event }) => {
    if (event === 'acquisitions') found.reload();
  });
  return (
    <div class="stack">
      {found.data === null && <PageHead title={id} above={<a href={link('acquisitions')}>Acquisitions</a>} />}
      <Loaded from={found}>
        {(one) => (
          <>
            <PageHead title={targetOf(one)} above={<a href={link('acquisitions')}>Acquisitions</a>}>
              <span class={`outcome ${one.status}`}>{one.status}</span>
              <span class="quiet">
                {id} · {agoText(one.updated)}
              </span>
            </PageHead>
            <section class="card" aria-label="Outcome">
              <p>
                <Words>{one.note}</Words>
              </p>
              <dl class="figures">
                <Fact name="samples">
                  {`${one.samples.queries} queries, ${one.samples.rollouts} rollouts, ${one.samples.labelled} labelled`}
                </Fact>
                <Fact name="model">{one.model ?? 'none'}</Fact>
                <Fact name="attempts">{String(one.attempts)}</Fact>
                <Fact name="cost">{costText(one.usage.costUsd)}</Fact>
              </dl>
              {one.tool && (
                <p>
                  It brought{' '}
                  <a href={link('library', { tool: one.tool.id })}>
                    <Words>{`${one.tool.id}@${one.tool.version}`}</Words>
                  </a>
                  .
                </p>
              )}
            </section>
            <section class="card" aria-label="Calls">
              <h2>Calls of the agent</h2>
              <PlainTable
                label="Calls of the agent"
                heads={['for', 'calls', 'tokens in', 'tokens out', 'seconds']}
                numeric={[1, 2, 3, 4]}
                rows={one.calls.map(({ purpose, calls, inputTokens, outputTokens, ms }) => [
                  <Words>{purpose}</Words>,
                  calls,
                  countText(inputTokens),
                  countText(outputTokens),
                  (ms / 1_000).toFixed(1),
                ])}
              />
            </section>
            <section class="card" aria-label="What happened">
              <h2>What happened</h2>
              <ol class="events">
                {one.events.map((event, at) => (
                  <li key={at}>
                    <AgentEvent event={event} />
                  </li>
                ))}
              </ol>
            </section>
            {one.error && (
              <section class="card" aria-label="Error">
                <JsonView value={one.error} />
              </section>
            )}
          </>
        )}
      </Loaded>
    </div>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <Words>{children}</Words>
      </dd>
    </div>
  );
}

function targetOf({ target }: Pick<AcquisitionState, 'target'>): string {
  if (target.what === 'constraint') return `constraint ${target.id}`;
  return target.what === 'kind' ? target.kind : `reward model for ${target.kind}`;
}

function costText(usd: number | null): string {
  return usd === null ? 'no prices' : `$${usd.toFixed(usd < 1 ? 4 : 2)}`;
}
