import { z } from 'zod';
import type { NoReward } from '../../spec/no-reward.ts';
import { parseBody } from '../../spec/parse-or-throw.ts';
import type { adapterRoutes } from './adapter.ts';
import { floatJson } from './float-json.ts';
import { readLabel } from './label-row.ts';
import { rewardNumbers } from './reward-numbers.ts';
import { sampleRow } from './sample-row.ts';

const sample = z
  .looseObject({
    prompt: z.union([z.string(), z.array(z.looseObject({ role: z.string() }))]),
    response: z.unknown(),
    label: z.unknown().optional(),
  })
  .refine((given) => 'response' in given);
const body = z.union([sample, z.array(sample)], {
  error: 'expected {prompt, response, label}, or a list of them',
});

interface Call {
  readonly rows: readonly object[];
  readonly list: boolean;
  readonly objects: boolean;
}

/**
 * `POST /slime`, as slime's `--rm-type remote_rm --rm-url` calls it. Read: `slime/rollout/rm_hub/__init__.py` and
 * `slime/rollout/sglang_rollout.py` at commit 624b824a (slime is not on PyPI; the package of that name is another).
 *
 * One sample a request: the prompt as a templated string or as messages, the response, the label; the metadata is not
 * sent. The body of the reply is the reward. With `?reply=object` it is a flat object for `--reward-key score`. A list
 * of samples (a custom function with `--group-rm`) is answered with a list.
 */
export function slimeRoute(route: ReturnType<typeof adapterRoutes>, noReward: NoReward): void {
  route<Call>({
    trainer: 'slime',
    path: '/slime',
    summary: 'slime: the reward of a sample',
    noReward,
    read(sent, url) {
      const given = parseBody(body, sent);
      const list = Array.isArray(given);
      const samples = Array.isArray(given) ? given : [given];
      const rows = samples.map(({ prompt, response, label }) => ({
        ...sampleRow({
          prompt: typeof prompt === 'string' ? prompt : '',
          response,
          eos: url.eos ?? 'unknown',
        }),
        ...(typeof prompt !== 'string' && { prompt: undefined, messages: prompt }),
        ...url.row,
        ...readLabel(label),
      }));
      return { rows, list, objects: url.reply === 'object' };
    },
    rows: (call) => call.rows,
    write(outcomes, { list, objects }) {
      const replies = outcomes.map((outcome) =>
        objects ? { score: outcome.value, reward: outcome.value, ...rewardNumbers(outcome) } : outcome.value,
      );
      return floatJson(list ? replies : replies[0]);
    },
  });
}
