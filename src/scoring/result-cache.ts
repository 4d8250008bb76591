import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { ToolRollout } from '../spec/tool.ts';
import type { Interest } from './interest.ts';
import type { TimedVerdict } from './job.ts';

/**
 * Result of a look-up: a kept verdict, work already running for another caller, or a request to do the work and call
 * `settle`.
 */
type Found =
  | { readonly kept: TimedVerdict }
  | { readonly running: Promise<TimedVerdict> }
  | { readonly settle: (timed: TimedVerdict) => void };

/** The work that makes the verdict of a rollout, and the callers that wait for it. */
interface Running {
  readonly verdict: Promise<TimedVerdict>;
  readonly interest: Interest;
}

/**
 * Verdicts by content. Work in flight is joined, so that the same rollout is judged once, and goes on while anybody waits
 * for it. A verdict that is the machine's fault is never kept, so that the next try may do better.
 */
export class ResultCache {
  readonly #kept: LRUCache<string, TimedVerdict> | null;
  readonly #inFlight = new Map<string, Running>();

  /** @param entries number of verdicts to keep. With 0, callers only join work that is in flight */
  constructor(entries: number) {
    this.#kept = entries > 0 ? new LRUCache({ max: entries }) : null;
  }

  /**
   * @param dependsOn all other inputs of the verdict: tool, version, options and query
   * @param rollout the rollout in the form that the tool is shown
   * @param interest the interest of the work that makes the verdict, if no other work does
   * @param signal aborted when the caller no longer waits
   */
  find(dependsOn: string, rollout: ToolRollout, interest: Interest, signal?: AbortSignal): Found {
    const plain = rollout.steps === undefined && rollout.meta === undefined;
    const content = plain ? `text\n${rollout.text}` : `json\n${JSON.stringify(rollout)}`;
    const key = hash('sha256', `${dependsOn}\n${content}`, 'base64');
    const kept = this.#kept?.get(key);
    if (kept) return { kept };
    const running = this.#inFlight.get(key);
    if (running && !running.interest.signal.aborted) {
      if (running.interest !== interest) running.interest.join(signal);
      return { running: running.verdict };
    }
    const { promise, resolve } = Promise.withResolvers<TimedVerdict>();
    const own: Running = { verdict: promise, interest };
    this.#inFlight.set(key, own);
    return {
      settle: (timed) => {
        if (this.#inFlight.get(key) === own) this.#inFlight.delete(key);
        if (isLasting(timed)) this.#kept?.set(key, timed);
        resolve(timed);
      },
    };
  }

  clear(): void {
    this.#kept?.clear();
  }
}

function isLasting({ verdict }: TimedVerdict): boolean {
  if (verdict.status === 'failed') return false;
  return verdict.status === 'scored' || verdict.cause !== 'system';
}
