import { useId } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { get } from '../../api/client.ts';
import type { RunList, ToolList } from '../../api/types.ts';
import { useData } from '../../api/use-data.ts';
import { link } from '../../routes.ts';

interface SidesProps {
  readonly a: string;
  readonly b: string;
  readonly run: string;
}

/** What is compared. A side is the name of a run, `snapshot:ID` or `tool:ID`. */
export function Sides({ a, b, run }: SidesProps) {
  const { route } = useLocation();
  const [sides, runNames] = [useId(), useId()];
  const runs = useData('runs', (signal) => get<RunList>('v1/runs', {}, { signal }));
  const tools = useData('tools', (signal) => get<ToolList>('v1/tools', {}, { signal }));
  const names = runs.data?.items.flatMap((item) => item.run ?? []) ?? [];
  const snapshots = new Set(
    runs.data?.items.flatMap(({ entry }) => entry?.phases.map(({ snapshot }) => snapshot) ?? []) ?? [],
  );
  const choices = [
    ...names,
    ...[...snapshots].map((snapshot) => `snapshot:${snapshot}`),
    ...(tools.data?.tools.map(({ id }) => `tool:${id}`) ?? []),
  ];
  const compare = (event: SubmitEvent): void => {
    event.preventDefault();
    const data = new FormData(event.currentTarget as HTMLFormElement);
    const value = (name: string) => String(data.get(name) ?? '').trim();
    route(link('compare', { a: value('a'), b: value('b'), run: value('run') }));
  };
  return (
    <form class="card sides" aria-label="Sides" onSubmit={compare}>
      <label>
        before: a run, snapshot:ID or tool:ID
        <input name="a" required defaultValue={a} list={sides} autocomplete="off" spellcheck={false} />
      </label>
      <label>
        after
        <input name="b" required defaultValue={b} list={sides} autocomplete="off" spellcheck={false} />
      </label>
      <label>
        only in the run (for snapshots and tools)
        <input name="run" defaultValue={run} list={runNames} autocomplete="off" spellcheck={false} />
      </label>
      <button type="submit" class="primary">
        Compare
      </button>
      <button type="button" onClick={() => route(link('compare', { a: b, b: a, run }))}>
        Swap
      </button>
      <datalist id={sides}>
        {choices.map((choice) => (
          <option key={choice} value={choice} />
        ))}
      </datalist>
      <datalist id={runNames}>
        {names.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </form>
  );
}
