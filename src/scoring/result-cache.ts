import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { ToolRollout } from '../spec/tool.ts';
import type { Interest } from './interest.ts';
import type { TimedVerdict } from './job.ts';

/** What became of asking: it is kept, it is in work elsewhere, or the asker is to do the work and `settle` it. */
type Found =
  | { readonly kept: TimedVerdict }
  | { readonly running: Promise<TimedVerdict> }
  | { readonly settle: (timed: TimedVerdict) => void };

/** The work that finds a rollout's verdict, and who waits for it. */
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

  /** @param entries verdicts to keep; with 0 only work in flight is joined */
  constructor(entries: number) {
    this.#kept = entries > 0 ? new LRUCache({ max: entries }) : null;
  }

  /**
   * @param dependsOn everything that decides the verdict besides the rollout: tool, version, options, query
   * @param rollout as the tool is shown it
   * @param interest of the work that is to find the verdict, where nothing else does
   * @param signal aborted when the asker does not wait any more
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
