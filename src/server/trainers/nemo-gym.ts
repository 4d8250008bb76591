import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { QUERY_FIELDS } from '../../intake/row-fields.ts';
import {
  createParameters,
  inputMessages,
  outputSteps,
  responseObject,
} from '../../intake/trajectories/responses-api.ts';
import { parseBody } from '../../spec/parse-or-throw.ts';
import type { AdapterParts, adapterRoutes } from './adapter.ts';
import { aggregateMetrics } from './aggregate-metrics.ts';
import { readLabel } from './label-row.ts';
import type { Outcome } from './no-reward.ts';
import { rewardComponents, whyNoComponents } from './reward-components.ts';

const body = z.looseObject({
  responses_create_params: createParameters,
  response: responseObject,
  expected_answer: z.unknown().optional(),
  verifier_metadata: z.looseObject({ unit_tests: z.unknown().optional() }).nullish(),
  rlar: z.looseObject({}).optional(),
  instance_config: z.looseObject({}).nullish(),
});
type Body = z.infer<typeof body>;

/** Columns that are read only beside a program. Without a program these names commonly mean other things. */
const PROGRAM_FIELDS = ['code', 'input', 'output', 'entry_point'];
/** Fields whose meaning the protocol has elsewhere: the prompt, and the functions of a model (`tools` would pin tools of rlar). */
const SAID_ELSEWHERE = ['prompt', 'messages', 'question', 'problem', 'tools'];
const ROW_FIELDS = [
  ...QUERY_FIELDS.filter((name) => !PROGRAM_FIELDS.includes(name) && !SAID_ELSEWHERE.includes(name)),
  'extra_info',
];
/** Fields of the protocol. They are not columns of a row, and neither are fields that begin with `_ng_`. */
const PROTOCOL_FIELDS = new Set([
  'responses_create_params',
  'response',
  'expected_answer',
  'verifier_metadata',
  'rlar',
  'instance_config',
  'agent_ref',
]);

/**
 * The row of the data set has its fields at the top level. Fields of docs/input.md are read. All other fields are columns,
 * for functions that ask for them.
 */
function readRow(sent: Body): object {
  const fields = typeof sent.code === 'string' ? [...ROW_FIELDS, ...PROGRAM_FIELDS] : ROW_FIELDS;
  const named = fields.filter((name) => sent[name] !== undefined && sent[name] !== null);
  const { steps, cutOff } = outputSteps(sent.response);
  const tests = sent.verifier_metadata?.unit_tests;
  const own = Object.fromEntries(named.map((name) => [name, sent[name]]));
  const others = Object.entries(sent).filter(
    ([name]) => !fields.includes(name) && !PROTOCOL_FIELDS.has(name) && !name.startsWith('_ng_'),
  );
  return {
    messages: inputMessages(sent.responses_create_params),
    response: steps.length > 0 ? steps : '',
    ...(cutOff && { finish_reason: 'length' }),
    ...(sent.expected_answer !== undefined &&
      sent.expected_answer !== null && { reference: sent.expected_answer }),
    ...(tests !== undefined && tests !== null && { tests }),
    ...own,
    ...(others.length > 0 && { columns: Object.fromEntries(others) }),
    ...(sent.rlar && readLabel(sent.rlar)),
  };
}

/**
 * A NeMo Gym resources server: `POST /seed_session`, `POST /verify`, `POST /aggregate_metrics`, `GET /reverify_mode`.
 * Read: `nemo_gym/{base_resources_server,judge,rollout_collection,reward_profile,openai_utils}.py` and
 * `responses_api_agents/simple_agent/app.py` at commit 07d6b0d0 (NVIDIA-NeMo/Gym).
 *
 * `/verify` gets the data set's row and the policy's Responses object, and answers with the same and `reward`;
 * `reward_components` sum to it; a run whose shapes make advantages has none, and NeMo RL's GDPO refuses a batch without
 * them. A non-2xx answer of `/verify` is not tried again and loses the rollout, so a rollout without a reward is 200 with 0.0, `_ng_failure_class`, which keeps it out of the metrics, and `mask_sample`, both at
 * the top and in `instance_config`, which keeps it out of the loss. A rollout to which a shape gave no weight is masked in the same way.
 * Rewards of steps stand beside the reward as `step_rewards`; NeMo RL trains on `reward` alone.
 */
export function nemoGymRoutes(
  app: FastifyInstance,
  parts: AdapterParts,
  route: ReturnType<typeof adapterRoutes>,
): void {
  const { service } = parts;
  route<Body>({
    trainer: 'nemo-gym',
    path: '/verify',
    summary: 'NeMo Gym: the reward of a rollout',
    noReward: service.config.trainers.nemoGym.noReward,
    read: (sent) => parseBody(body, sent),
    rows: (sent) => [readRow(sent)],
    write([outcome], sent, { shaping }) {
      const { reward, value, replaced } = outcome!;
      const noComponents = whyNoComponents(shaping);
      const slotOf = (tool: string) => service.library.get(tool)?.card.slot ?? 'correctness';
      const masked = replaced || reward.weight === 0;
      return JSON.stringify({
        ...sent,
        reward: value,
        reward_components: noComponents === null ? rewardComponents(outcome!, slotOf) : undefined,
        mask_sample: masked,
        instance_config: { ...sent.instance_config, mask_sample: masked },
        step_rewards: reward.step_rewards ?? null,
        ...(reward.step_weights && { step_weights: reward.step_weights }),
        failure_reason: replaced ? (reward.reason ?? reward.status) : null,
        ...(replaced && failure(outcome!)),
        rlar_verdict: {
          id: reward.id,
          record: reward.record,
          status: reward.status,
          kind: reward.kind,
          flags: reward.flags,
          ...(noComponents !== null && { no_components: noComponents }),
          tools: reward.assignment.tools.map((tool) => `${tool.id}@${tool.version}`),
        },
      });
    },
  });
  app.post(
    '/seed_session',
    { schema: { summary: 'NeMo Gym: nothing is kept', tags: ['trainers'] } },
    () => ({}),
  );
  app.get(
    '/reverify_mode',
    { schema: { summary: 'NeMo Gym: stateless', tags: ['trainers'] } },
    (_request, reply) =>
      reply.type('application/json; charset=utf-8').serializer(JSON.stringify).send('stateless'),
  );
  app.post(
    '/aggregate_metrics',
    { schema: { summary: 'NeMo Gym: metrics of answers of /verify', tags: ['trainers'] } },
    (request) => aggregateMetrics(request.body),
  );
}

function failure({ reward }: Outcome): object {
  return {
    _ng_failure_class: reward.status === 'failed' ? 'rlar_failed' : 'rlar_unscored',
    failure_kind: reward.error?.code ?? 'RLAR_NO_REWARD',
  };
}
