import type { ComponentChildren } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { useKeys } from '../state/keys.ts';
import { memo } from './memo.ts';
import { useVirtual } from './use-virtual.ts';

export interface Column<Row> {
  readonly name: string;
  /** Shown as the head of the column; `name` where it is absent. */
  readonly title?: string;
  readonly cell: (row: Row, at: number) => ComponentChildren;
  /** A width of CSS grid, such as `6rem` or `minmax(8rem, 1fr)`. */
  readonly width: string;
  /** Numbers stand to the right. */
  readonly numeric?: boolean;
  /** Left out in a narrow window. */
  readonly wide?: boolean;
  /** The sort of a list that a click on the head asks for. */
  readonly sort?: string;
}

interface VirtualTableProps<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** Where a click on a row, or Enter, goes. */
  readonly href?: (row: Row) => string;
  /** Number of all rows, of which `rows` are the first; those that are shown at the end ask for more. */
  readonly total?: number;
  readonly onEnd?: () => void;
  readonly sorted?: string;
  readonly onSort?: (sort: string) => void;
}

/** Heights of a row and of the head in pixels, as in the styles. */
const ROW = 31;
const HEAD = 33;
/** Rows before the end of those at hand at which more are asked for, so that scrolling does not wait for them. */
const AHEAD = 300;

/**
 * A table that draws only the rows in sight, so that a hundred thousand scroll well. The arrow keys (or j and k) choose a row,
 * Enter opens it. The table fills the height that is left, and scrolls by itself.
 */
export function VirtualTable<Row>(props: VirtualTableProps<Row>) {
  const { label, columns, rows, keyOf, href, total, onEnd, sorted, onSort } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState(-1);
  const narrow = useNarrow();
  const shown = useMemo(() => columns.filter(({ wide }) => !(wide && narrow)), [columns, narrow]);
  const { items, height, scrollTo } = useVirtual(scroller, { count: rows.length, size: ROW, head: HEAD });
  const last = items.at(-1)?.index ?? -1;
  useEffect(() => {
    const ahead = Math.min(AHEAD, rows.length / 3);
    if (last >= rows.length - ahead && (total === undefined || rows.length < total)) onEnd?.();
  }, [last, rows.length, total]);
  const move = (by: number): void => {
    const next = Math.max(0, Math.min(rows.length - 1, chosen + by));
    setChosen(next);
    scrollTo(next);
  };
  const open = (): void => {
    scroller.current?.querySelector<HTMLAnchorElement>('.row.chosen a.row-link')?.click();
  };
  useKeys({
    ArrowDown: ['Next row', () => move(1)],
    ArrowUp: ['Row before', () => move(-1)],
    j: ['Next row', () => move(1)],
    k: ['Row before', () => move(-1)],
    ...(href && { Enter: ['Open the row', open] }),
  });
  const template = { '--columns': shown.map(({ width }) => width).join(' ') };
  return (
    <div class="table" ref={scroller} tabIndex={href ? undefined : 0} style={template}>
      <table aria-label={label} aria-rowcount={(total ?? rows.length) + 1}>
        <thead>
          <tr class="table-head" aria-rowindex={1}>
            {shown.map(({ name, title = name, numeric, sort }) => (
              <th
                key={name}
                scope="col"
                class={numeric ? 'numeric' : undefined}
                aria-sort={sort === undefined ? undefined : sort === sorted ? 'descending' : 'none'}
              >
                {sort !== undefined && onSort ? (
                  <button type="button" class="sort" onClick={() => onSort(sort)}>
                    {title}
                  </button>
                ) : (
                  title
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody style={{ height: `${height}px` }}>
          {items.map(({ index, start }) => {
            const row = rows[index];
            if (row === undefined) return null;
            return (
              <TableRow
                key={keyOf(row)}
                row={row}
                index={index}
                start={start}
                chosen={index === chosen}
                columns={shown as readonly Column<unknown>[]}
                href={href as ((row: unknown) => string) | undefined}
              />
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

interface TableRowProps {
  readonly row: unknown;
  readonly index: number;
  readonly start: number;
  readonly chosen: boolean;
  readonly columns: readonly Column<unknown>[];
  readonly href: ((row: unknown) => string) | undefined;
}

/** One row. While others come and go by scrolling, it stays as it is. */
const TableRow = memo(function TableRow({ row, index, start, chosen, columns, href }: TableRowProps) {
  return (
    <tr
      aria-rowindex={index + 2}
      class={`row${chosen ? ' chosen' : ''}`}
      style={{ transform: `translateY(${start}px)` }}
    >
      {columns.map(({ name, numeric, cell }, at) => (
        <td key={name} class={numeric ? 'numeric' : undefined}>
          {at === 0 && href ? (
            <a class="row-link" href={href(row)}>
              {cell(row, index)}
            </a>
          ) : (
            cell(row, index)
          )}
        </td>
      ))}
    </tr>
  );
});

/** Whether the window is narrow; the same width as in the styles. */
export function useNarrow(): boolean {
  const [narrow, setNarrow] = useState(() => matchMedia('(max-width: 760px)').matches);
  useEffect(() => {
    const query = matchMedia('(max-width: 760px)');
    const look = () => setNarrow(query.matches);
    query.addEventListener('change', look);
    return () => query.removeEventListener('change', look);
  }, []);
  return narrow;
}
