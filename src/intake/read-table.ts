import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { RlarError } from '../spec/errors.ts';
import type { JsonObject } from '../spec/json.ts';
import type { Parsed } from './parsed.ts';

/**
 * Reads CSV or TSV whose first line names the columns. Cells are texts; an empty one is missing. Rows are numbered from 1.
 * @param delimiter the tab for TSV; for CSV a comma, or a semicolon where the first line has no comma
 * @throws RlarError RLAR_FILE_UNREADABLE with the line where a quote or the number of cells is wrong
 */
export async function* readTable(chunks: AsyncIterable<Buffer>, delimiter: string[]): AsyncGenerator<Parsed> {
  const parser = parse({
    bom: true,
    columns: (names: string[]) => names.map((name, index) => name.trim() || `column ${index + 1}`),
    delimiter,
    skip_empty_lines: true,
    max_record_size: 64 * 1024 * 1024,
    relax_quotes: delimiter[0] === '\t',
  });
  // What breaks in the source ends the parser with the same error, which the loop below throws.
  pipeline(Readable.from(chunks), parser, () => {});
  let number = 0;
  try {
    for await (const record of parser as AsyncIterable<Record<string, string>>) {
      const cells = Object.entries(record).map(([name, cell]) => [name, cell === '' ? null : cell] as const);
      yield { number: ++number, value: Object.fromEntries(cells) satisfies JsonObject };
    }
  } catch (thrown) {
    if (thrown instanceof CsvError)
      throw new RlarError('RLAR_FILE_UNREADABLE', `not a table: ${thrown.message}`);
    throw thrown;
  }
}

/** @returns what stands between the cells, by the first line */
export function delimiterOf(first: Buffer, format: 'csv' | 'tsv'): string[] {
  if (format === 'tsv') return ['\t'];
  const [line = ''] = first.toString('utf8').split('\n', 1);
  return !line.includes(',') && line.includes(';') ? [';'] : [','];
}
