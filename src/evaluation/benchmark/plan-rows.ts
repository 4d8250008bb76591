import { z } from 'zod';
import { readSteps } from '../../intake/read-responses.ts';
import type { JsonObject } from '../../spec/json.ts';
import type { Rollout } from '../../spec/rollout.ts';
import type { BenchmarkItem } from './benchmark.ts';
import { itemOf, queryOf } from './make-item.ts';
import { pythonAsJson } from './python-as-json.ts';

const turn = z.object({ role: z.string(), content: z.string().nullish() });
const side = z.object({ messages: z.array(turn).min(1) });

/** Plan-RewardBench as its makers publish it: two trajectories of one request, in messages of four roles. */
const planRow = z.object({
  query: z.string(),
  tools: z.array(z.unknown()).nullish(),
  uuid: z.string().nullish(),
  chosen: side,
  reject: side,
  _lcp_bucket: z.string().nullish(),
});

/** @returns items by scenario; null where the first row is none of this benchmark */
export function readPlans(rows: readonly JsonObject[]): BenchmarkItem[] | null {
  if (!rows[0] || !planRow.safeParse(rows[0]).success) return null;
  return rows.flatMap((row, at) => {
    const { data } = planRow.safeParse(row);
    if (!data) return [];
    const { query, tools, uuid, chosen, reject, _lcp_bucket } = data;
    const asked = queryOf({ prompt: query, ...(Array.isArray(row.tools) && tools && { tools: row.tools }) });
    // Several pairs of a request carry one uuid.
    const item = itemOf(`${uuid ?? 'row'}#${at}`, _lcp_bucket, asked, [''], ['']);
    return [{ ...item, candidates: [chosen, reject].map(({ messages }) => trajectoryOf(messages, query)) }];
  });
}

/** What was asked first is the query, and no step of the policy. */
function trajectoryOf(messages: readonly z.infer<typeof turn>[], query: string): Rollout {
  const [first] = messages;
  const isAsked = first?.role === 'user' && (first.content ?? '').trim() === query.trim();
  return readSteps((isAsked ? messages.slice(1) : messages).map(stepOf));
}

function stepOf({ role, content }: z.infer<typeof turn>): Parameters<typeof readSteps>[0][number] {
  const text = content ?? '';
  if (role === 'tool_response' || role === 'observation') return { role: 'tool', content: text };
  if (role !== 'tool_call' && role !== 'function_call') return { role, content: text };
  const call = z.looseObject({ name: z.string() }).safeParse(pythonAsJson(text));
  // A call that cannot be read stays what the policy wrote.
  return call.success
    ? { role: 'assistant', content: '', tool_calls: [call.data as JsonObject] }
    : { role: 'assistant', content: text };
}
