/**
 * rlar in process: `createRewardService` scores rollouts, `defineTool` adds a tool of your own, `defineConfig` types
 * `rlar.config.ts`.
 */

import type { z } from 'zod';
import type { ConfigInput, UserTool } from './config.ts';
import type { JsonObject } from './spec/json.ts';
import type { RewardFunction, ToolQuery } from './spec/tool.ts';
import { toolDeclaration } from './spec/tool-card.ts';
import type { Fixture } from './tools/fixtures.ts';

export type { Config, ConfigInput, UserTool } from './config.ts';
export { defineShape, type Shape, type Take } from './intake/shape.ts';
export { buildApp } from './server/app.ts';
export { createRewardService, type Observation, RewardService } from './service.ts';
export type { Assignment } from './spec/assignment.ts';
export { ERRORS, type ErrorBody, type ErrorCode, RlarError } from './spec/errors.ts';
export type { Query } from './spec/query.ts';
export type { Reward, ToolResult } from './spec/reward.ts';
export type { Rollout } from './spec/rollout.ts';
export type { RewardFunction, Tool, ToolQuery, ToolRollout } from './spec/tool.ts';
export type { ToolCard, ToolDeclaration } from './spec/tool-card.ts';
export { failed, scored, unscored, type Verdict } from './spec/verdict.ts';
export type { Group, RunContext, ScoreRequest } from './spec/wire.ts';
export type { Fixture } from './tools/fixtures.ts';

/** What `defineTool` takes: the card, how to judge, and the cases to test it on. */
export type ToolInput = Omit<z.input<typeof toolDeclaration>, 'provenance' | 'execution'> & {
  /** Prepares a query; the function it returns judges one rollout of it. */
  readonly prepare: (query: ToolQuery, options: JsonObject) => RewardFunction;
  /** Cases in both directions. With them the tool passes the gates and is routed to; without, it can only be pinned. */
  readonly fixtures?: readonly Fixture[];
};

/** Makes a tool of your own. It runs in this process: its code is yours, and trusted. */
export function defineTool({ prepare, fixtures, ...card }: ToolInput): UserTool {
  const declaration = toolDeclaration.parse({ ...card, execution: 'async', provenance: { origin: 'user' } });
  return { declaration, prepare, ...(fixtures && { fixtures }) };
}

/** Types `rlar.config.ts`: `export default defineConfig({ … })`. */
export function defineConfig(config: ConfigInput): ConfigInput {
  return config;
}
