import { resolve } from 'node:path';
import { RlarError } from '../../spec/errors.ts';

/** The parts of a line that names a package: nothing of it can name a place, a folder, an archive or another file. */
const NAME = '[A-Za-z0-9](?:[A-Za-z0-9._-]{0,98}[A-Za-z0-9])?';
const EXTRAS = String.raw`(?:\s*\[\s*${NAME}(?:\s*,\s*${NAME})*\s*\])?`;
const VERSION = String.raw`(?:===|==|!=|~=|<=|>=|<|>)\s*[A-Za-z0-9][A-Za-z0-9.*+!_-]{0,60}`;
const VERSIONS = String.raw`(?:\s*\(?\s*${VERSION}(?:\s*,\s*${VERSION})*\s*\)?)?`;
const MARKER = String.raw`(?:\s*;[A-Za-z0-9_.<>=!~'"() ,*+-]{1,300})?`;
const HASHES = String.raw`(?:\s+--hash=(?:sha256|sha384|sha512):[0-9a-f]{32,128}){0,40}`;
const PACKAGE = new RegExp(`^${NAME}${EXTRAS}${VERSIONS}${MARKER}${HASHES}$`);

/** Options of a whole file that say where wheels come from, each a line of its own. */
const FLAG = /^--(?:no-index|pre|prefer-binary|require-hashes)$/;
const PLACE =
  /^(-i|-f|--index-url|--extra-index-url|--find-links|--trusted-host)(?:\s*=\s*|\s+)([A-Za-z0-9._~:/?#@!&'()*+,;=%[\]-]{1,2000})$/;
const ONLY_BINARY = /^--only-binary(?:\s*=\s*|\s+):all:$/;

/** pip reads a name like this as that of a file. */
const ARCHIVE = /\.(?:whl|zip|tar|gz|bz2|xz|lzma|tgz|tbz|txz|tlz|egg)\b/i;
const URL_BEGINS = /^[a-z][a-z0-9+.-]*:/i;

const MOST_LINES = 2_000;
const MOST_CHARACTERS = 1_000_000;
const LONGEST_LINE = 8_000;

/**
 * Reads a requirements file of pip, whole, line by line. A line is a package by name or says where wheels are found; any
 * other is refused: paths, archives, repositories, other files, editable and source builds, and `$`, which pip would
 * replace by what stands in the environment.
 * @param folder of the file, which folders in it are relative to
 * @returns the lines, without comments
 * @throws RLAR_INVALID_TOOL with the first line that is refused
 */
export function parseRequirements(text: string, folder: string): string[] {
  if (text.length > MOST_CHARACTERS) throw refused('more than a million characters');
  const lines = text
    .replace(/^\uFEFF/, '')
    .replace(/\\\r?\n/g, ' ')
    .split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/)
    .map((line) => line.replace(/(?:^|\s)#.*$/, '').trim())
    .filter((line) => line !== '');
  if (lines.length > MOST_LINES) throw refused(`more than ${MOST_LINES} lines`);
  return lines.map((line) => {
    if (line.length > LONGEST_LINE) throw refused(line);
    const place = PLACE.exec(line);
    if (place) return absolute(place[1]!, place[2]!, folder);
    const named = PACKAGE.test(line) && !ARCHIVE.test(line.split(/[;[(<>=!~\s]/)[0]!);
    if (named || FLAG.test(line) || ONLY_BINARY.test(line)) return line;
    throw refused(line);
  });
}

/** A folder of wheels may be named from where the file is. */
function absolute(option: string, place: string, folder: string): string {
  const local = (option === '-f' || option === '--find-links') && !URL_BEGINS.test(place);
  return `${option} ${local ? resolve(folder, place) : place}`;
}

function refused(line: string): RlarError {
  return new RlarError(
    'RLAR_INVALID_TOOL',
    `its requirements hold what is neither a package by name nor a place to find wheels: ${line.slice(0, 200)}; ` +
      'name packages (a folder of wheels: --find-links FOLDER), or say --trust own',
  );
}
