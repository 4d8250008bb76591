import { z } from 'zod';
import { RlarError } from '../../spec/errors.ts';
import { SLOTS } from '../../spec/slots.ts';
import type { adapterRoutes } from './adapter.ts';
import { readLabel } from './label-row.ts';

const body = z.looseObject({
  messages: z.array(z.looseObject({ role: z.string() })).min(1),
  ground_truth: z.unknown().optional(),
  kwargs: z.looseObject({}).nullish(),
});

/**
 * `POST /evaluate` of Fireworks' eval-protocol. Read: `eval_protocol/{generic_server,reward_function,models}.py` at commit
 * 000c2a48. The last message is the assistant's; `ground_truth` may be anything, and is not read where it is a list of
 * messages, which its client sends where nothing else is given. Without a reward, `is_score_valid` is false. Rewards of steps are
 * `step_outputs`, whose `step_index` counts the messages of the response.
 */
export function evalProtocolRoute(route: ReturnType<typeof adapterRoutes>): void {
  route<object>({
    trainer: 'eval-protocol',
    path: '/evaluate',
    summary: 'eval-protocol: the evaluation of a conversation',
    noReward: 'mask',
    read(sent, url) {
      const parsed = body.safeParse(sent);
      const last = parsed.data?.messages.at(-1);
      if (!parsed.success || last?.role !== 'assistant')
        throw new RlarError(
          'RLAR_INVALID_REQUEST',
          'messages: expected a list that ends with the assistant’s',
        );
      const { messages, ground_truth: truth, kwargs } = parsed.data;
      const echoed =
        Array.isArray(truth) && truth.some((entry) => typeof entry === 'object' && entry && 'role' in entry);
      const beside = kwargs && Object.keys(kwargs).length > 0 ? readLabel(kwargs) : {};
      return {
        messages: messages.slice(0, -1),
        response: [last],
        ...url.row,
        ...(!echoed && readLabel(truth)),
        ...('label' in beside ? {} : beside),
      };
    },
    rows: (row) => [row],
    write([outcome]) {
      const { reward, value, replaced } = outcome!;
      const reason =
        reward.reason ?? `${reward.kind}: ${reward.assignment.tools.map((tool) => tool.id).join(', ')}`;
      const metric = (score: number) => ({ score, is_score_valid: true, reason });
      const filled = SLOTS.flatMap((slot) => {
        const slotValue = reward.slots[slot];
        return slotValue === null ? [] : [[slot, metric(slotValue)] as const];
      });
      return JSON.stringify({
        score: value,
        is_score_valid: !replaced,
        reason,
        metrics: Object.fromEntries(filled),
        step_outputs:
          reward.step_rewards?.map((step, index) => ({ step_index: index, base_reward: step })) ?? null,
        error: replaced ? (reward.error?.message ?? reason) : null,
      });
    },
  });
}
