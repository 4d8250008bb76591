import { z } from 'zod';
import { jsonObject, jsonValue } from '../spec/json.ts';
import { step } from '../spec/rollout.ts';

/** A message as trainers write it: content may be missing beside tool calls, calls may be in OpenAI's nested form. */
const rawMessage = z.object({
  role: z.string(),
  content: z
    .union([z.string(), z.array(z.looseObject({ type: z.string(), text: z.string().optional() }))])
    .nullish(),
  tool_calls: z.array(z.unknown()).nullish(),
  observation: jsonValue.optional(),
  tool_call_id: z.string().nullish().catch(null),
  name: z.string().nullish().catch(null),
  turn: step.shape.turn.nullish().catch(null),
  tokens: step.shape.tokens.nullish().catch(null),
});
export type RawMessage = z.infer<typeof rawMessage>;

/** Data of one sample that the other samples of its row do not share. */
const ownMeta = {
  extra_info: jsonObject.nullish().catch(null),
  columns: jsonObject.nullish().catch(null),
};

const RESPONSE_SHAPE = 'expected a text, a list of messages, or an object with text or steps';

const rawResponse = z.union(
  [
    z.string(),
    z.array(rawMessage),
    rawMessage.extend({
      id: z.string().optional(),
      finish_reason: z.string().nullish(),
      correct: z.boolean().nullish(),
      ...ownMeta,
    }),
    z
      .object({
        id: z.string().optional(),
        text: z.string().optional(),
        content: z.string().optional(),
        steps: z.array(rawMessage).optional(),
        finish_reason: z.string().nullish(),
        correct: z.boolean().nullish(),
        ...ownMeta,
      })
      .refine(({ text, content, steps }) => (text ?? content ?? steps) !== undefined),
  ],
  { error: RESPONSE_SHAPE },
);
export type RawResponse = z.infer<typeof rawResponse>;

/** An unreadable response among several. It keeps its place, so that only its own reward fails. */
export interface UnreadableResponse {
  readonly unreadable: string;
  readonly id?: string;
}

const oneOfSeveral = z.unknown().transform((given): RawResponse | UnreadableResponse => {
  const read = rawResponse.safeParse(given);
  if (read.success) return read.data;
  const id = typeof given === 'object' && given !== null && 'id' in given ? given.id : undefined;
  const what = Array.isArray(given) ? 'a list with other things' : given === null ? 'null' : typeof given;
  return {
    unreadable: `${what} is no response: ${RESPONSE_SHAPE}`,
    ...(typeof id === 'string' && { id }),
  };
});

const rawPrompt = z.union([z.string(), z.array(rawMessage)], {
  error: 'expected a text or a list of messages',
});
const manyOrOne = <T extends z.ZodType>(one: T) => z.union([one, z.array(one)]);

/**
 * One line of a file, or one group of a request, with the field names that people already have. Everything is
 * optional here; `readRow` says what is missing. Unknown columns are dropped: they reach no tool and no router.
 */
