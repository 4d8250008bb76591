import { randomUUID } from 'node:crypto';
import type { Library } from '../../library/library.ts';
import type { Assignment } from '../../spec/assignment.ts';
import { asRlarError } from '../../spec/errors.ts';
import type { Query } from '../../spec/query.ts';
import { openJobs } from '../../store/open-registry.ts';
import { keepLease, LEASE } from '../acquisitions/lease.ts';
import { type AcquiringConfig, homeOf, openModel } from '../acquisitions/open-acquisitions.ts';
import { askPolicy, type PolicyAnswer } from './ask-policy.ts';
import { PolicyWork } from './policy-work.ts';

/** What the desk does, for those who look at it. */
export interface DeskState {
  readonly running: boolean;
  /** Prompts that no rule knows, and kinds to decide for, since the agent was last asked. */
  readonly waiting: { readonly prompts: number; readonly kinds: number };
  /** What the last work came to; null before the first. */
  readonly last: { readonly named: number; readonly decided: number; readonly error: string | null } | null;
}

type Ask = (work: PolicyWork, all: boolean) => Promise<PolicyAnswer>;

const JOB = 'policy';

/**
 * Gathers what a server could not serve, and has the policy agent decide about it off the path of any reward. There is one work
 * at a time, in all processes over a home: it is a job with a lease.
 */
export class PolicyDesk {
  readonly #config: AcquiringConfig;
  readonly #library: () => Promise<Library>;
  readonly #ask: Ask;
  readonly #open: () => Promise<unknown>;
  readonly #owner: string = randomUUID();
  #work = new PolicyWork();
  #running: Promise<void> | null = null;
  #last: DeskState['last'] = null;
  #calls = 0;

  /** @param library looks at the registry, and gives the library as it is then */
  constructor(config: AcquiringConfig, library: () => Promise<Library>, ask?: Ask) {
    this.#config = config;
    this.#library = library;
    this.#open = ask ? async () => {} : () => openModel(config);
    this.#ask = ask ?? ((work, all) => askPolicy(config, work, { library, all }));
  }

  /** Number of model calls since the start. */
  get calls(): number {
    return this.#calls;
  }

  /** Keeps a query in mind. It costs next to nothing: it is called while rewards are made. */
  note(query: Query, assignment: Assignment): void {
    this.#work.note(query, assignment);
  }

  /** @throws RlarError RLAR_MODEL_MISSING where nobody can be asked */
  async requireModel(): Promise<void> {
    await this.#open();
  }

  async state(): Promise<DeskState> {
    const kinds = this.#work.asks(await this.#library()).length;
    const waiting = { prompts: this.#work.unknown.size, kinds };
    return { running: this.#running !== null, waiting, last: this.#last };
  }

  /**
   * Has the agent work on what was noted, in the background; work that is going on is joined. Nobody is asked where there is
   * nothing to decide.
   * @param all also about kinds for which the rules leave nothing to decide
   * @returns resolves when the work has ended; it never rejects, and `state` has the error
   */
  start(all = false): Promise<void> {
    this.#running ??= this.#run(all).finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  async close(): Promise<void> {
    await this.#running;
  }

  async #run(all: boolean): Promise<void> {
    const work = this.#work;
    try {
      if (work.unknown.size === 0 && work.asks(await this.#library(), all).length === 0) return;
      this.#work = new PolicyWork();
      const answer = await this.#leased(() => this.#ask(work, all));
      if (!answer) return;
      const decided = answer.decided.filter((one) => 'template' in one).length;
      this.#calls += answer.usage.calls;
      this.#last = { named: answer.named.length, decided, error: null };
    } catch (thrown) {
      const { code, message } = asRlarError(thrown);
      this.#last = { named: 0, decided: 0, error: `${code}: ${message}` };
    }
  }

  /** @returns null where another process is at it */
  async #leased(work: () => Promise<PolicyAnswer>): Promise<PolicyAnswer | null> {
    const jobs = await openJobs(homeOf(this.#config));
    try {
      const claim = { id: JOB, kind: JOB, key: JOB, spec: {}, owner: this.#owner, leaseMs: LEASE.ms };
      if (await jobs.claim(claim)) return null;
      const lease = keepLease(jobs, JOB, this.#owner);
      try {
        return await work();
      } finally {
        await lease.end('open');
      }
    } finally {
      await jobs.close();
    }
  }
}
