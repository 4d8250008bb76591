import { isUtf8 } from 'node:buffer';

/** One line of a byte stream, without its line feed; null text where it is no UTF-8, or longer than may be held in memory. */
export interface Line {
  /** From 1. */
  readonly number: number;
  readonly text: string | null;
  readonly trouble?: 'length' | 'encoding';
}

/**
 * Splits bytes at line feeds alone: JSON strings may hold U+2028 and lone carriage returns. Memory is bounded by the
 * longest line, and that by `mostBytes`.
 */
export async function* splitLines(
  chunks: AsyncIterable<Buffer>,
  mostBytes = 64 * 1024 * 1024,
): AsyncGenerator<Line> {
  let number = 0;
  let parts: Buffer[] = [];
  let held = 0;
  let tooLong = false;
  const finish = (): Line => {
    const bytes = parts.length === 1 ? parts[0]! : Buffer.concat(parts);
    const trouble = tooLong ? 'length' : isUtf8(bytes) ? null : 'encoding';
    parts = [];
    held = 0;
    tooLong = false;
    number += 1;
    return trouble ? { number, text: null, trouble } : { number, text: bytes.toString('utf8') };
  };
  for await (const chunk of chunks) {
    let from = 0;
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, from)) {
      keep(chunk.subarray(from, at));
      yield finish();
      from = at + 1;
    }
    keep(chunk.subarray(from));
  }
  if (held > 0 || tooLong) yield finish();

  function keep(part: Buffer): void {
    if (tooLong || part.length === 0) return;
    held += part.length;
    tooLong = held > mostBytes;
    if (tooLong) parts = [];
    else parts.push(part);
  }
}
