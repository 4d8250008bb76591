import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { ToolRollout } from '../spec/tool.ts';
import type { TimedVerdict } from './job.ts';

/** What became of asking: it is kept, it is in work elsewhere, or the asker is to do the work and `settle` it. */
type Found =
  | { readonly kept: TimedVerdict }
  | { readonly running: Promise<TimedVerdict> }
  | { readonly settle: (timed: TimedVerdict) => void };

/**
 * Verdicts by content. Work in flight is joined, so that the same rollout is judged once; a verdict of which the machine
 * was the cause is never kept, so that the next try may do better.
 */
export class ResultCache {
  readonly #kept: LRUCache<string, TimedVerdict> | null;
  readonly #inFlight = new Map<string, Promise<TimedVerdict>>();

  /** @param entries verdicts to keep; with 0 only work in flight is joined */
  constructor(entries: number) {
    this.#kept = entries > 0 ? new LRUCache({ max: entries }) : null;
  }

  /**
   * @param dependsOn everything that decides the verdict besides the rollout: tool, version, options, query
   * @param rollout as the tool is shown it
   */
  find(dependsOn: string, rollout: ToolRollout): Found {
    const plain = rollout.steps === undefined && rollout.meta === undefined;
    const content = plain ? `text\n${rollout.text}` : `json\n${JSON.stringify(rollout)}`;
    const key = hash('sha256', `${dependsOn}\n${content}`, 'base64');
    const kept = this.#kept?.get(key);
    if (kept) return { kept };
    const running = this.#inFlight.get(key);
    if (running) return { running };
    const { promise, resolve } = Promise.withResolvers<TimedVerdict>();
    this.#inFlight.set(key, promise);
    return {
      settle: (timed) => {
        this.#inFlight.delete(key);
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
