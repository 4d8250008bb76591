/**
 * rlar in your own process: `createRewardService` makes a service that scores rollouts, `defineTool` makes a reward function of your
 * own, and `defineConfig` types `rlar.config.ts`. See docs/in-process.md.
 */

import { z } from 'zod';
import type { ConfigInput, UserTool } from './config.ts';
import { type JsonObject, jsonObject } from './spec/json.ts';
import { makeTool } from './spec/make-tool.ts';
import { parseOrThrow } from './spec/parse-or-throw.ts';
import { eachRollout } from './spec/prepared-tool.ts';
import type { PreparedTool, RewardFunction, Tool, ToolQuery } from './spec/tool.ts';
import { toolDeclaration } from './spec/tool-card.ts';
import type { Fixture } from './tools/fixtures.ts';

export type { Config, ConfigInput, UserTool } from './config.ts';
export { defineShape, type Shape, type Take } from './intake/shape.ts';
export { buildApp } from './server/app.ts';
export type { Observation } from './service/score-options.ts';
export { createRewardService, RewardService } from './service.ts';
export type { Assignment } from './spec/assignment.ts';
export { ERRORS, type ErrorBody, type ErrorCode, RlarError } from './spec/errors.ts';
export { eachRollout, inapplicable } from './spec/prepared-tool.ts';
export type { Query } from './spec/query.ts';
export type { Reward, ToolResult } from './spec/reward.ts';
export type { Rollout } from './spec/rollout.ts';
export type {
  PreparedTool,
  RewardFunction,
  ScoreContext,
  Tool,
  ToolHealth,
  ToolQuery,
  ToolRollout,
} from './spec/tool.ts';
export type { ToolCard, ToolDeclaration } from './spec/tool-card.ts';
export { type Cause, failed, scored, unscored, type Verdict } from './spec/verdict.ts';
export type { Group, RunContext, ScoreRequest } from './spec/wire.ts';
export type { Fixture } from './tools/fixtures.ts';

/** What `defineTool` takes: the card, how to judge, and the cases to test it on. */
export type ToolInput = Omit<z.input<typeof toolDeclaration>, 'provenance' | 'execution'> &
  Pick<Tool, 'batch' | 'open' | 'heavy' | 'health' | 'close'> & {
    /**
     * Prepares a query. What it returns judges one rollout at a time, where it is a function; or batches of rollouts,
     * where it is an object with `score`.
     */
    readonly prepare: (query: ToolQuery, options: JsonObject) => RewardFunction | PreparedTool;
    /** The options that an assignment may set, as a zod schema. Where it is absent any options may be set. */
    readonly options?: z.ZodType<JsonObject>;
    /** Cases in both directions. With them the tool passes the gates and is routed to; without, it can only be pinned. */
    readonly fixtures?: readonly Fixture[];
  };

const batchSize = z.union([z.number().int().positive(), z.literal('group')]).optional();

/**
 * Makes a tool, that is, a reward function, of your own. It runs in this process, without a sandbox. Where it declares `options` (a zod
 * schema), `prepare` gets them parsed, and a query with other options is `unscored`.
 * @throws RlarError RLAR_INVALID_TOOL for a card with a wrong field, or a `batch` that is neither a whole number above 0 nor `group`
 */
export function defineTool(input: ToolInput): UserTool {
  const { prepare, fixtures, batch, options = jsonObject, open, heavy, health, close, ...rest } = input;
  const wrong = { code: 'RLAR_INVALID_TOOL', prefix: 'defineTool: ' } as const;
  const card = { overTime: 'failed', ...rest, execution: 'async', provenance: { origin: 'user' } };
  const declaration = parseOrThrow(toolDeclaration, card, wrong);
  parseOrThrow(batchSize, batch, { ...wrong, whole: 'batch' });
  const tool = makeTool({
    declaration,
    options,
    prepare: (query, given) => {
      const prepared = prepare(query, given);
      return typeof prepared === 'function' ? eachRollout(prepared) : prepared;
    },
    ...(batch !== undefined && { batch }),
    ...(open && { open }),
    ...(heavy && { heavy }),
    ...(health && { health }),
    ...(close && { close }),
  });
  return { ...tool, ...(fixtures && { fixtures }) };
}

/** Gives the types of the configuration to `rlar.config.ts`: `export default defineConfig({ … })`. It returns its input unchanged. */
export function defineConfig(config: ConfigInput): ConfigInput {
  return config;
}
