import { useLocation } from 'preact-iso';
import { get } from '../api/client.ts';
import { useEvents } from '../api/events.ts';
import type { ToolCard, ToolList } from '../api/types.ts';
import { useData } from '../api/use-data.ts';
import { PageHead } from '../parts/page-head.tsx';
import { PlainTable } from '../parts/plain-table.tsx';
import { Loaded } from '../parts/states.tsx';
import { Words } from '../parts/words.tsx';
import { link } from '../routes.ts';
import { Card } from './library/card.tsx';
import { Diff } from './library/diff.tsx';
import { Log } from './library/log.tsx';

/** The tools, each as a page that a person can judge; what was published when; and the way back. */
export function LibraryView() {
  const { query } = useLocation();
  if (query.before) return <Diff before={query.before} after={query.after} tool={query.tool} />;
  return query.tool ? <Card key={query.tool} id={query.tool} /> : <Tools />;
}

function Tools() {
  const found = useData('tools', (signal) => get<ToolList>('v1/tools', {}, { signal }));
  useEvents('v1/live', ({ event }) => {
    if (event === 'library') found.reload();
  });
  return (
    <div class="stack">
      <PageHead title="Library">
        {found.data && <span class="quiet">snapshot {found.data.snapshot}</span>}
      </PageHead>
      <Loaded from={found}>
        {({ tools, health }) => (
          <section class="card" aria-label="Tools">
            <PlainTable
              label="Tools"
              heads={['tool', 'version', 'type', 'slot', 'serves', 'evidence', 'origin', 'health']}
              rows={tools.map((card) => {
                const known = health.find(({ tool }) => tool === card.id);
                return [
                  <a href={link('library', { tool: card.id })}>
                    <Words>{card.id}</Words>
                  </a>,
                  <span key="version" title={card.version}>
                    <Words>{card.version.split('+')[0]!}</Words>
                  </span>,
                  card.type,
                  card.slot,
                  <Words>{(card.constraint ?? card.kinds.join(' ')) || 'pinned only'}</Words>,
                  <EvidenceState card={card} />,
                  card.provenance.origin,
                  known?.ok === undefined || known.ok === null ? (
                    '–'
                  ) : known.ok ? (
                    <span class="good">well</span>
                  ) : (
                    <span class="bad">
                      <Words>{known.reason ?? 'unwell'}</Words>
                    </span>
                  ),
                ];
              })}
            />
          </section>
        )}
      </Loaded>
      <Log />
    </div>
  );
}

/** Whether a tool may be routed to, by its evidence. */
export function EvidenceState({ card: { evidence } }: { readonly card: ToolCard }) {
  if (!evidence) return <span class="outcome not-applicable">none: pinned only</span>;
  if (!evidence.admitted) return <span class="outcome refused">refused</span>;
  if (evidence.provisional) return <span class="outcome provisional">provisional</span>;
  return <span class="outcome admitted">admitted</span>;
}
