import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { LatestState } from '../evolution/loop/latest-state.ts';
import type { RewardService } from '../service.ts';
import { boundedLabels } from './bounded-labels.ts';
import { evolutionMetrics } from './evolution-metrics.ts';
import type { IdempotencyCache } from './idempotency-cache.ts';
import { libraryMetrics } from './library-metrics.ts';
import { roleMetrics } from './role-metrics.ts';
import type { NoRewardUse } from './trainers/no-reward.ts';
import type { WorkQueue } from './work-queue.ts';

/** @returns the Prometheus registry of a server. What only grows is a counter, and its name ends in `_total`. */
export function serverMetrics(
  service: RewardService,
  queue: WorkQueue,
  replies: IdempotencyCache,
  { agentCalls, loop }: { readonly agentCalls: () => number; readonly loop: LatestState | null },
): { readonly registry: Registry; readonly onNoReward: (use: NoRewardUse) => void } {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const rewards = new Counter({
    name: 'rlar_rewards_total',
    help: 'Rollouts answered, by kind and status, and by the cause of those without a reward',
    labelNames: ['kind', 'status', 'cause'],
    registers,
  });
  const tools = new Counter({
    name: 'rlar_tool_results_total',
    help: 'Results of tools, by tool and status, and by the cause of those without a value',
    labelNames: ['tool', 'status', 'cause'],
    registers,
  });
  const judgeCalls = new Counter({
    name: 'rlar_judge_calls_total',
    help: 'Calls of language models by judges, by tool; calls of agents are counted apart',
    labelNames: ['tool'],
    registers,
  });
  const judgeTokens = new Counter({
    name: 'rlar_judge_tokens_total',
    help: 'Tokens of calls of language models by judges, by tool',
    labelNames: ['tool'],
    registers,
  });
  const flags = new Counter({
    name: 'rlar_flags_total',
    help: 'Rewards by flag',
    labelNames: ['flag'],
    registers,
  });
  const noReward = new Counter({
    name: 'rlar_no_reward_total',
    help: 'Rollouts without a reward for which a trainer got what its policy says',
    labelNames: ['trainer', 'policy', 'status'],
    registers,
  });
  const latency = new Histogram({
    name: 'rlar_score_seconds',
    help: 'Time of one scoring request, from when its work starts to when it is durable',
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  });
  const [kindLabel, toolLabel, flagLabel] = [boundedLabels(), boundedLabels(), boundedLabels()];
  service.observe((observation) => {
    latency.observe(observation.ms / 1000);
    for (const reward of observation.rewards) {
      const { cause } = reward;
      rewards.inc({
        kind: kindLabel(reward.kind ?? 'unknown'),
        status: reward.status,
        ...(cause && { cause }),
      });
      for (const flag of reward.flags) flags.inc({ flag: flagLabel(flag) });
      for (const result of reward.results) {
        const tool = toolLabel(result.tool);
        tools.inc({ tool, status: result.status, ...(result.cause && { cause: result.cause }) });
        if (!result.usage) continue;
        judgeCalls.inc({ tool }, result.usage.calls);
        judgeTokens.inc({ tool }, result.usage.inputTokens + result.usage.outputTokens);
      }
    }
  });
  gauge(registers, 'rlar_rollouts_in_work', 'Rollouts in work', () => queue.inWork);
  gauge(registers, 'rlar_requests_held', 'Requests held because the queue is full', () => queue.held);
  counter(
    registers,
    'rlar_requests_joined_total',
    'Requests answered by the work of an identical one',
    () => replies.joined,
  );
  counter(
    registers,
    'rlar_threads_killed_total',
    'Worker threads killed at a deadline or lost',
    () => service.killedThreads,
  );
  counter(
    registers,
    'rlar_unrecorded_rewards_total',
    'Rewards that a full disk kept out of the ledger',
    () => service.store?.stats().unrecorded ?? 0,
  );
  libraryMetrics(service, registers);
  if (loop) evolutionMetrics(loop, registers);
  roleMetrics(service, registers);
  counter(
    registers,
    'rlar_agent_calls_total',
    'Calls of agents since the start; none are on the path of a rollout',
    agentCalls,
  );
  return { registry, onNoReward: ({ trainer, policy, status }) => noReward.inc({ trainer, policy, status }) };
}

/** @param read gives the present count, from the object that counts */
function counter(registers: Registry[], name: string, help: string, read: () => number): void {
  new Counter({
    name,
    help,
    registers,
    collect() {
      this.reset();
      this.inc(read());
    },
  });
}

function gauge(registers: Registry[], name: string, help: string, read: () => number): void {
  new Gauge({
    name,
    help,
    registers,
    collect() {
      this.set(read());
    },
  });
}
