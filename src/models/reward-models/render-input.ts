import type { AdapterSpec, Rendering } from '../../spec/adapter-spec.ts';
import type { Message } from '../../spec/query.ts';
import type { Step } from '../../spec/rollout.ts';
import type { ToolQuery } from '../../spec/tool.ts';
import { withoutEnds } from '../../text/chat-template.ts';
import { sourceInPrompt } from '../../text/source-in-prompt.ts';
import { layOut } from './chat-template.ts';
import { forgedLayout } from './forged-layout.ts';
import { layOutSteps, writesOfSteps } from './lay-out-steps.ts';
import type { NoInput } from './no-input.ts';
import type { ChatTurn, ScorerInput } from './scorer-input.ts';
import { stepsOfResponse } from './steps-of-response.ts';
import { marksOf, withoutBos } from './template-marks.ts';
import { hasSource } from './templates-of.ts';

/** Tokens that separate turns. A response that holds one could end its turn and write another, such as a better answer's. */
const TURN_TOKEN =
  /<\|(?:im_start|im_end|start_header_id|end_header_id|eot_id|eom_id|begin_of_text|end_of_text|endoftext|system|user|assistant|end)\|>|<(?:start|end)_of_turn>|\[\/?INST\]|<[|｜](?:User|Assistant|end▁of▁sentence)[|｜]>/;

type Parts = Readonly<Record<'prompt' | 'source' | 'response' | 'reference' | 'other', string>>;

/**
 * Lays out one query and one response. What a response says is never read as a part of the layout.
 * @param against another response to the query, for models that compare two
 * @param trajectory the steps of the response where they came apart, for models that judge steps
 */
export function renderInput(
  spec: AdapterSpec,
  query: ToolQuery,
  written: string,
  against = '',
  trajectory?: readonly Step[],
): ScorerInput | NoInput {
  const [response, other] = [withoutEnds(written).text, withoutEnds(against).text];
  const both = [response, other, ...(trajectory ?? []).map(({ content }) => content)].join('\n');
  const token =
    TURN_TOKEN.exec(both)?.[0] ??
    layoutTokens(spec).find((text) => both.includes(text)) ??
    forgedLayout(spec.render, both);
  if (token !== undefined)
    return { refused: `The response holds ${token}, which the model reads as layout.`, cause: 'output' };
  const reference = query.references[0];
  if (reference === undefined && spec.needs.includes('reference'))
    return { refused: 'The query has no reference, and the model compares with one.', cause: 'query' };
  const { read } = spec;
  if (read.from === 'log-probability' && read.steps !== undefined)
    return likelyByStep(spec, query, stepsOfResponse({ split: read.steps }, response, trajectory));
  if (read.from !== 'steps' || writesOfSteps(spec)) return laidOut(spec, query, response, other);
  const steps = layOutSteps(read, { prompt: query.prompt, response, trajectory });
  if ('refused' in steps) return steps;
  const input = laidOut(spec, query, steps.text, other);
  return 'as' in input ? steps.finish(input) : input;
}

/** The steps with blank lines between them, so that the place of each in the text is known. */
function likelyByStep(
  spec: AdapterSpec,
  query: ToolQuery,
  parts: readonly string[] | NoInput,
): ScorerInput | NoInput {
  if ('refused' in parts) return parts;
  const input = laidOut(spec, query, parts.join('\n\n'), '');
  return 'as' in input && input.as === 'pair' ? { ...input, parts } : input;
}

function laidOut(
  spec: AdapterSpec,
  query: ToolQuery,
  response: string,
  other: string,
): ScorerInput | NoInput {
  const { render } = spec;
  const source = hasSource(render) ? sourceInPrompt(query.prompt) : '';
  const parts = { prompt: query.prompt, source, response, reference: query.references[0] ?? '', other };
  const messages = query.messages.length > 0 ? query.messages : [{ role: 'user', content: query.prompt }];
  if (render.as === 'chat') {
    const turns = chatOf(render, messages, parts);
    return laysOutChats(spec)
      ? finished(spec, layOut({ template: spec.chatTemplate!, tokens: spec.templateTokens ?? {} }, turns))
      : { as: 'chat', messages: turns };
  }
  const turns = messages.filter(({ role }) => role !== 'system');
  if (turns.length > 1)
    return { refused: 'The query has several turns, and the layout of the model has one.', cause: 'query' };
  const system = messages.filter(({ role }) => role === 'system').map(({ content }) => content);
  const prompt = [...system, turns[0]?.content ?? query.prompt].join('\n\n');
  return plainOf(spec, { ...parts, prompt });
}

