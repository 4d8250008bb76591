import { z } from 'zod';
import { RlarError } from '../spec/errors.ts';
import type { JsonValue } from '../spec/json.ts';
import { fenceFor } from '../text/fence-for.ts';
import { jsonInProse } from '../text/find-json.ts';
import type { ChatRequest } from './chat-model.ts';

type Read<Shape> =
  | { readonly ok: true; readonly value: Shape }
  | { readonly ok: false; readonly problem: string };

/** Asks one request and returns its text without thinking. */
type Ask = (request: ChatRequest, schema: z.core.JSONSchema.BaseSchema) => Promise<string>;

/** Characters of a wrong answer that are shown to the model again. */
const QUOTED = 20_000;

/**
 * Asks for an answer of a shape; where the answer does not fit, says why and asks once more.
 * @throws RlarError RLAR_MODEL_INVALID_OUTPUT, and whatever `ask` throws
 */
export async function askForShape<Shape>(
  request: ChatRequest,
  shape: z.ZodType<Shape>,
  ask: Ask,
): Promise<Shape> {
  const schema = z.toJSONSchema(shape, { io: 'input', unrepresentable: 'any' });
  const answer = await ask(request, schema);
  const first = readAnswer(answer, shape);
  if (first.ok) return first.value;
  const repair = {
    ...request,
    purpose: `${request.purpose}.repair`,
    prompt: repairPrompt(request.prompt, answer, first.problem),
  };
  const second = readAnswer(await ask(repair, schema), shape);
  if (second.ok) return second.value;
  throw new RlarError(
    'RLAR_MODEL_INVALID_OUTPUT',
    `the answer for “${request.purpose}” does not fit, asked twice: ${second.problem}`,
  );
}

/** Where the answer holds several JSON values, the last one that fits counts. */
function readAnswer<Shape>(answer: string, shape: z.ZodType<Shape>): Read<Shape> {
  const whole = parseWhole(answer);
  const found = whole === undefined ? jsonInProse(answer) : [whole];
  let problem = 'it holds no JSON value';
  for (const value of found.reverse()) {
    const parsed = shape.safeParse(value);
    if (parsed.success) return { ok: true, value: parsed.data };
    const issues = parsed.error.issues.slice(0, 5);
    problem = issues.map(({ path, message }) => `${path.join('.') || 'the whole'}: ${message}`).join('; ');
  }
  return { ok: false, problem };
}

function parseWhole(answer: string): JsonValue | undefined {
  try {
    return JSON.parse(answer);
  } catch {
    return undefined;
  }
}

function repairPrompt(prompt: string, answer: string, problem: string): string {
  const quoted = answer.length > QUOTED ? `${answer.slice(0, QUOTED)}…` : answer;
  const fence = fenceFor([prompt, quoted]);
  return `${prompt}

Your answer to this was:
<previous-answer-${fence}>
${quoted}
</previous-answer-${fence}>
It does not have the required shape: ${problem}
Answer again, with nothing but the corrected JSON.`;
}
