import { z } from 'zod';

const part = z.looseObject({ type: z.string(), text: z.string().optional() });
const content = z.union([z.string(), z.array(part)]).nullish();
const item = z.looseObject({
  type: z.string().optional(),
  role: z.string().optional(),
  content,
  name: z.string().optional(),
  arguments: z.string().optional(),
  output: z.unknown().optional(),
  call_id: z.string().nullish(),
});
type Item = z.infer<typeof item>;

/** The fields of OpenAI's Responses API that a reward is made from. */
export const createParameters = z.looseObject({
  input: z.union([z.string(), z.array(item)]),
  instructions: z.string().nullish(),
});
export const responseObject = z.looseObject({
  output: z.array(item),
  status: z.string().nullish(),
  incomplete_details: z.looseObject({ reason: z.string().nullish() }).nullish(),
});

/** @returns the prompt as messages. Developer messages become system messages */
export function inputMessages(parameters: z.infer<typeof createParameters>): object[] {
  const { input, instructions } = parameters;
  const before = instructions ? [{ role: 'system', content: instructions }] : [];
  if (typeof input === 'string') return [...before, { role: 'user', content: input }];
  return [...before, ...input.flatMap(toMessage)];
}

/** @returns the steps of the policy with the results of its calls, without reasoning, and whether the response was cut off */
export function outputSteps(response: z.infer<typeof responseObject>): {
  readonly steps: object[];
  readonly cutOff: boolean;
} {
  const reason = response.incomplete_details?.reason;
  return { steps: response.output.flatMap(toMessage), cutOff: reason === 'max_output_tokens' };
}

function toMessage(entry: Item): object[] {
  if (entry.type === 'function_call')
    return [
      {
        role: 'assistant',
        content: '',
        tool_calls: [{ id: entry.call_id, name: entry.name ?? '', arguments: entry.arguments ?? '{}' }],
      },
    ];
  if (entry.type === 'function_call_output') {
    const output = typeof entry.output === 'string' ? entry.output : JSON.stringify(entry.output ?? null);
    return [{ role: 'tool', content: output, tool_call_id: entry.call_id }];
  }
  if (entry.role === undefined) return [];
  const text =
    typeof entry.content === 'string'
      ? entry.content
      : (entry.content ?? []).map((piece) => piece.text ?? '').join('');
  return [{ role: entry.role === 'developer' ? 'system' : entry.role, content: text }];
}
