import { RlarError } from '../spec/errors.ts';
import type { FileEncoding } from './file-format.ts';

/**
 * Converts text to UTF-8. Bytes that do not fit the detected encoding are refused, and never replaced by U+FFFD.
 * @throws RlarError RLAR_FILE_UNREADABLE
 */
export async function* utf8Chunks(
  chunks: AsyncIterable<Buffer>,
  encoding: FileEncoding,
): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: false });
  const decode = (chunk?: Buffer): Buffer => {
    try {
      return Buffer.from(chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode());
    } catch {
      throw new RlarError('RLAR_FILE_UNREADABLE', NOT_TEXT[encoding]);
    }
  };
  for await (const chunk of chunks) yield decode(chunk);
  const rest = decode();
  if (rest.length > 0) yield rest;
}

/** The message for bytes that are not UTF-8. */
export const NOT_UTF8 =
  'not UTF-8 (Latin-1 or Windows-1252?): convert the file, for example with `iconv -f windows-1252 -t utf-8`';

const NOT_TEXT: Readonly<Record<FileEncoding, string>> = {
  'utf-8': NOT_UTF8,
  'utf-16le': 'it begins like UTF-16 and is none: save it as UTF-8',
  'utf-16be': 'it begins like UTF-16 and is none: save it as UTF-8',
};
