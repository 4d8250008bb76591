import { get } from '../../api/client.ts';
import type { LibraryDiff, ToolCard } from '../../api/types.ts';
import { useData } from '../../api/use-data.ts';
import { PageHead } from '../../parts/page-head.tsx';
import { PlainTable } from '../../parts/plain-table.tsx';
import { Loaded } from '../../parts/states.tsx';
import { Words } from '../../parts/words.tsx';
import { link } from '../../routes.ts';

interface DiffProps {
  readonly before: string;
  readonly after: string | undefined;
  readonly tool: string | undefined;
}

/** What is different between two snapshots; of one tool, field by field. */
export function Diff({ before, after, tool }: DiffProps) {
  const found = useData(JSON.stringify([before, after, tool]), (signal) =>
    get<LibraryDiff>('v1/library/diff', { before, after, tool }, { signal }),
  );
  return (
    <div class="stack">
      <PageHead
        title={`${before} → ${after ?? 'the library as it is'}`}
        above={
          <>
            <a href={link('library')}>Library</a>
            {tool !== undefined && (
              <a href={link('library', { tool })}>
                <Words>{tool}</Words>
              </a>
            )}
          </>
        }
      />
      <Loaded from={found}>
        {({ differences, cards }) => (
          <>
            <section class="card" aria-label="Differences">
              <PlainTable
                label="Differences"
                heads={['tool', 'what', 'before', 'after']}
                rows={differences.map(({ id, what, from, to }) => [
                  <a href={link('library', { before, after, tool: id })}>
                    <Words>{id}</Words>
                  </a>,
                  what,
                  <Words>{from ?? 'none'}</Words>,
                  <Words>{to ?? 'none'}</Words>,
                ])}
              />
              {differences.length === 0 && <p class="quiet">There is no difference.</p>}
            </section>
            {cards && <Fields before={cards[0]} after={cards[1]} />}
          </>
        )}
      </Loaded>
    </div>
  );
}

function Fields({ before, after }: { readonly before: ToolCard | null; readonly after: ToolCard | null }) {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  const text = (card: ToolCard | null, name: string): string =>
    card === null ? 'no card' : (JSON.stringify(Reflect.get(card, name), null, 1) ?? 'none');
  const changed = names.filter((name) => text(before, name) !== text(after, name));
  return (
    <section class="card" aria-label="The card, field by field">
      <h2>The card, field by field</h2>
      {changed.length === 0 ? (
        <p class="quiet">Both cards say the same.</p>
      ) : (
        <PlainTable
          label="Fields"
          heads={['field', 'before', 'after']}
          rows={changed.map((name) => [
            name,
            <pre>
              <Words>{text(before, name).slice(0, 5_000)}</Words>
            </pre>,
            <pre>
              <Words>{text(after, name).slice(0, 5_000)}</Words>
            </pre>,
          ])}
        />
      )}
    </section>
  );
}
