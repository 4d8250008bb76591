import { RlarError } from '../spec/errors.ts';

/** The formats of a file of rows. `utf-16le` and `utf-16be` are converted to UTF-8 before they are read. */
export type FileFormat = 'parquet' | 'json-lines' | 'json' | 'csv' | 'tsv';
export type FileEncoding = 'utf-8' | 'utf-16le' | 'utf-16be';

const MAGIC: readonly (readonly [string, string])[] = [
  ['PK\x03\x04', 'a ZIP archive (or an Excel file): unpack it, or save the table as CSV'],
  ['ARROW1', 'an Arrow file: save it as Parquet (`to_parquet`) or JSON lines (`to_json`)'],
  ['\x28\xb5\x2f\xfd', 'a Zstandard archive: unpack it first'],
  ['BZh', 'a bzip2 archive: unpack it first'],
  ['\xfd7zXZ', 'an XZ archive: unpack it first'],
  ['SQLite format 3', 'an SQLite database: export its rows as JSON lines'],
  ['%PDF', 'a PDF file'],
];

const TAKEN = 'Rows are read from JSON lines, a JSON list, CSV, TSV and Parquet';

/** @returns the encoding that the first bytes show */
export function encodingOf(first: Buffer): FileEncoding {
  if (first[0] === 0xff && first[1] === 0xfe) return 'utf-16le';
  if (first[0] === 0xfe && first[1] === 0xff) return 'utf-16be';
  const head = first.subarray(0, 64);
  if (head.length < 4) return 'utf-8';
  const zeros = (from: number) => head.filter((byte, at) => at % 2 === from && byte === 0).length;
  const half = Math.floor(head.length / 2);
  if (zeros(1) > half * 0.7 && zeros(0) === 0) return 'utf-16le';
  return zeros(0) > half * 0.7 && zeros(1) === 0 ? 'utf-16be' : 'utf-8';
}

/**
 * @param first the first bytes of the text, as UTF-8
 * @throws RlarError RLAR_FILE_UNREADABLE, which names the format of the file and the remedy
 */
export function formatOf(path: string, first: Buffer): FileFormat {
  if (first.subarray(0, 4).toString('latin1') === 'PAR1') return 'parquet';
  const name = path.replace(/\.gz$/i, '').toLowerCase();
  if (name.endsWith('.parquet'))
    throw new RlarError(
      'RLAR_FILE_UNREADABLE',
      `${path} is no Parquet file, although it is called one: it does not begin with PAR1`,
    );
  const head = first.toString('latin1', 0, 32);
  const magic = MAGIC.find(([start]) => head.startsWith(start));
  if (magic) throw new RlarError('RLAR_FILE_UNREADABLE', `${path} is ${magic[1]}. ${TAKEN}`);
  if (first.subarray(0, 4_096).includes(0))
    throw new RlarError('RLAR_FILE_UNREADABLE', `${path} is binary. ${TAKEN}`);
  if (name.endsWith('.csv')) return 'csv';
  if (name.endsWith('.tsv') || name.endsWith('.tab')) return 'tsv';
  return jsonForm(path, first.toString('utf8'));
}

/** JSON lines, unless the first line begins a longer value: a list, or an object over several lines. */
function jsonForm(path: string, text: string): FileFormat {
  const plain = text.replace(/^\uFEFF/, '').trimStart();
  const [line = '', ...more] = plain.split('\n');
  if (plain === '') return 'json-lines';
  const lines = plain.split('\n', 20).filter((entry) => entry.trim() !== '');
  if (!lines.some((entry) => /^\s*[[{]/.test(entry)))
    throw new RlarError(
      'RLAR_FILE_UNREADABLE',
      `${path} is no JSON: it begins with ${JSON.stringify(line.slice(0, 60))}. ${TAKEN}; a table is known by its name, .csv or .tsv`,
    );
  if (!/^[[{]/.test(plain)) return 'json-lines';
  const complete = more.length > 0 || text.length < 200_000;
  const alone = more.every((entry) => entry.trim() === '');
  if (plain.startsWith('{')) return complete && (isOpen(line) || alone) ? 'json' : 'json-lines';
  return isOpen(line) || alone ? 'json' : 'json-lines';
}

/** Whether brackets that a line opens are not closed in it. */
function isOpen(line: string): boolean {
  let depth = 0;
  let inside = false;
  for (let at = 0; at < line.length; at += 1) {
    const letter = line[at]!;
    if (inside) {
      if (letter === '\\') at += 1;
      else if (letter === '"') inside = false;
    } else if (letter === '"') inside = true;
    else if (letter === '[' || letter === '{') depth += 1;
    else if (letter === ']' || letter === '}') depth -= 1;
  }
  return depth > 0;
}
