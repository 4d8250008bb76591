import { z } from 'zod';
import { parseBody } from '../../spec/parse-or-throw.ts';
import { SLOTS } from '../../spec/slots.ts';
import type { adapterRoutes } from './adapter.ts';

const body = z.looseObject({
  grader: z.looseObject({ name: z.string().optional(), type: z.string().optional() }),
  item: z.looseObject({}).optional(),
  model_sample: z.string(),
});

/**
 * `POST /v1/fine_tuning/alpha/graders/run` in the shape of OpenAI's run of a grader. Read: `types/fine_tuning/alpha/
 * grader_run_{params,response}.py` of openai-python e43b4224. The item is the row (docs/input.md) and the sample its response;
 * the grader's own rule is not run, since the library decides what a row is graded by: of the grader, name and type are
 * echoed. Without a reward the number is 0.0, with `metadata.errors.other_error`, or `python_grader_server_error` where something broke.
 */
export function openaiGraderRoute(route: ReturnType<typeof adapterRoutes>): void {
  route<z.infer<typeof body>>({
    trainer: 'openai-grader',
    path: '/v1/fine_tuning/alpha/graders/run',
    summary: 'OpenAI: the run of a grader on one item',
    noReward: 'mask',
    read: (sent) => parseBody(body, sent),
    rows: ({ item, model_sample: sample }) => [{ ...item, response: sample }],
    write([outcome], { grader }) {
      const { reward, value, replaced } = outcome!;
      const filled = SLOTS.flatMap((slot) => {
        const slotValue = reward.slots[slot];
        return slotValue === null ? [] : [[slot, slotValue] as const];
      });
      const broke = replaced && reward.status === 'failed';
      return JSON.stringify({
        reward: value,
        sub_rewards: Object.fromEntries(filled),
        model_grader_token_usage_per_model: {},
        metadata: {
          name: grader.name ?? 'rlar',
          type: grader.type ?? 'rlar',
          execution_time: reward.results.reduce((sum, { ms }) => sum + ms, 0) / 1000,
          scores: Object.fromEntries(filled),
          token_usage: null,
          sampled_model_name: null,
          errors: {
            formula_parse_error: false,
            sample_parse_error: false,
            truncated_observation_error: false,
            unresponsive_reward_error: false,
            invalid_variable_error: false,
            other_error: replaced && !broke,
            python_grader_server_error: broke,
            python_grader_server_error_type: broke ? (reward.error?.code ?? null) : null,
            python_grader_runtime_error: false,
            python_grader_runtime_error_details: null,
            model_grader_server_error: false,
            model_grader_server_error_details: null,
            model_grader_refusal_error: false,
            model_grader_parse_error: false,
          },
        },
      });
    },
  });
}
