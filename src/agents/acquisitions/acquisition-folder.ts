import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { RlarError } from '../../spec/errors.ts';
import type { JsonObject } from '../../spec/json.ts';
import { makeFolder } from '../../store/make-folder.ts';
import { writeWhole } from '../../store/write-whole.ts';
import type { AcquisitionOutcome } from '../code-agent/request.ts';
import type { AnyRequest } from './any-request.ts';
import { type AcquisitionState, acquisitionState, storedRequest } from './state.ts';

/**
 * `HOME/acquisitions/ID`: state.json, request.json, trace.jsonl, outcome.json. Only the holder of the job with that id may
 * write there.
 */
export class AcquisitionFolder {
  readonly path: string;

  constructor(home: string, id: string) {
    if (!/^[a-z0-9][a-z0-9-]{0,100}$/.test(id)) throw new RlarError('RLAR_NOT_FOUND', `no acquisition ${id}`);
    this.path = join(home, 'acquisitions', id);
  }

  get trace(): string {
    return join(this.path, 'trace.jsonl');
  }

  /** @returns null where there is none */
  state(): AcquisitionState | null {
    return this.#read('state.json', acquisitionState);
  }

  /** @returns the request, or null where texts are not kept */
  request(): AnyRequest | null {
    return this.#read('request.json', storedRequest);
  }

  writeState(state: AcquisitionState): void {
    this.#write('state.json', state);
  }

  writeRequest(request: AnyRequest): void {
    this.#write('request.json', request);
  }

  writeOutcome(outcome: AcquisitionOutcome | JsonObject): void {
    this.#write('outcome.json', outcome);
  }

  #read<Shape>(name: string, shape: z.ZodType<Shape>): Shape | null {
    const path = join(this.path, name);
    if (!existsSync(path)) return null;
    try {
      return shape.parse(JSON.parse(readFileSync(path, 'utf8')));
    } catch (thrown) {
      throw new RlarError('RLAR_FILE_UNREADABLE', `${path} is damaged`, { cause: thrown });
    }
  }

  #write(name: string, value: object): void {
    makeFolder(this.path);
    writeWhole(join(this.path, name), `${JSON.stringify(value, null, 2)}\n`);
  }
}

/** @returns the ids of all acquisitions of a home */
export function acquisitionIds(home: string): string[] {
  const folder = join(home, 'acquisitions');
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
}
