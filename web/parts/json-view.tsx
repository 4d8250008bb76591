import { Words } from './words.tsx';

const MOST_TEXT = 600;
const MOST_ENTRIES = 40;

/** Evidence, arguments and other small JSON, as names with values; deep or long values are cut, and the record has them whole. */
export function JsonView({ value, depth = 0 }: { readonly value: unknown; readonly depth?: number }) {
  if (typeof value === 'string')
    return <Words>{value.length > MOST_TEXT ? `${value.slice(0, MOST_TEXT)}…` : value}</Words>;
  if (typeof value === 'number')
    return <span class="number">{Number.isInteger(value) ? value : Number(value.toPrecision(6))}</span>;
  if (typeof value === 'boolean') return <span class={value ? 'yes' : 'no'}>{value ? 'yes' : 'no'}</span>;
  if (value === null || value === undefined) return <span class="quiet">none</span>;
  if (depth >= 4 || typeof value !== 'object') return <Words>{JSON.stringify(value).slice(0, 200)}</Words>;
  const entries = Object.entries(value);
  if (entries.length === 0) return <span class="quiet">{Array.isArray(value) ? 'empty list' : 'empty'}</span>;
  if (Array.isArray(value) && value.length === 1) return <JsonView value={value[0]} depth={depth + 1} />;
  if (Array.isArray(value) && value.every((one) => typeof one !== 'object' || one === null))
    return <Words>{value.slice(0, MOST_ENTRIES).map(String).join(', ').slice(0, MOST_TEXT)}</Words>;
  return (
    <dl class="json">
      {entries.slice(0, MOST_ENTRIES).map(([name, one]) => (
        <div key={name}>
          <dt>
            <Words>{Array.isArray(value) ? `${Number(name) + 1}` : name}</Words>
          </dt>
          <dd>
            <JsonView value={one} depth={depth + 1} />
          </dd>
        </div>
      ))}
      {entries.length > MOST_ENTRIES && <p class="quiet">and {entries.length - MOST_ENTRIES} more</p>}
    </dl>
  );
}
