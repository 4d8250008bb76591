import { availableParallelism } from 'node:os';
import { z } from 'zod';
import { asRlarError } from '../../spec/errors.ts';
import type { FrameBounds } from '../frames.ts';
import { Places } from '../places.ts';
import { FunctionProcess, type Received } from './function-process.ts';
import {
  type FunctionCall,
  type FunctionOutcome,
  type FunctionSettings,
  functionAnswer,
} from './function-spec.ts';

/** A process is replaced after this number of calls, so that nothing can build up in it. */
const CALLS_PER_PROCESS = 1_000;
/** Milliseconds for a process to start and load its function: imports may be large. */
export const LOAD_MS = 20_000;
const IDLE_MS = 60_000;

const loaded = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  z.object({ kind: z.literal('unloaded'), message: z.string() }),
]);

/** @returns the reason why a process did not load its function, from its first answer; null where it did */
export function loadProblem(received: Received): FunctionOutcome | null {
  if (received.state === 'deadline')
    return received.why === 'starved'
      ? { kind: 'deadline', why: 'starved' }
      : { kind: 'unloaded', message: `it was not loaded after ${LOAD_MS} ms` };
  if (received.state === 'died')
    return { kind: 'unloaded', message: received.message || 'its process ended' };
  const parsed = loaded.safeParse(received.value);
  if (!parsed.success) return { kind: 'unloaded', message: 'no answer' };
  return parsed.data.kind === 'ready' ? null : parsed.data;
}

/** Processes that a pool may have at one time. */
const POOL_SIZE = Math.min(8, availableParallelism());

/** The bounds of an answer on a number of rollouts: a number each, and a few short words beside it. */
function answerBounds(rollouts: number): FrameBounds {
  return {
    bytes: Math.min(4 * 1024 * 1024, 16_384 * (rollouts + 1)),
    depth: 4,
    values: 50 * (rollouts + 1),
  };
}

interface Warm {
  readonly process: FunctionProcess;
  calls: number;
  idle: NodeJS.Timeout | null;
}

/**
 * Warm processes for one function, each with one call at a time. One that crashes, is late or is worn out is replaced;
 * idle ones end after a minute and do not keep this process alive. Training runs take turns.
 */
export class FunctionPool {
  readonly #settings: FunctionSettings;
  readonly #idle: Warm[] = [];
  readonly #places: Places;
  #calls = 0;
  /** Counts calls of `close`: a process that was busy then does not become idle again. */
  #epoch = 0;

  constructor(settings: FunctionSettings, size: number = POOL_SIZE) {
    this.#settings = settings;
    this.#places = new Places(size);
  }

  /** Runs one call. @returns never throws; the deadline counts from when a warm process takes it */
  async call(job: FunctionCall, signal?: AbortSignal): Promise<FunctionOutcome> {
    const answer = await this.#ask(job, this.#settings.callMs, signal);
    return answer.kind === 'group' ? { kind: 'died', message: 'it answered what was not asked' } : answer;
  }

  /** Runs one call for all rollouts of `group`, each of which adds to the deadline. @returns an outcome for each */
  async callGroup(
    job: FunctionCall & Required<Pick<FunctionCall, 'group'>>,
    signal?: AbortSignal,
  ): Promise<FunctionOutcome[]> {
    const answer = await this.#ask(job, this.#settings.callMs * job.group.length, signal);
    if (answer.kind === 'group' && answer.answers.length === job.group.length) return answer.answers;
    const whole: FunctionOutcome =
      answer.kind === 'group' ? { kind: 'died', message: 'it answered what was not asked' } : answer;
    return job.group.map(() => whole);
  }

  #ask(
    job: FunctionCall,
    callMs: number,
    signal?: AbortSignal,
  ): Promise<FunctionOutcome | z.infer<typeof functionAnswer>> {
    const epoch = this.#epoch;
    return this.#places.run(async () => {
      if (signal?.aborted) return { kind: 'died', message: 'nobody waits for it any more' };
      const warm = await this.#take();
      if ('kind' in warm) return warm;
      warm.process.hold(true);
      warm.calls += 1;
      const id = ++this.#calls;
      const received = await warm.process.ask(
        { ...job, id },
        callMs,
        answerBounds(job.group?.length ?? 1),
        signal,
      );
      if (received.state === 'deadline') return { kind: 'deadline', why: received.why };
      if (received.state === 'died') return { kind: 'died', message: received.message };
      const answer = functionAnswer.safeParse(received.value);
      if (!answer.success || answer.data.id !== id) {
        warm.process.kill();
        return { kind: 'died', message: 'it answered what was not asked' };
      }
      this.#putBack(warm, epoch);
      return answer.data;
    });
  }

  #putBack(warm: Warm, epoch: number): void {
    const worn = warm.calls >= CALLS_PER_PROCESS || epoch !== this.#epoch;
    if (!warm.process.alive || worn) {
      warm.process.kill();
      return;
    }
    warm.process.hold(false);
    warm.idle = setTimeout(() => warm.process.kill(), IDLE_MS).unref();
    this.#idle.push(warm);
  }

  async #take(): Promise<Warm | FunctionOutcome> {
    for (let warm = this.#idle.pop(); warm; warm = this.#idle.pop()) {
      if (warm.idle) clearTimeout(warm.idle);
      if (warm.process.alive) return warm;
    }
    try {
      return await this.#start();
    } catch (thrown) {
      return { kind: 'no-sandbox', message: asRlarError(thrown).message };
    }
  }

  async #start(): Promise<Warm | FunctionOutcome> {
    const process = FunctionProcess.start(this.#settings);
    const received = await process.ask(
      { ...this.#settings.found, ...process.surroundings },
      LOAD_MS,
      answerBounds(1),
    );
    const problem = loadProblem(received);
    if (problem === null) return { process, calls: 0, idle: null };
    process.kill();
    return problem;
  }

  /** Ends all idle processes now, and busy ones after their call. A later call starts new ones. */
  async close(): Promise<void> {
    this.#epoch += 1;
    const idle = this.#idle.splice(0);
    for (const warm of idle) {
      if (warm.idle) clearTimeout(warm.idle);
      warm.process.hold(true);
      warm.process.kill();
    }
    await Promise.all(idle.map(({ process }) => process.ended));
  }
}
