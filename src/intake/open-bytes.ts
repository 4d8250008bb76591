import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';

/**
 * @param path a file, or `-` for standard input
 * @param onBytes called with the bytes read so far, before they are unpacked
 * @returns its bytes; a gzip file is unpacked, whatever its name
 */
export async function* openBytes(path: string, onBytes?: (bytes: number) => void): AsyncGenerator<Buffer> {
  const source = path === '-' ? process.stdin : createReadStream(path, { highWaterMark: 1 << 18 });
  let bytes = 0;
  const counted = async function* (): AsyncGenerator<Buffer> {
    for await (const chunk of source as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      onBytes?.(bytes);
      yield chunk;
    }
  };
  const { first, chunks } = await peek(counted());
  if (first[0] === 0x1f && first[1] === 0x8b) yield* unzipped(chunks);
  else yield* chunks;
}

/** @returns the first chunk, and all chunks with it */
export async function peek(
  chunks: AsyncGenerator<Buffer>,
): Promise<{ readonly first: Buffer; readonly chunks: AsyncGenerator<Buffer> }> {
  const { value } = await chunks.next();
  const first: Buffer = value ?? Buffer.alloc(0);
  const all = async function* (): AsyncGenerator<Buffer> {
    if (first.length > 0) yield first;
    yield* chunks;
  };
  return { first, chunks: all() };
}

async function* unzipped(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const gunzip = createGunzip();
  const pump = (async () => {
    try {
      for await (const chunk of chunks)
        if (!gunzip.write(chunk)) await new Promise((resolve) => gunzip.once('drain', resolve));
      gunzip.end();
    } catch (thrown) {
      gunzip.destroy(thrown instanceof Error ? thrown : new Error(String(thrown)));
    }
  })();
  yield* gunzip as AsyncIterable<Buffer>;
  await pump;
}
