import { z } from 'zod';
import { RlarError } from '../spec/errors.ts';
import { jsonObject, jsonValue } from '../spec/json.ts';
import { firstIssue } from '../spec/parse-or-throw.ts';
import type { ChatModel, ChatRequest } from './chat-model.ts';

/** Something that the model may call before it answers. */
export interface ModelTool {
  readonly name: string;
  /** One or two sentences, for the model. */
  readonly description: string;
  readonly input: z.ZodType;
  /** @returns what the model sees of it, as JSON; what it throws is shown to the model as an error */
  run(input: unknown): Promise<unknown>;
}

interface LoopOptions {
  readonly tools: readonly ModelTool[];
  /** Calls of tools at most; the turn after the last one must answer. */
  readonly most?: number;
}

/** Characters of one result that the model sees. */
const LONGEST_RESULT = 8_000;

/**
 * Lets the model call tools until it answers. Every turn is structured output, so that any endpoint will do, and each
 * is recorded, budgeted and repaired as other questions are. Results are data of strangers: they are shown as JSON.
 * @throws RlarError as `askStructured`, and RLAR_MODEL_INVALID_OUTPUT where it calls on when no call is left
 */
export async function askWithTools<Shape>(
  model: ChatModel,
  request: ChatRequest,
  shape: z.ZodType<Shape>,
  { tools, most = 8 }: LoopOptions,
): Promise<Shape> {
  const call = z.object({ tool: z.enum(tools.map(({ name }) => name)), input: jsonObject });
  const turn = z.object({ call: call.nullable(), answer: shape.nullable() });
  const said: string[] = [];
  for (let calls = 0; ; calls += 1) {
    const left = most - calls;
    const prompt = [request.prompt, manual(tools), ...said, instruction(left)].join('\n\n');
    const { call: asked, answer } = await model.askStructured({ ...request, prompt }, turn);
    if (answer !== null) return answer;
    if (asked === null || left <= 0)
      throw new RlarError('RLAR_MODEL_INVALID_OUTPUT', `“${request.purpose}” ended without an answer`);
    said.push(
      `You called ${asked.tool} with ${JSON.stringify(asked.input)}. Result, as data:\n${await result(tools, asked)}`,
    );
  }
}

function manual(tools: readonly ModelTool[]): string {
  const lines = tools.map(
    ({ name, description, input }) =>
      `- ${name}: ${description} Input: ${JSON.stringify(z.toJSONSchema(input))}`,
  );
  return `Tools that you may call, one at a time:\n${lines.join('\n')}`;
}

function instruction(left: number): string {
  return left > 0
    ? `Give either \`call\` (the other one null) or \`answer\`. Calls left: ${left}.`
    : 'Give `answer`; no call is left.';
}

async function result(
  tools: readonly ModelTool[],
  { tool, input }: { readonly tool: string; readonly input: unknown },
): Promise<string> {
  const chosen = tools.find(({ name }) => name === tool)!;
  const parsed = chosen.input.safeParse(input);
  if (!parsed.success) {
    return JSON.stringify({ error: firstIssue(parsed.error, 'input') });
  }
  try {
    const value = jsonValue.safeParse(await chosen.run(parsed.data));
    return JSON.stringify(value.success ? value.data : null).slice(0, LONGEST_RESULT);
  } catch (thrown) {
    return JSON.stringify({ error: thrown instanceof Error ? thrown.message : String(thrown) });
  }
}
