import type { FastifyInstance } from 'fastify';
import type { RewardService } from '../../service.ts';
import { RlarError } from '../../spec/errors.ts';
import type { NoReward } from '../../spec/no-reward.ts';
import type { Reward } from '../../spec/reward.ts';
import { databaseUrl } from '../../store/database-url.ts';
import type { RunSettings } from '../../store/runs.ts';
import { clientSignal } from '../client-signal.ts';
import type { IdempotencyCache } from '../idempotency-cache.ts';
import type { IntakeWarnings } from '../intake-warnings.ts';
import type { WorkQueue } from '../work-queue.ts';
import { GroupGatherer } from './group-gatherer.ts';
import { applyNoReward, type NoRewardUse, type Outcome, policyFor, type TrainerName } from './no-reward.ts';
import { readUrlFields, type UrlFields } from './url-fields.ts';

/** The objects that all adapters of a server share. */
export interface AdapterParts {
  readonly service: RewardService;
  readonly queue: WorkQueue;
  readonly replies: IdempotencyCache;
  readonly warnings: IntakeWarnings;
  readonly onNoReward: (use: NoRewardUse) => void;
}

/** The protocol of one trainer: it reads a body into rows, and writes rewards into a reply. */
interface Adapter<Call> {
  readonly trainer: TrainerName;
  readonly path: string;
  readonly summary: string;
  readonly noReward: NoReward;
  /** @throws RlarError for a body that does not follow the trainer's protocol */
  readonly read: (body: unknown, url: UrlFields, parameters: Readonly<Record<string, string>>) => Call;
  /** Rows of docs/input.md, each with one response. */
  readonly rows: (call: Call) => readonly object[];
  /** @returns the body of the reply */
  readonly write: (outcomes: readonly Outcome[], call: Call, settings: RunSettings) => string;
}

/**
 * Makes the routes of adapters. All of them use the same service as `POST /v1/rewards`. The queue holds requests above the
 * limit, a retry joins the work of the request that it repeats, and a rollout without a reward gets the value that was
 * declared for the trainer. Samples without a run in the URL belong to a run named after this start of the server, or, where
 * several servers share a database, after the day.
 */
export function adapterRoutes(app: FastifyInstance, parts: AdapterParts) {
  const { service, queue, replies, warnings, onNoReward } = parts;
  const gatherer = new GroupGatherer(service, warnings);
  const started = new Date().toISOString().slice(0, 19);
  const isShared = databaseUrl(service.config.home) !== null;
  return function route<Call>(adapter: Adapter<Call>): void {
    const { trainer, noReward } = adapter;
    app.post<{ Params: Record<string, string> }>(
      adapter.path,
      {
        schema: { summary: adapter.summary, tags: ['trainers'] },
        serializerCompiler: () => (body) => body as string,
      },
      async (request, reply) => {
        const url = readUrlFields(request.query);
        const context = { run: `${trainer}-${isShared ? today() : started}`, ...url.context };
        const own = url.noReward ?? noReward;
        const digest = request.jsonBody?.digest ?? '';
        const { status, body, replaced } = await replies.once(
          { route: request.url, digest, client: clientSignal(reply) },
          async (signal) => {
            const call = adapter.read(request.body, url, request.params);
            const rows = adapter.rows(call);
            const rewards: Reward[] =
              rows.length === 0
                ? []
                : await queue.run(
                    rows.length,
                    () =>
                      gatherer.score(rows, context, {
                        noReward: own,
                        url,
                        signal,
                        ...(digest && { once: `${request.url} ${digest}` }),
                      }),
                    { run: context.run, signal },
                  );
            const settings = await service.settingsOf(context);
            const stored = rewards.every(({ reward }) => reward !== null) ? null : settings.noReward;
            const keep = rewards.every((entry) => entry.status !== 'failed');
            const policy = policyFor(stored, own);
            const use = (used: NoRewardUse): void => onNoReward({ ...used, run: context.run });
            const outcomes = applyNoReward(rewards, trainer, policy, use);
            if (outcomes instanceof RlarError)
              return { status: outcomes.status, body: JSON.stringify({ error: outcomes.toBody() }), keep };
            const missing = outcomes.filter((outcome) => outcome.replaced).length;
            return { status: 200, body: adapter.write(outcomes, call, settings), replaced: missing, keep };
          },
        );
        if (replaced) reply.header('x-rlar-no-reward', String(replaced));
        return reply.status(status).type('application/json; charset=utf-8').send(body);
      },
    );
  };
}

/** The day in UTC, which all servers of a deployment have in common. */
function today(): string {
  return new Date().toISOString().slice(0, 10);
}
