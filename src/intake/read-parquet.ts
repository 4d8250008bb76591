import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import type { Parsed } from './parsed.ts';

/** Yields the rows of a Parquet file as JSON values, one row group in memory at a time. */
export async function* readParquet(path: string, skip: number): AsyncGenerator<Parsed> {
  const file = await asyncBufferFromFile(path);
  const metadata = await parquetMetadataAsync(file);
  let rowStart = 0;
  for (const rowGroup of metadata.row_groups) {
    const rowEnd = rowStart + Number(rowGroup.num_rows);
    if (rowEnd > skip) {
      const rows = await parquetReadObjects({ file, metadata, rowStart, rowEnd, compressors });
      for (const [index, row] of rows.entries()) {
        const number = rowStart + index + 1;
        if (number > skip) yield { number, value: toJson(row) };
      }
    }
    rowStart = rowEnd;
  }
}

/** Parquet has integers of 64 bits, dates and bytes, which JSON has not. */
function toJson(value: unknown): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8');
  if (isTypedArray(value)) return Array.from(value, toJson);
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, toJson(entry)]));
  }
  return value === undefined ? null : value;
}

function isTypedArray(value: unknown): value is Iterable<unknown> {
  return ArrayBuffer.isView(value) && Symbol.iterator in value;
}