/** Runtimes that are sent turns, and lay them out themselves. */
const TAKE_TURNS: ReadonlySet<string> = new Set([
  'vllm-classify-chat',
  'managed-worker',
  'plain-scorer',
  'chat',
]);

/** @returns whether rlar itself turns a chat into text, because its server takes finished text */
export function laysOutChats({ render, runtime, chatTemplate }: AdapterSpec): boolean {
  return render.as === 'chat' && chatTemplate !== undefined && !TAKE_TURNS.has(runtime);
}

function layoutTokens(spec: AdapterSpec): string[] {
  const { endToken, render, chatTemplate, read } = spec;
  return [
    ...(read.from === 'steps' && read.token.trim() !== '' && !writesOfSteps(spec) ? [read.token] : []),
    ...(chatTemplate === undefined ? [] : marksOf(chatTemplate, [])),
    ...(endToken === null ? [] : [endToken]),
    ...(render.as === 'trajectories' ? [render.separator] : []),
  ];
}

function chatOf(
  { system, user, assistant }: Extract<Rendering, { as: 'chat' }>,
  messages: readonly Pick<Message, 'role' | 'content'>[],
  parts: Parts,
): ChatTurn[] {
  const own = messages.filter(({ role }) => role === 'system').map(({ content }) => content);
  const turns = messages
    .filter(({ role }) => role !== 'system')
    .map(({ role, content }) => ({ role, content }));
  const lastUser = turns.findLastIndex(({ role }) => role === 'user');
  if (user !== undefined && lastUser >= 0) turns[lastUser] = { role: 'user', content: fill(user, parts) };
  const kept = system === 'allow' ? own : typeof system === 'object' ? [system.text] : [];
  const joined = system === 'allow' ? [] : own;
  const firstUser = turns.findIndex(({ role }) => role === 'user');
  if (joined.length > 0 && firstUser >= 0)
    turns[firstUser] = { role: 'user', content: [...joined, turns[firstUser]!.content].join('\n\n') };
  return [
    ...(kept.length > 0 ? [{ role: 'system', content: kept.join('\n\n') }] : []),
    ...turns,
    ...(assistant ? [{ role: 'assistant', content: parts.response }] : []),
  ];
}

/** A BOS that the server adds itself is taken off, and the token that the model reads its score at is put behind. */
function finished({ endToken, stripBos }: AdapterSpec, content: string): ScorerInput {
  const plain = stripBos ? withoutBos(content) : content;
  return { as: 'text', text: endToken === null ? plain : plain + endToken };
}

function plainOf(spec: AdapterSpec, parts: Parts): ScorerInput {
  const { render } = spec;
  const text = (content: string) => finished(spec, content);
  switch (render.as) {
    case 'pair':
      return { as: 'pair', first: fill(render.first, parts), second: fill(render.second, parts) };
    case 'template':
      return text(fill(render.template, parts));
    case 'trajectories': {
      const { prompt, reference, response } = parts;
      return text(`${prompt}\n${reference}${render.separator}${prompt}\n${response}`);
    }
    case 'fields':
      return {
        as: 'fields',
        fields: Object.fromEntries(render.fields.map(({ name, of }) => [name, fill(`{${of}}`, parts)])),
      };
    case 'chat':
      throw new RangeError('a chat has turns');
  }
}

/** Fills the template in one pass, so that braces in the inserted texts stay text. */
function fill(template: string, parts: Parts): string {
  return template.replace(
    /\{(prompt|source|response|reference|other)\}/g,
    (_, name: keyof Parts) => parts[name],
  );
}
