import type { ComponentChildren } from 'preact';

/** What scrolls can be reached by the keyboard. */
const SCROLLS = 0;

interface PlainTableProps {
  readonly label: string;
  readonly heads: readonly string[];
  /** By row, one cell a head. The first cell names the row. */
  readonly rows: readonly (readonly ComponentChildren[])[];
  /** Numbers of the columns that hold numbers, from 0. */
  readonly numeric?: readonly number[];
}

/** A table of a few rows, as wide as it needs to be, which scrolls by itself in a narrow window. */
export function PlainTable({ label, heads, rows, numeric = [] }: PlainTableProps) {
  const type = (at: number) => (numeric.includes(at) ? 'numeric' : undefined);
  return (
    <section class="plain-table" tabIndex={SCROLLS} aria-label={label}>
      <table>
        <thead>
          <tr>
            {heads.map((head, at) => (
              <th key={head} scope="col" class={type(at)}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {row.map((cell, at) => (
                <td key={heads[at]} class={type(at)}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
