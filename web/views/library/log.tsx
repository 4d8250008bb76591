import { useState } from 'preact/hooks';
import { ApiError, get, post } from '../../api/client.ts';
import type { LibraryLog, LogEntry } from '../../api/types.ts';
import { useData } from '../../api/use-data.ts';
import { agoText, timeText } from '../../parts/format.ts';
import { PlainTable } from '../../parts/plain-table.tsx';
import { Loaded } from '../../parts/states.tsx';
import { Words } from '../../parts/words.tsx';
import { link } from '../../routes.ts';

/** What was published, removed and rolled back, the newest first. */
export function Log() {
  const found = useData('log', (signal) => get<LibraryLog>('v1/library/log', { limit: 200 }, { signal }));
  return (
    <section class="card" aria-label="History of the library">
      <h2>History</h2>
      <Loaded from={found}>
        {({ items }) =>
          items.length === 0 ? (
            <p class="quiet">Nothing was published here yet: the library is what came with rlar.</p>
          ) : (
            <Entries items={items} onChange={found.reload} />
          )
        }
      </Loaded>
    </section>
  );
}

interface EntriesProps {
  readonly items: readonly LogEntry[];
  /** The tool whose page it is. */
  readonly tool?: string;
  /** Called after a roll back; without it there is none. */
  readonly onChange?: () => void;
}

export function Entries({ items, tool, onChange }: EntriesProps) {
  const [said, setSaid] = useState<string | null>(null);
  const rollBack = async (seq: number): Promise<void> => {
    const reason = prompt(`Publish the library of entry ${seq} again? Runs keep their snapshots. Why:`);
    if (reason === null) return;
    try {
      const { snapshot } = await post<{ snapshot: string }>('v1/library/rollback', { to: seq, reason });
      setSaid(`The library is ${snapshot} now.`);
      onChange?.();
    } catch (thrown) {
      const { message, remedy } =
        thrown instanceof ApiError ? thrown : new ApiError(0, 'page', String(thrown));
      setSaid(`${message}. ${remedy ?? ''}`);
    }
  };
  return (
    <>
      {said !== null && (
        <p role="status" class="state">
          <Words>{said}</Words>
        </p>
      )}
      <PlainTable
        label="Entries of the log"
        heads={['entry', 'when', 'what', 'changes', 'by', 'why', 'snapshot', ...(onChange ? ['back'] : [])]}
        numeric={[0]}
        rows={items.map((entry) => [
          entry.seq,
          <span title={timeText(entry.at)}>{agoText(entry.at)}</span>,
          <span class={`outcome ${entry.action}`}>{entry.action}</span>,
          <Words>
            {entry.changes
              .map(({ id, from, to }) => `${id} ${from ?? 'none'} → ${to ?? 'none'}`)
              .slice(0, 8)
              .join('\n')}
          </Words>,
          <Words>{entry.by}</Words>,
          <Words>{entry.reason}</Words>,
          <a
            href={link('library', {
              before: String(Math.max(1, entry.seq - 1)),
              after: String(entry.seq),
              tool,
            })}
          >
            <Words>{entry.snapshot.slice(0, 8)}</Words>
          </a>,
          ...(onChange
            ? [
                <button type="button" onClick={() => void rollBack(entry.seq)}>
                  Roll back to {entry.seq}
                </button>,
              ]
            : []),
        ])}
      />
    </>
  );
}
