import type { Tool } from '../spec/tool.ts';
import type { Elsewhere } from './elsewhere.ts';
import { checkVerdict, crashed, type Job, type TimedVerdict } from './job.ts';
import { batchesOf } from './run-here.ts';
import { Turns } from './turns.ts';

/** Batches of this process that stand in the queue of the others at a time. */
const PLACES = 512;
/** Milliseconds without an answer to any of them after which the next are refused. */
const STUCK_MS = 10 * 60_000;

/** Hands the jobs of tools that run programs over to other processes. Training runs take turns at the places in their queue. */
export class HandedOver {
  readonly #elsewhere: Elsewhere;
  readonly #turns = new Turns(PLACES, STUCK_MS);

  constructor(elsewhere: Elsewhere) {
    this.#elsewhere = elsewhere;
  }

  /**
   * Hands over in batches as large as the tool takes. The time of a batch counts where it is run; its wait for a place does
   * not.
   * @param snapshot the library that has the tool
   */
  async run(
    tool: Tool,
    { query, options, rollouts, snapshot }: Job & { readonly snapshot: string },
    { run, signal }: { readonly run: string; readonly signal: AbortSignal },
  ): Promise<TimedVerdict[]> {
    const { id, version } = tool.declaration;
    const runBatch = async (batch: Job['rollouts']): Promise<TimedVerdict[]> => {
      const entry = { tool: id, version, snapshot, options, query, rollouts: [...batch] };
      try {
        const answers = await this.#turns.run(run, () => this.#elsewhere.run(entry, signal), signal);
        return answers.map(({ verdict, ms }) => ({ verdict: checkVerdict(tool, verdict), ms }));
      } catch (thrown) {
        return batch.map(() => ({ verdict: crashed(tool, thrown), ms: 0 }));
      }
    };
    return (await Promise.all(batchesOf(tool, rollouts).map(runBatch))).flat();
  }

  close(): Promise<void> {
    return this.#elsewhere.close();
  }
}
