import type { z } from 'zod';
import { RlarError } from '../../spec/errors.ts';
import type { JsonObject } from '../../spec/json.ts';
import type { HomeFiles } from '../../store/home-files.ts';
import type { AcquisitionOutcome } from '../code-agent/request.ts';
import type { AnyRequest } from './any-request.ts';
import { type AcquisitionState, acquisitionState, storedRequest } from './state.ts';
import { readTrace, Trace, type TraceLine } from './trace.ts';

/** Where the acquisitions of a home stand among its shared files. */
export const ACQUISITIONS = 'acquisitions';

/**
 * `acquisitions/ID` among the shared files of a home: state.json, request.json, trace.jsonl, outcome.json. Only the holder of the
 * job with that id may write there.
 */
export class AcquisitionFiles {
  readonly #files: HomeFiles;
  readonly #folder: string;

  /** @throws RLAR_NOT_FOUND where the id is none */
  constructor(files: HomeFiles, id: string) {
    this.#files = files;
    this.#folder = folderOf(id);
  }

  /** @returns null where there is none */
  async state(): Promise<AcquisitionState | null> {
    const [state = null] = await readStates(this.#files, [this.#folder]);
    return state;
  }

  /** @returns the request, or null where texts are not kept */
  async request(): Promise<AnyRequest | null> {
    const path = `${this.#folder}/request.json`;
    return parsed(path, await this.#files.read(path), storedRequest);
  }

  /** @returns the entries of the trace, in order */
  trace(): Promise<TraceLine[]> {
    return readTrace(this.#files, this.#trace);
  }

  /** @param keepTexts false keeps neither prompts nor samples, of requests only the hash */
  openTrace(keepTexts: boolean): Promise<Trace> {
    return Trace.open(this.#files, this.#trace, keepTexts);
  }

  writeState(state: AcquisitionState): Promise<void> {
    return this.#write('state.json', state);
  }

  writeRequest(request: AnyRequest): Promise<void> {
    return this.#write('request.json', request);
  }

  writeOutcome(outcome: AcquisitionOutcome | JsonObject): Promise<void> {
    return this.#write('outcome.json', outcome);
  }

  get #trace(): string {
    return `${this.#folder}/trace.jsonl`;
  }

  #write(name: string, value: object): Promise<void> {
    return this.#files.write(`${this.#folder}/${name}`, `${JSON.stringify(value, null, 2)}\n`);
  }
}

/** @returns the states of all acquisitions of a home, in no order */
export async function allStates(files: HomeFiles): Promise<AcquisitionState[]> {
  const names = await files.list(ACQUISITIONS);
  const states = await readStates(
    files,
    names.filter((name) => ID.test(name)).map((name) => `${ACQUISITIONS}/${name}`),
  );
  return states.filter((state) => state !== null);
}

const ID = /^[a-z0-9][a-z0-9-]{0,100}$/;

function folderOf(id: string): string {
  if (!ID.test(id)) throw new RlarError('RLAR_NOT_FOUND', `no acquisition ${id}`);
  return `${ACQUISITIONS}/${id}`;
}

async function readStates(
  files: HomeFiles,
  folders: readonly string[],
): Promise<(AcquisitionState | null)[]> {
  const paths = folders.map((folder) => `${folder}/state.json`);
  const texts = await files.readAll(paths);
  return texts.map((text, at) => parsed(paths[at]!, text, acquisitionState));
}

function parsed<Shape>(path: string, text: string | null, shape: z.ZodType<Shape>): Shape | null {
  if (text === null) return null;
  try {
    return shape.parse(JSON.parse(text));
  } catch (thrown) {
    throw new RlarError('RLAR_FILE_UNREADABLE', `${path} is damaged`, { cause: thrown });
  }
}
