import { useRef, useState } from 'preact/hooks';
import { ApiError, ask } from '../api/client.ts';
import type { FileCheck } from '../api/types.ts';
import { countText, shareText } from '../parts/format.ts';
import { PageHead } from '../parts/page-head.tsx';
import { PlainTable } from '../parts/plain-table.tsx';
import { Words } from '../parts/words.tsx';

type State =
  | { readonly step: 'none' }
  | { readonly step: 'checking'; readonly name: string }
  | { readonly step: 'failed'; readonly name: string; readonly error: ApiError }
  | { readonly step: 'checked'; readonly name: string; readonly found: FileCheck };

/** Drop a file: which rows get a reward, from what, and which do not and why. Nothing is scored or kept. */
export function CheckView() {
  const [state, setState] = useState<State>({ step: 'none' });
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const check = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    const { name } = file;
    setState({ step: 'checking', name });
    try {
      const response = await ask(`v1/check?name=${encodeURIComponent(name.slice(-200))}`, {
        method: 'POST',
        body: file,
        headers: { 'content-type': 'application/octet-stream' },
      });
      setState({ step: 'checked', name, found: (await response.json()) as FileCheck });
    } catch (thrown) {
      const error = thrown instanceof ApiError ? thrown : new ApiError(0, 'page', String(thrown));
      setState({ step: 'failed', name, error });
    }
  };
  return (
    <div class="stack">
      <PageHead title="Check" />
      <section
        class={`drop${over ? ' over' : ''}`}
        aria-label="The file"
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          void check(event.dataTransfer?.files[0]);
        }}
      >
        <p>Drop a file of rows here: which of them get a reward, from what, and which do not and why.</p>
        <p class="quiet">
          JSONL, JSON, CSV, TSV or Parquet, gzipped too. Nothing is scored, and nothing is kept.
        </p>
        <button type="button" class="primary" onClick={() => input.current?.click()}>
          Choose a file
        </button>
        <input
          ref={input}
          type="file"
          hidden
          aria-label="File of rows"
          onChange={(event) => void check(event.currentTarget.files?.[0])}
        />
      </section>
      <div aria-live="polite" class="stack">
        {state.step === 'checking' && (
          <p class="state">
            Checking <Words>{state.name}</Words>…
          </p>
        )}
        {state.step === 'failed' && (
          <div class="state failure" role="alert">
            <strong>
              <Words>{state.error.message}</Words>
            </strong>{' '}
            <code>{state.error.code}</code>
            {state.error.remedy && <p>{state.error.remedy}</p>}
          </div>
        )}
        {state.step === 'checked' && <Checked name={state.name} found={state.found} />}
      </div>
    </div>
  );
}

function Checked({ name, found }: { readonly name: string; readonly found: FileCheck }) {
  const { rows, served, bad, badLines, buckets, shapes, notes, estimate } = found;
  const without = buckets.filter(({ tools }) => tools === '');
  const named = Object.entries(shapes).map(
    ([shape, count]) => `${shape || 'field names of rlar'} (${count})`,
  );
  const cells = ({ kind, source, count, examples }: FileCheck['buckets'][number], last: string) => [
    <Words>{kind}</Words>,
    <Words>{source}</Words>,
    countText(count),
    shareText(count, rows),
    <Words>{last}</Words>,
    <Words>{examples.map(({ id, prompt }) => `${id}: ${prompt || '(no prompt)'}`).join('\n')}</Words>,
  ];
  const heads = ['kind', 'source', 'rows', 'share'];
  return (
    <>
      <section class="card" aria-label="Result">
        <h2>
          <Words>{name}</Words>
        </h2>
        <p>
          {countText(rows)} rows: <strong class="good">{countText(served)}</strong> ({shareText(served, rows)}
          ) get a reward,{' '}
          <strong class={served < rows ? 'bad' : undefined}>{countText(rows - served)}</strong> do not,{' '}
          {countText(badLines)} lines are no rows.
        </p>
        {named.length > 0 && (
          <p class="quiet">
            Recognised as <Words>{named.join(', ')}</Words>
          </p>
        )}
        <p class="quiet">
          One pass with {estimate.rollouts} rollouts of each row asks judges about{' '}
          {countText(estimate.judgeCalls)} times ({countText(estimate.judgeTokens)} tokens
          {estimate.usd > 0 && `, $${estimate.usd.toFixed(2)}`}).
          {estimate.missingKinds > 0 &&
            ` Agents that acquire a tool for each of ${estimate.missingKinds} kinds without one: about ${countText(estimate.agentCalls)} calls, once.`}
        </p>
        {notes.map((note) => (
          <p key={note} class="warn">
            <Words>{note}</Words>
          </p>
        ))}
      </section>
      <section class="card" aria-label="With a reward">
        <h2>Get a reward</h2>
        <PlainTable
          label="With a reward"
          heads={[...heads, 'reward from', 'such as']}
          numeric={[2, 3]}
          rows={buckets.filter(({ tools }) => tools !== '').map((bucket) => cells(bucket, bucket.tools))}
        />
      </section>
      {without.length > 0 && (
        <section class="card" aria-label="Without a reward">
          <h2>Get none</h2>
          <PlainTable
            label="Without a reward"
            heads={[...heads, 'why', 'such as']}
            numeric={[2, 3]}
            rows={without.map((bucket) => cells(bucket, bucket.reason))}
          />
        </section>
      )}
      {bad.length > 0 && (
        <section class="card" aria-label="Lines that are no rows">
          <h2>No rows</h2>
          <PlainTable
            label="Lines that are no rows"
            heads={['line', 'why']}
            rows={bad.slice(0, 200).map(({ line, reason }) => [line, <Words>{reason}</Words>])}
          />
        </section>
      )}
    </>
  );
}
