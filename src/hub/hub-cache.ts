import { hash } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writeWhole } from '../store/write-whole.ts';

/** Bytes of the longest answer that is kept. */
const LONGEST = 4 * 1024 * 1024;

const kept = z.object({
  url: z.string(),
  status: z.number(),
  headers: z.record(z.string(), z.string()),
  body: z.base64(),
});

export interface Kept {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Answers of a hub on disk, by address, range and the hash of the token: what one token may see is not shown to another. */
export class HubCache {
  readonly #folder: string | null;

  constructor(folder: string | null) {
    this.#folder = folder;
  }

  /** @returns the kept answer; null where there is none, or where its file is not whole */
  read(key: string): Kept | null {
    if (this.#folder === null) return null;
    try {
      const entry = kept.parse(JSON.parse(readFileSync(this.#path(key), 'utf8')));
      return entry.url === key ? { ...entry, body: Buffer.from(entry.body, 'base64') } : null;
    } catch {
      return null;
    }
  }

  write(key: string, { status, headers, body }: Kept): void {
    if (this.#folder === null || body.length > LONGEST) return;
    mkdirSync(this.#folder, { recursive: true });
    writeWhole(this.#path(key), JSON.stringify({ url: key, status, headers, body: body.toString('base64') }));
  }

  #path(key: string): string {
    return join(this.#folder ?? '', `${hash('sha256', key, 'hex')}.json`);
  }
}
