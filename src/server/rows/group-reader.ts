import { Piscina } from 'piscina';
import type { RowOptions } from '../../intake/read-row.ts';
import { RlarError } from '../../spec/errors.ts';
import type { JsonPart } from '../body/json-body.ts';
import { type ReadGroup, readGroup } from './read-group.ts';
import type { GroupTask, ThrownCode } from './thread-worker.ts';

/** Most values of a group that is read on the thread of the event loop. Reading more of them takes several milliseconds. */
const HERE = 10_000;
const IDLE_MS = 60_000;
/** Memory of the thread. A group of as many values as a body may have takes half of it. */
const MEBIBYTES = 256;

/**
 * Reads the groups of requests. A group of very many values is read in a thread of its own, so that other requests are not
 * held up. Text costs nearly nothing to read, whatever its length.
 */
export class GroupReader {
  readonly options: RowOptions;
  #thread: Piscina<GroupTask, ReadGroup | ThrownCode> | null = null;

  constructor(options: RowOptions) {
    this.options = options;
  }

  /**
   * @param index the group's place in the request
   * @param options wins over the options of this reader
   * @throws RLAR_INVALID_REQUEST where the group is not JSON
   */
  async read(part: JsonPart, index: number, options: RowOptions = {}): Promise<ReadGroup> {
    const all = { ...this.options, ...options };
    if (part.values <= HERE) return readGroup(part.parse(), index, all);
    const read = await this.#start()
      .run({ bytes: part.bytes, index, options: all })
      .catch((thrown: Error): ReadGroup => {
        return {
          ok: false,
          reason: `it could not be read: ${thrown.message}`,
          isDefect: false,
          ids: [`${index}`],
        };
      });
    if ('code' in read) throw new RlarError(read.code, read.message);
    return read;
  }

  close(): Promise<void> | undefined {
    return this.#thread?.destroy();
  }

  #start(): Piscina<GroupTask, ReadGroup | ThrownCode> {
    const file = `./thread-worker.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`;
    this.#thread ??= new Piscina({
      filename: new URL(file, import.meta.url).href,
      minThreads: 0,
      maxThreads: 1,
      idleTimeout: IDLE_MS,
      resourceLimits: { maxOldGenerationSizeMb: MEBIBYTES, maxYoungGenerationSizeMb: 16 },
    });
    return this.#thread;
  }
}
