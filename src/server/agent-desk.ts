import type { FastifyInstance } from 'fastify';
import { acquisitionId, targetKey } from '../agents/acquisitions/acquisition-id.ts';
import type { Acquisitions } from '../agents/acquisitions/acquisitions.ts';
import type { AnyRequest } from '../agents/acquisitions/any-request.ts';
import { openAcquisitions } from '../agents/acquisitions/open-acquisitions.ts';
import { queuedState } from '../agents/acquisitions/queued-state.ts';
import { ACQUISITION } from '../agents/acquisitions/recorded-acquisitions.ts';
import type { AcquisitionState } from '../agents/acquisitions/state.ts';
import type { RewardService } from '../service.ts';
import { jsonObject } from '../spec/json.ts';
import type { Jobs } from '../store/jobs.ts';
import { openJobs } from '../store/open-registry.ts';

/**
 * The acquisitions of a deployment, for the routes and the loop of one of its processes: worked on here, or left to the
 * processes of the role `agents`.
 */
export class AgentDesk {
  readonly #service: RewardService;
  readonly #worksHere: boolean;
  readonly #open: () => Acquisitions;
  #acquisitions: Acquisitions | null = null;
  #jobs: Promise<Jobs> | null = null;

  /** @param worksHere whether agents work in this process */
  constructor(service: RewardService, worksHere: boolean, open: () => Acquisitions) {
    this.#service = service;
    this.#worksHere = worksHere;
    this.#open = open;
  }

  /** Those of this process; opened with the first use. */
  get acquisitions(): Acquisitions {
    this.#acquisitions ??= this.#open();
    return this.#acquisitions;
  }

  /** Number of model calls of this process since the start. */
  get calls(): number {
    return this.#acquisitions?.calls ?? 0;
  }

  /** Opens an acquisition in the background. @returns how it stands @throws RLAR_MODEL_MISSING, RLAR_ACQUISITION_RUNNING */
  async request(request: AnyRequest): Promise<AcquisitionState> {
    if (this.#worksHere) {
      const { id } = await this.acquisitions.request(request);
      return (await this.acquisitions.get(id)) ?? this.#queued(id, request);
    }
    const asked = acquisitionId(request);
    const before = await this.acquisitions.get(asked);
    if (before) return before;
    const jobs = await this.#openJobs();
    const spec = { request: jsonObject.parse(request) };
    const id = await jobs.offer({ id: asked, kind: ACQUISITION, key: targetKey(request.target), spec });
    return (await this.acquisitions.get(id)) ?? this.#queued(id, request);
  }

  /** Works on what is left to this process, and on what other processes left when they died, until the server closes. */
  workFor(app: FastifyInstance, onTrouble: (message: string) => void): void {
    const { home, acquire } = this.#service.config;
    if (!this.#worksHere || home === null) return;
    const options = { concurrency: acquire.concurrency, onTrouble };
    app.addHook('onReady', async () => {
      const jobs = await this.#openJobs();
      await jobs.work(ACQUISITION, (job, signal) => this.acquisitions.take(job, signal), options);
    });
  }

  async close(): Promise<void> {
    await (await this.#jobs?.catch(() => null))?.close();
    await this.#acquisitions?.close();
  }

  #queued(id: string, request: AnyRequest): AcquisitionState {
    return queuedState(id, request, this.#service.config.texts === 'full');
  }

  #openJobs(): Promise<Jobs> {
    this.#jobs ??= openJobs(this.#service.config.home);
    return this.#jobs;
  }
}

/** The desk of a server. @param onProgress hears a line for each step of an acquisition here */
export function openAgentDesk(
  service: RewardService,
  worksHere: boolean,
  onProgress?: (about: { readonly acquisition: string; readonly status: string }, note: string) => void,
): AgentDesk {
  const open = () =>
    openAcquisitions(service.config, () => service.library, {
      onProgress: ({ id, status, note }, event) => {
        if (event ? event.step !== 'gate' : status !== 'running')
          onProgress?.({ acquisition: id, status }, note);
      },
    });
  return new AgentDesk(service, worksHere, open);
}
