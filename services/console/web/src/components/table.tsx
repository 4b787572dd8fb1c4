import { type ReactNode, useId } from 'react';
import { Link } from 'react-router';
import { LINK } from './button.tsx';
import { classNames } from './class-names.ts';
import { EmptyState } from './empty-state.tsx';
import { Icon } from './icon.tsx';
import { Skeleton } from './skeleton.tsx';
import { useHeldFocus } from './use-held-focus.ts';

export type Column<Row> = {
  key: string;
  header: ReactNode;
  cell: (row: Row) => ReactNode;
  /** `end` for numbers and money. */
  align?: 'start' | 'end';
  /** A button in the header sorts by this; what it does is the page's, by `onSort`. */
  sortable?: boolean;
  /** Does not break into lines. */
  nowrap?: boolean;
  /** A Tailwind width, `w-40`. */
  width?: string;
};

export type Sort = { by: string; descending: boolean };

export type TableProps<Row> = {
  /** What the table holds, for those who listen; seen as well with `captionShown`. */
  caption: string;
  captionShown?: boolean;
  columns: readonly Column<Row>[];
  rows: readonly Row[] | undefined;
  rowKey: (row: Row) => string;
  /** Where a row leads: its first cell becomes the link, and a press anywhere on the row follows it. */
  rowHref?: (row: Row) => string;
  /** Shown where there is nothing; say what to do. */
  empty?: ReactNode;
  sort?: Sort;
  onSort?: (sort: Sort) => void;
  /** Less room above and below each line. */
  dense?: boolean;
};

/** `rows` undefined means that they are on their way. Wider than its place it scrolls by itself, the page does not. */
export function Table<Row>({ caption, captionShown = false, columns, rows, empty, ...rest }: TableProps<Row>) {
  const captionId = useId();
  const heldFocus = useHeldFocus<HTMLElement>();
  if (rows?.length === 0) return empty ?? <EmptyState title="まだありません" />;
  return (
    <section
      ref={heldFocus}
      aria-labelledby={captionId}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways has to be reached by keyboard
      tabIndex={0}
      className="relative overflow-x-auto rounded-12 border border-line bg-white"
    >
      <table className="w-full border-collapse">
        <caption id={captionId} className={captionShown ? 'px-4 py-4 text-left text-std-18B-160' : 'sr-only'}>
          {caption}
        </caption>
        <Head columns={columns} sort={rest.sort} onSort={rest.onSort} />
        <tbody>
          {rows === undefined ? (
            <LoadingRows columns={columns.length} />
          ) : (
            <Rows columns={columns} rows={rows} {...rest} />
          )}
        </tbody>
      </table>
    </section>
  );
}

function Head<Row>({
  columns,
  sort,
  onSort,
}: {
  columns: readonly Column<Row>[];
  sort: Sort | undefined;
  onSort: ((sort: Sort) => void) | undefined;
}) {
  return (
    <thead>
      <tr className="border-b border-solid-gray-420 bg-solid-gray-50/60">
        {columns.map(({ key, header, align, sortable = false, width }) => {
          const isSorted = sort?.by === key;
          return (
            <th
              key={key}
              scope="col"
              aria-sort={isSorted ? (sort.descending ? 'descending' : 'ascending') : undefined}
              className={classNames(
                'px-4 py-3 align-bottom text-dns-14B-130 whitespace-nowrap text-solid-gray-800',
                align === 'end' ? 'text-right' : 'text-left',
                width,
              )}
            >
              {sortable && onSort ? (
                <button
                  type="button"
                  className="inline-flex items-center gap-1 underline underline-offset-4"
                  onClick={() => onSort({ by: key, descending: isSorted && !sort.descending })}
                >
                  {header}
                  <Icon name={isSorted ? (sort.descending ? 'down' : 'up') : 'sort'} className="size-4" />
                </button>
              ) : (
                header
              )}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

function Rows<Row>({
  columns,
  rows,
  rowKey,
  rowHref,
  dense = false,
}: Pick<TableProps<Row>, 'columns' | 'rowKey' | 'rowHref' | 'dense'> & { rows: readonly Row[] }) {
  return rows.map((row) => (
    <tr
      key={rowKey(row)}
      className={classNames(
        'relative border-b border-line last:border-b-0',
        rowHref !== undefined && 'hover:bg-blue-50 has-[a:focus-visible]:bg-blue-50',
      )}
    >
      {columns.map(({ key, cell, align, nowrap = false }, index) => (
        <td
          key={key}
          className={classNames(
            'px-4 align-top',
            dense ? 'py-2' : 'py-3.5',
            align === 'end' && 'text-right tabular-nums',
            nowrap && 'whitespace-nowrap',
          )}
        >
          {index === 0 && rowHref !== undefined ? (
            <Link to={rowHref(row)} className={classNames(LINK, 'after:absolute after:inset-0')}>
              {cell(row)}
            </Link>
          ) : (
            cell(row)
          )}
        </td>
      ))}
    </tr>
  ));
}

function LoadingRows({ columns }: { columns: number }) {
  return ['first', 'second', 'third', 'fourth'].map((row) => (
    <tr key={row} className="border-b border-line last:border-b-0">
      <td colSpan={columns} className="px-4 py-4">
        <Skeleton lines={1} label={row === 'first' ? '読み込んでいます' : undefined} />
      </td>
    </tr>
  ));
}
