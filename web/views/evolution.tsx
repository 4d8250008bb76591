import { useEffect, useState } from 'preact/hooks';
import { get } from '../api/client.ts';
import { readEvents } from '../api/events.ts';
import type { EvolutionEvent, EvolutionNow } from '../api/types.ts';
import { useData } from '../api/use-data.ts';
import { agoText, countText, timeText } from '../parts/format.ts';
import { PageHead } from '../parts/page-head.tsx';
import { PlainTable } from '../parts/plain-table.tsx';
import { Loaded, NothingHere } from '../parts/states.tsx';
import { Words } from '../parts/words.tsx';
import { link } from '../routes.ts';
import { EventLine } from './evolution/event-line.tsx';
import { Trial } from './evolution/trial.tsx';

/** Events that stand on the page, the newest. */
const SHOWN = 200;

/** The loop of evolution: alarms with their rollouts, shadow against incumbent, and all that was noticed and done, live. */
export function EvolutionView() {
  const found = useData('evolution', (signal) => get<EvolutionNow>('v1/evolution', {}, { signal }));
  const told = useLoopEvents(found.reload);
  const known = found.data?.events ?? [];
  const events = [...known, ...told.filter(({ number }) => number > (known.at(-1)?.number ?? 0))];
  return (
    <div class="stack">
      <PageHead title="Evolution">
        {found.data && found.data.updated > 0 && (
          <span class="quiet">
            {countText(found.data.groups)} groups looked at · {agoText(found.data.updated)}
          </span>
        )}
      </PageHead>
      <Loaded from={found}>
        {({ changes, alarms, today }) => (
          <>
            {alarms.length > 0 && (
              <section class="card" aria-label="Alarms">
                <h2>Alarms</h2>
                <ol class="timeline">
                  {alarms.toReversed().map((alarm) => (
                    <EventLine key={alarm.number} event={alarm} />
                  ))}
                </ol>
              </section>
            )}
            <section class="card" aria-label="Changes on trial">
              <h2>Shadow against incumbent</h2>
              {changes.length === 0 ? (
                <p class="quiet">Nothing is on trial, and nothing was.</p>
              ) : (
                <>
                  <Changes changes={changes} />
                  {changes.toReversed().map((change, at) => (
                    <details key={change.id} open={at === 0}>
                      <summary>
                        <Words>{titleOf(change.what)}</Words> over its items
                      </summary>
                      <Trial change={change} />
                    </details>
                  ))}
                </>
              )}
              <p class="quiet">
                Today: {today.audits} audits, {today.acquisitions} acquisitions.
              </p>
            </section>
          </>
        )}
      </Loaded>
      <section class="card" aria-label="What the loop noticed and did">
        <h2>What the loop noticed and did</h2>
        {events.length === 0 ? (
          <NothingHere what="Nothing yet. The loop runs where `evolution.enabled` is set, or by `rlar evolution run`." />
        ) : (
          <ol class="timeline">
            {events
              .slice(-SHOWN)
              .reverse()
              .map((event) => (
                <EventLine key={event.number} event={event} />
              ))}
          </ol>
        )}
      </section>
    </div>
  );
}

function Changes({ changes }: { readonly changes: EvolutionNow['changes'] }) {
  const mean = ({ sum, seen }: { readonly sum: number; readonly seen: number }) =>
    seen === 0 ? null : 2 * (sum / seen) - 1;
  const rows = changes.toReversed();
  return (
    <PlainTable
      label="Changes on trial"
      heads={['change', 'phase', 'items', 'advantage', 'evidence for', 'evidence against', 'last', 'updated']}
      numeric={[2, 3, 4, 5, 7]}
      rows={rows.map(({ what, phase, items, duel, note, updated, incumbent, candidate }) => {
        // Once it is made, the bets are on what was before.
        const isTried = phase === 'shadow' || phase === 'retired';
        const [better, worse] = isTried ? [duel.forward, duel.back] : [duel.back, duel.forward];
        const advantage = mean(better);
        return [
          <a href={link('library', { before: incumbent, after: candidate })}>
            <Words>{titleOf(what)}</Words>
          </a>,
          <span class={`outcome ${phase}`}>{phase}</span>,
          items,
          advantage === null ? '–' : `${advantage > 0 ? '+' : ''}${advantage.toFixed(3)}`,
          wealth(better.log),
          wealth(worse.log),
          <Words>{note}</Words>,
          <span title={timeText(updated)}>{agoText(updated)}</span>,
        ];
      })}
    />
  );
}

function titleOf(what: EvolutionNow['changes'][number]['what']): string {
  if ('card' in what) return `${what.card.id}@${what.card.version}`;
  return 'remove' in what ? `without ${what.remove}` : `decision for ${what.decide.kind}`;
}

/** The wealth of a bet: 20 is enough to decide with an error of 5 %. */
function wealth(log: number): string {
  return log > 14 ? 'over a million' : Math.exp(log).toPrecision(3);
}

/** Each new event of the loop as it comes. */
function useLoopEvents(onNew: () => void): readonly EvolutionEvent[] {
  const [events, setEvents] = useState<readonly EvolutionEvent[]>([]);
  useEffect(() => {
    const ending = new AbortController();
    void readEvents('v1/events', {
      signal: ending.signal,
      onEvent: ({ data }) => {
        const event = JSON.parse(data) as EvolutionEvent;
        setEvents((before) =>
          before.some(({ number }) => number === event.number)
            ? before
            : [...before, event].slice(-2 * SHOWN),
        );
        onNew();
      },
    });
    return () => ending.abort();
  }, []);
  return events;
}
