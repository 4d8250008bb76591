import { z } from 'zod';
import { jsonObject, jsonValue } from './json.ts';
import { kindName } from './kinds.ts';

/** One call of a tool by a model: the function's name and its arguments. */
export const toolCall = z.object({ name: z.string(), arguments: jsonObject.default({}) });
export type ToolCall = z.infer<typeof toolCall>;

/**
 * An expected call. `accepts` lists every right value of an argument, `""` among them where it may be left out; `arguments`
 * then holds the first of each.
 */
export const expectedCall = toolCall.extend({ accepts: z.record(z.string(), z.array(jsonValue)).optional() });
export type ExpectedCall = z.infer<typeof expectedCall>;

const message = z.object({
  role: z.string(),
  content: z.string(),
  tool_calls: z.array(toolCall).optional(),
});
export type Message = z.infer<typeof message>;

/** A verifiable constraint by id and arguments, as IFEval writes it: `{id: "length_constraints:number_words", kwargs: {…}}`. */
export const constraint = z.object({ id: z.string(), kwargs: jsonObject.default({}) });
export type Constraint = z.infer<typeof constraint>;

/** Hints of the caller about a query; ignored with `--ignore-hints`. */
const hints = z.object({ task: z.string().optional(), source: z.string().optional() });

/** Source and target language of a translation, as ISO 639-1 codes. */
const languagePair = z.object({ source: z.string().optional(), target: z.string() });
export type LanguagePair = z.infer<typeof languagePair>;

/** One of the answers that a query allows; `label` is the letter or number before it, or null. */
const answerOption = z.object({ label: z.string().nullable().default(null), text: z.string() });
export type AnswerOption = z.infer<typeof answerOption>;

/**
 * A query: all data that decide the reward function and the verdict, and nothing else. All rollouts of one query get one
 * reward function. Data of a single sample stand in the `meta` of its rollout. `references` are alternatives: any one of
 * them is a right answer.
 */
export const query = z.object({
  messages: z.array(message),
  references: z.array(z.string()).default([]),
  tests: jsonValue.optional(),
  constraints: z.array(constraint).default([]),
  schema: jsonObject.optional(),
  expected_calls: z.array(expectedCall).optional(),
  languages: languagePair.optional(),
  /**
   * The allowed answers. The reference is one of them. A reference that is a JSON list of texts names several answers, and
   * all of them are required.
   */
  options: z.array(answerOption).optional(),
  /** Responses of a base policy to the same prompt. Rewards of the shape `par` stand beside them; no one says that they are right. */
  par_references: z.array(z.string()).optional(),
  hints: hints.default({}),
  kind: kindName.optional(),
  pinned: z.array(z.string()).optional(),
});
export type Query = z.infer<typeof query>;

/** @returns the text of the last user message, or of the last message where none is a user's, or '' */
export function promptText(asked: Pick<Query, 'messages'>): string {
  const last = asked.messages.findLast((entry) => entry.role === 'user') ?? asked.messages.at(-1);
  return last?.content ?? '';
}
