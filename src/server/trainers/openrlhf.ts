import { z } from 'zod';
import { RlarError } from '../../spec/errors.ts';
import type { NoReward } from '../../spec/no-reward.ts';
import { parseBody } from '../../spec/parse-or-throw.ts';
import { cutPrompt } from '../../text/cut-prompt.ts';
import type { adapterRoutes } from './adapter.ts';
import { floatJson } from './float-json.ts';
import { readLabel } from './label-row.ts';
import { rawAccuracy, rewardNumbers } from './reward-numbers.ts';
import { sampleRow } from './sample-row.ts';

const texts = z.union([z.string(), z.array(z.unknown())], { error: 'expected a text or a list of texts' });
const body = z.looseObject({
  query: texts,
  prompts: texts,
  labels: z.unknown().optional(),
});

interface Call {
  readonly rows: readonly object[];
  /** The reply to a body of lists has lists; the reply to a body of plain values has plain values. */
  readonly lists: boolean;
}

/**
 * `POST /get_reward`, as OpenRLHF's `--reward.remote_url` calls it. Read: `openrlhf/utils/agent.py`,
 * `openrlhf/cli/serve_rm.py` and `openrlhf/trainer/ppo_utils/` of 0.11.2 (PyPI), and of v0.11.0 at commit 3c3be623.
 *
 * `query` is prompt and response decoded with special tokens, `prompts` the templated prompt, `labels` a column or ''.
 * One sample a request, retried five times at any error; with several URLs 0.11.0 sends the others empty lists and
 * waits for their answer, 0.11.2 takes the URLs in turn. `rewards`, `scores` and the values of `extra_logs` go into
 * tensors, and their keys are those of the first sample: numbers alone, and the same keys always. `scores` (for dynamic
 * filtering) is the raw correctness.
 */
export function openrlhfRoute(route: ReturnType<typeof adapterRoutes>, noReward: NoReward): void {
  route<Call>({
    trainer: 'openrlhf',
    path: '/get_reward',
    summary: 'OpenRLHF: rewards of samples',
    noReward,
    read(sent, url) {
      const { query, prompts, labels } = parseBody(body, sent);
      const lists = Array.isArray(query);
      const queries = lists ? query : [query];
      const front = Array.isArray(prompts) ? prompts : [prompts];
      if (front.length !== queries.length)
        throw new RlarError(
          'RLAR_INVALID_REQUEST',
          `prompts: ${front.length} for ${queries.length} of query`,
        );
      const references = Array.isArray(labels) && lists ? labels : [labels];
      const rows = queries.map((text, index) => {
        const prompt = front[index];
        const readable = typeof text === 'string' && typeof prompt === 'string';
        const response = readable ? cutPrompt(text, prompt) : undefined;
        if (response === null)
          throw new RlarError(
            'RLAR_INVALID_REQUEST',
            `query.${index} does not begin with prompts.${index}: the response cannot be cut out of it`,
          );
        const sample = {
          prompt: typeof prompt === 'string' ? prompt : '',
          response: response ?? null,
          eos: url.eos ?? 'expected',
        };
        return { ...sampleRow(sample), ...url.row, ...readLabel(references[index]) };
      });
      return { rows, lists };
    },
    rows: (call) => call.rows,
    write(outcomes, { lists }) {
      const put = (values: readonly number[]) => (lists ? values : values[0]);
      const numbers = outcomes.map(rewardNumbers);
      const names = Object.keys(numbers[0] ?? {});
      return floatJson({
        rewards: put(outcomes.map((outcome) => outcome.value)),
        scores: put(outcomes.map(rawAccuracy)),
        extra_logs: Object.fromEntries(
          names.map((name) => [name, put(numbers.map((entry) => entry[name]!))]),
        ),
      });
    },
  });
}
