import { after } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { parseConfig } from '../config.ts';
import { judgeRecord } from '../library/added-tools/judge-record.ts';
import { builtInLibrary } from '../library/built-in.ts';
import { judgeModel } from '../models/judge-model.ts';
import { buildApp } from '../server/app.ts';
import { RewardService } from '../service.ts';
import { judgeSpec } from '../spec/judge-spec.ts';
import type { Reward } from '../spec/reward.ts';
import type { JudgeDesk } from '../tools/judge/desk.ts';
import { judgeTool } from '../tools/judge/judge-tool.ts';
import type { ScriptedModel } from './scripted-model.ts';

/** A server with one provisional judge, called `judge`, beside the built-in tools. Nothing is recorded. */
export interface ServedJudge {
  readonly app: FastifyInstance;
  /** Posts a body to /v1/rewards. @throws where the status is not 200 */
  post(body: object): Promise<Reward[]>;
}

interface JudgeServiceOptions {
  /** What judges chose for a run, and rubrics of queries. */
  readonly choices?: Map<string, string> | JudgeDesk;
  /** Whether provisional tools, as the judge is, are allowed; true by default. */
  readonly allowProvisional?: boolean;
  readonly threads?: number;
}

/**
 * @param models the judge's own, and the cheaper one where the spec names one
 * @returns a service with one provisional judge, called `judge`, beside the built-in tools
 */
export function judgeService(
  spec: object,
  models: readonly ScriptedModel[],
  { choices = new Map(), allowProvisional = true, threads }: JudgeServiceOptions = {},
): RewardService {
  const parsed = judgeSpec.parse({ id: 'judge', ...spec });
  const price = { input: 1, output: 1 };
  const { record } = judgeRecord(parsed, judgeModel.parse({ model: 'm', price }));
  const desk = choices instanceof Map ? deskOf(choices) : choices;
  const tool = judgeTool(record.declaration, parsed, async (which) => models[which ? 1 : 0]!, desk);
  const { id, version } = record.declaration;
  const gates = { gates: [], labelled: [], admitted: true, provisional: true };
  const evidence = { tool: id, version, source: version, ...gates };
  const library = builtInLibrary([{ tool, evidence }]).withProvisional(allowProvisional);
  const config = parseConfig({ home: null, allowProvisional, ...(threads && { threads }) });
  return new RewardService(config, library, null);
}

function deskOf(choices: Map<string, string>): JudgeDesk {
  return {
    chosen: (key) => choices.get(key) ?? null,
    choose: (key, choice) => choices.get(key) ?? choices.set(key, choice).get(key)!,
  };
}

/**
 * @param models as `judgeService` takes them
 * @param choices what judges chose for a run, and rubrics of queries
 */
export async function servedJudge(
  spec: object,
  models: readonly ScriptedModel[],
  choices: Map<string, string> | JudgeDesk = new Map<string, string>(),
): Promise<ServedJudge> {
  const app = await buildApp(judgeService(spec, models, { choices, threads: 1 }));
  return {
    app,
    post: async (body) => {
      const reply = await app.inject({ method: 'POST', url: '/v1/rewards', payload: body });
      if (reply.statusCode !== 200) throw new Error(reply.body);
      return (reply.json() as { items: Reward[] }).items;
    },
  };
}

/** @returns what serves a judge and gives its `post`; all servers close behind the tests of the file */
export function judgeServers(): (...given: Parameters<typeof servedJudge>) => Promise<ServedJudge['post']> {
  const open: FastifyInstance[] = [];
  after(() => Promise.all(open.map((app) => app.close())));
  return async (...given) => {
    const { app, post } = await servedJudge(...given);
    open.push(app);
    return post;
  };
}

/** @returns a criterion with the first word of what it asks as its id */
export function criterionOf(asks: string, more: object = {}): object {
  return { id: asks.split(' ')[0], asks: `It is ${asks}.`, ...more };
}

/** @returns the numbers of rewards, null where there is none */
export function valuesOf(rewards: readonly Reward[]): (number | null)[] {
  return rewards.map(({ reward }) => reward);
}
