import type { FastifyInstance } from 'fastify';
import { parseConfig } from '../config.ts';
import { judgeRecord } from '../library/added-tools/judge-record.ts';
import { builtInLibrary } from '../library/built-in.ts';
import { judgeModel } from '../models/judge-model.ts';
import { buildApp } from '../server/app.ts';
import { RewardService } from '../service.ts';
import { judgeSpec } from '../spec/judge-spec.ts';
import type { Reward } from '../spec/reward.ts';
import { judgeTool } from '../tools/judge/judge-tool.ts';
import type { ScriptedModel } from './scripted-model.ts';

/** A server with one provisional judge, called `judge`, beside the built-in tools. Nothing is recorded. */
export interface ServedJudge {
  readonly app: FastifyInstance;
  /** Posts a body to /v1/rewards. @throws where the status is not 200 */
  post(body: object): Promise<Reward[]>;
}

/**
 * @param models the judge's own, and the cheaper one where the spec names one
 * @param choices what judges chose for a run, and rubrics of queries
 */
export async function servedJudge(
  spec: object,
  models: readonly ScriptedModel[],
  choices = new Map<string, string>(),
): Promise<ServedJudge> {
  const parsed = judgeSpec.parse({ id: 'judge', ...spec });
  const price = { input: 1, output: 1 };
  const { record } = judgeRecord(parsed, judgeModel.parse({ model: 'm', price }));
  const desk = {
    chosen: (key: string) => choices.get(key) ?? null,
    choose: (key: string, choice: string) => choices.get(key) ?? choices.set(key, choice).get(key)!,
  };
  const tool = judgeTool(record.declaration, parsed, async (which) => models[which ? 1 : 0]!, desk);
  const { id, version } = record.declaration;
  const evidence = {
    tool: id,
    version,
    source: version,
    gates: [],
    labelled: [],
    admitted: true,
    provisional: true,
  };
  const library = builtInLibrary([{ tool, evidence }]).withProvisional(true);
  const config = parseConfig({ home: null, allowProvisional: true, threads: 1 });
  const app = await buildApp(new RewardService(config, library, null));
  return {
    app,
    post: async (body) => {
      const reply = await app.inject({ method: 'POST', url: '/v1/rewards', payload: body });
      if (reply.statusCode !== 200) throw new Error(reply.body);
      return (reply.json() as { items: Reward[] }).items;
    },
  };
}
