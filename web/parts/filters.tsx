import { useId } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { link, type View } from '../routes.ts';
import { useChoices } from '../state/choices.ts';
import { useNarrow } from './virtual-table.tsx';

/** The filters of lists, as the server names them. */
export type FilterName =
  | 'q'
  | 'run'
  | 'step'
  | 'kind'
  | 'tool'
  | 'status'
  | 'cause'
  | 'flag'
  | 'snapshot'
  | 'origin'
  | 'sort';

const TITLES: Readonly<Record<FilterName, string>> = {
  q: 'text',
  run: 'run',
  step: 'step',
  kind: 'kind',
  tool: 'tool',
  status: 'status',
  cause: 'cause',
  flag: 'flag',
  snapshot: 'snapshot',
  origin: 'origin',
  sort: 'sort',
};
const FIXED: Partial<Record<FilterName, readonly string[]>> = {
  status: ['scored', 'unscored', 'failed'],
  cause: ['output', 'query', 'system'],
  origin: ['scored', 'rescored', 'any'],
};

interface FiltersProps {
  readonly view: View;
  readonly names: readonly FilterName[];
  /** The sorts of the list; the first is the default. */
  readonly sorts?: readonly string[];
  /** What each filter may be, where the view knows better than the whole ledger. */
  readonly known?: Partial<Record<FilterName, readonly string[]>>;
}

/** The filters of a list. They stand in the address, so that a link to the view has them. */
export function Filters({ view, names, sorts = [], known = {} }: FiltersProps) {
  const { query, route } = useLocation();
  const choices = useChoices();
  const narrow = useNarrow();
  const all: Partial<Record<FilterName, readonly string[]>> = {
    ...FIXED,
    run: choices.runs,
    kind: choices.kinds,
    tool: choices.tools,
    flag: choices.flags,
    sort: sorts,
    ...known,
  };
  const set = (name: FilterName, value: string): void =>
    route(link(view, { ...query, [name]: value.trim() }), true);
  const active = names.filter((name) => query[name]);
  const fields = (
    <form class="filters" aria-label="Filters" onSubmit={(event) => event.preventDefault()}>
      {names.map((name) => (
        <Field
          key={name}
          name={name}
          value={query[name] ?? ''}
          choices={all[name] ?? []}
          onSet={(value) => set(name, value)}
        />
      ))}
      {active.length > 0 && (
        <a
          class="button"
          href={link(
            view,
            Object.fromEntries(Object.entries(query).filter(([name]) => !(names as string[]).includes(name))),
          )}
        >
          Clear
        </a>
      )}
    </form>
  );
  if (!narrow) return fields;
  return (
    <details class="filters-narrow">
      <summary>
        Filters
        {active.length > 0 ? `: ${active.map((name) => `${TITLES[name]} ${query[name]}`).join(', ')}` : ''}
      </summary>
      {fields}
    </details>
  );
}

interface FieldProps {
  readonly name: FilterName;
  readonly value: string;
  readonly choices: readonly string[];
  readonly onSet: (value: string) => void;
}

const CLOSED: readonly FilterName[] = ['status', 'cause', 'origin', 'sort', 'run'];

function Field({ name, value, choices, onSet }: FieldProps) {
  const id = useId();
  if (CLOSED.includes(name))
    return (
      <label class={value ? 'set' : undefined}>
        {TITLES[name]}
        <select value={value} onChange={(event) => onSet(event.currentTarget.value)}>
          <option value="">{name === 'sort' ? choices[0] : name === 'origin' ? 'scored' : 'any'}</option>
          {[...new Set(value ? [value, ...choices] : choices)].map((choice) =>
            name === 'sort' && choice === choices[0] ? null : (
              <option key={choice} value={choice}>
                {choice}
              </option>
            ),
          )}
        </select>
      </label>
    );
  return (
    <label class={value ? 'set' : undefined}>
      {TITLES[name]}
      <input
        key={value}
        type={name === 'q' ? 'search' : 'text'}
        inputMode={name === 'step' ? 'numeric' : undefined}
        size={name === 'step' ? 5 : name === 'q' ? 18 : 14}
        list={choices.length > 0 ? id : undefined}
        defaultValue={value}
        autocomplete="off"
        spellcheck={false}
        data-filter={name}
        onChange={(event) => onSet(event.currentTarget.value)}
      />
      {choices.length > 0 && (
        <datalist id={id}>
          {choices.map((choice) => (
            <option key={choice} value={choice} />
          ))}
        </datalist>
      )}
    </label>
  );
}
