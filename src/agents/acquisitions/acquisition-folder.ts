import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { writeWhole } from '../../models/write-whole.ts';
import { RlarError } from '../../spec/errors.ts';
import type { JsonObject } from '../../spec/json.ts';
import type { AcquisitionOutcome, AcquisitionRequest } from '../code-agent/request.ts';
import { type AcquisitionState, acquisitionState, storedRequest } from './state.ts';

/** `HOME/acquisitions/ID`: state.json, request.json, trace.jsonl, outcome.json; lock while somebody works on it. */
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

  /** @returns null where texts are not kept */
  request(): AcquisitionRequest | null {
    return this.#read('request.json', storedRequest);
  }

  writeState(state: AcquisitionState): void {
    this.#write('state.json', state);
  }

  writeRequest(request: AcquisitionRequest): void {
    this.#write('request.json', request);
  }

  writeOutcome(outcome: AcquisitionOutcome | JsonObject): void {
    this.#write('outcome.json', outcome);
  }

  /**
   * Takes the folder for this process. The lock of a process that is gone is nobody's.
   * @throws RlarError RLAR_ACQUISITION_RUNNING
   */
  lock(): void {
    mkdirSync(this.path, { recursive: true });
    const lock = join(this.path, 'lock');
    const left = existsSync(lock) ? Number(readFileSync(lock, 'utf8')) : null;
    if (left !== null && isAlive(left)) throw running(`process ${left} works on it: ${lock}`);
    try {
      if (left !== null) this.#discard(lock, left);
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
    } catch (thrown) {
      throw running(`another process works on it: ${lock}`, thrown);
    }
  }

  /** Of several processes that find the lock of a dead one, the first takes it away; what another has put there stays. */
  #discard(lock: string, dead: number): void {
    const aside = `${lock}.${process.pid}`;
    renameSync(lock, aside);
    if (!Object.is(Number(readFileSync(aside, 'utf8')), dead)) {
      renameSync(aside, lock);
      throw new Error('taken meanwhile');
    }
    rmSync(aside);
  }

  unlock(): void {
    rmSync(join(this.path, 'lock'), { force: true });
  }

  /** @returns the live process that works on it, or null */
  owner(): number | null {
    const lock = join(this.path, 'lock');
    const pid = existsSync(lock) ? Number(readFileSync(lock, 'utf8')) : 0;
    return isAlive(pid) ? pid : null;
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
    mkdirSync(this.path, { recursive: true });
    writeWhole(join(this.path, name), `${JSON.stringify(value, null, 2)}\n`);
  }
}

/** @returns all acquisitions of a home, the newest first; one whose process is gone stands as `interrupted` */
export function listAcquisitions(home: string): AcquisitionState[] {
  const folder = join(home, 'acquisitions');
  if (!existsSync(folder)) return [];
  const states = readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? (readAcquisition(home, entry.name) ?? []) : [],
  );
  return states.sort((left, right) => right.created - left.created);
}

/** @returns null where there is none */
export function readAcquisition(home: string, id: string): AcquisitionState | null {
  const folder = new AcquisitionFolder(home, id);
  const state = folder.state();
  if (!state) return null;
  const working = state.status === 'running' || state.status === 'queued';
  return working && folder.owner() === null ? { ...state, status: 'interrupted' } : state;
}

function running(message: string, cause?: unknown): RlarError {
  return new RlarError('RLAR_ACQUISITION_RUNNING', message, { cause });
}

function isAlive(pid: number): boolean {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    return thrown instanceof Error && 'code' in thrown && thrown.code === 'EPERM';
  }
}
