import type { JsonObject, JsonValue } from '../spec/json.ts';
import type { Message } from '../spec/query.ts';
import { readTemplatedPrompt, type TemplatedPrompt, withoutEnds } from '../text/chat-template.ts';

/** A trainer's data after generation: the prompt in the form of the chat template, and the texts after it. */
export interface TemplatedQuery {
  /** The turns of the prompt. Null for an unknown template: the whole prompt is then the user's message. */
  readonly messages: readonly Message[] | null;
  /**
   * @returns the response without the tokens that end or pad it, with a `<think>` that the template put at its front back
   * in its place; `ended`: whether there was an end token
   */
  answer(response: string): { readonly text: string; readonly ended: boolean };
}

/** Splits a templated prompt into turns. The template also decides how its responses are read. */
export function readTemplated(prompt: string): TemplatedQuery {
  const template: TemplatedPrompt | null = readTemplatedPrompt(prompt);
  const prefilled = template?.prefilled ?? (/<think>\s*$/.test(prompt.slice(-100)) ? '<think>\n' : '');
  return {
    messages: template?.messages ?? null,
    answer: (response) => {
      const { text, ended } = withoutEnds(response, template?.ends);
      const opened = prefilled.startsWith('<think>') && !text.trimStart().startsWith('<think>');
      return { text: opened ? prefilled + text : text, ended };
    },
  };
}

const RESPONSES = ['response', 'responses', 'completion', 'completions'] as const;

/**
 * Reads a row that says `templated: true`: its `prompt` is the text that a chat template made, its responses may end with
 * the template's tokens. All other rows are returned as they are.
 */
export function withoutTemplate(row: JsonObject): JsonObject {
  if (row.templated !== true || typeof row.prompt !== 'string') return row;
  const { prompt, ...rest } = row;
  const { messages, answer } = readTemplated(row.prompt);
  const plain = (response: JsonValue): JsonValue => {
    if (typeof response === 'string') return answer(response).text;
    if (Array.isArray(response)) return response.map(plain);
    if (typeof response !== 'object' || response === null || typeof response.text !== 'string')
      return response;
    return { ...response, text: answer(response.text).text };
  };
  const answered = RESPONSES.filter((name) => Object.hasOwn(row, name)).map((name): [string, JsonValue] => [
    name,
    plain(row[name]!),
  ]);
  const turns = messages?.map(({ role, content }): JsonObject => ({ role, content }));
  return { ...rest, ...(turns ? { messages: turns } : { prompt }), ...Object.fromEntries(answered) };
}