export const row = z.object({
  id: z.union([z.string(), z.number()]).nullish(),
  run: z.string().max(200).nullish(),
  step: z.number().int().nonnegative().nullish(),
  epoch: z.number().nonnegative().nullish(),
  policy: z.string().max(200).nullish(),
  group: z.union([z.string(), z.number()]).nullish(),
  finish_reason: manyOrOne(z.string().nullable()).nullish(),

  prompt: rawPrompt.nullish(),
  /** True: `prompt` is the text that a chat template made of the turns; responses may end with its tokens. */
  templated: z.boolean().nullish(),
  messages: z.array(rawMessage).nullish(),
  question: z.string().nullish(),
  problem: z.string().nullish(),

  response: rawResponse.nullish(),
  responses: z.array(oneOfSeveral).nullish(),
  completion: rawResponse.nullish(),
  completions: z.union([z.array(oneOfSeveral), z.string()]).nullish(),
  solution_str: z.string().nullish(),
  steps: z.array(rawMessage).nullish(),
  chosen: z.union([z.string(), z.array(rawMessage)]).nullish(),
  rejected: z.union([z.string(), z.array(rawMessage)]).nullish(),

  reference: jsonValue.nullish(),
  references: jsonValue.nullish(),
  answer: jsonValue.nullish(),
  answers: jsonValue.nullish(),
  ground_truth: jsonValue.nullish(),
  golden_answers: jsonValue.nullish(),
  label: jsonValue.nullish(),
  /** A worked solution, or an answer: the reference where there is no other (TRL, open-r1, MATH). */
  solution: jsonValue.nullish(),
  reward_model: z.looseObject({ ground_truth: jsonValue.nullish() }).nullish(),
  /** Kept where it is JSON; trainers put anything here, and no row is refused for it. */
  extra_info: jsonObject.nullish().catch(null),
  /** Other columns of the data set by name, from a caller that has sorted them out. */
  columns: jsonObject.nullish().catch(null),

  /** Responses of a base policy to this prompt: one text or a list, also as JSON text. */
  par_references: jsonValue.nullish(),

  instruction_id_list: z.array(z.string()).nullish(),
  kwargs: z.union([z.array(jsonObject.nullable()), z.string()]).nullish(),
  constraints: z.array(z.object({ id: z.string(), kwargs: jsonObject.nullish() })).nullish(),
  tests: jsonValue.nullish(),
  test: jsonValue.nullish(),
  test_list: z.array(z.string()).nullish(),
  test_cases: jsonValue.nullish(),
  /** APPS and TACO: `{inputs, outputs, fn_name?}`, mostly as JSON text. */
  input_output: jsonValue.nullish(),
  entry_point: z.string().nullish(),
  declaration: z.string().nullish(),
  /** A program, with the input whose output is asked for, or the output whose input is. */
  code: z.string().nullish(),
  input: jsonValue.nullish(),
  output: jsonValue.nullish(),
  language: z.string().nullish(),
  schema: jsonObject.nullish(),
  json_schema: jsonObject.nullish(),
  /** OpenAI's: `{type: "json_schema", json_schema: {schema}}`. */
  response_format: jsonValue.nullish(),
  expected_calls: jsonValue.nullish(),
  expected_tool_calls: jsonValue.nullish(),
  /** Descriptions of the functions that may be called. */
  tool_specs: jsonValue.nullish(),
  functions: jsonValue.nullish(),
  available_tools: jsonValue.nullish(),

  /** Statements that create tables, and what fills them: statements, or rows by table. */
  ddl: jsonValue.nullish(),
  db_schema: jsonValue.nullish(),
  create_table: jsonValue.nullish(),
  seed_rows: jsonValue.nullish(),
  seed_data: jsonValue.nullish(),
  inserts: jsonValue.nullish(),
  /** Texts that a regular expression must take, and those that it must not take. */
  match: jsonValue.nullish(),
  no_match: jsonValue.nullish(),
  should_match: jsonValue.nullish(),
  should_not_match: jsonValue.nullish(),
  positives: jsonValue.nullish(),
  negatives: jsonValue.nullish(),

  choices: jsonValue.nullish(),
  options: jsonValue.nullish(),
  answer_choices: jsonValue.nullish(),
  labels: jsonValue.nullish(),
  label_set: jsonValue.nullish(),
  label_names: jsonValue.nullish(),
  label_list: jsonValue.nullish(),
  candidate_labels: jsonValue.nullish(),
  classes: jsonValue.nullish(),
  class_names: jsonValue.nullish(),
  categories: jsonValue.nullish(),
  pair: z.string().nullish(),
  languages: z.object({ source: z.string().optional(), target: z.string() }).nullish(),
  source_language: z.string().nullish(),
  target_language: z.string().nullish(),

  task: z.string().nullish(),
  data_source: z.string().nullish(),
  kind: z.string().nullish(),
  tools: z.array(z.string()).nullish(),

  correct: manyOrOne(z.boolean().nullable()).nullish(),
});
export type Row = z.infer<typeof row>;
