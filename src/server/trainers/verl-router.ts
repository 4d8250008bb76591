import { z } from 'zod';
import { RlarError } from '../../spec/errors.ts';
import { readTemplatedPrompt, withoutEnds } from '../../text/chat-template.ts';
import type { AdapterParts, adapterRoutes } from './adapter.ts';
import { readLabel } from './label-row.ts';

const chatBody = z.looseObject({
  model: z.string().default('rlar'),
  messages: z.array(z.looseObject({ role: z.string(), content: z.string() })).min(1),
});
const classifyBody = z.looseObject({ model: z.string().default('rlar'), input: z.string() });

interface Call {
  readonly model: string;
  readonly row: object;
}

/** The marks of the recipe's prompt, in the order in which they stand. */
const MARKS = ['[Math Problem]', '[Reference Answer]', '[AI Solution]'] as const;
const TAIL = '\n\nYour task is to review';

/**
 * A reward service in the place of a reward model behind verl's router. Read: `genrm_remote/reward_function.py` of
 * verl-recipe at commit 48ea0a79, `verl/experimental/reward_loop/reward_loop.py` of verl 0.9.1 (PyPI).
 *
 * `POST /v1/chat/completions` gets the recipe's prompt and answers as its model would: a verdict in `\boxed{True}` or
 * `\boxed{False}`. The recipe sends no ground truth: put a section `[Reference Answer]` between problem and solution,
 * or send one JSON object `{prompt, response, reference}` as the message. What stands behind `[AI Solution]` is the
 * policy's, whatever it says. `POST /classify` is the discriminative path: one text in the reward model's template, the
 * reward in `data[-1].probs[-1]`; it has no reference either, so only what needs none can score there.
 */
export function verlRouterRoutes(parts: AdapterParts, route: ReturnType<typeof adapterRoutes>): void {
  const { noReward, threshold } = parts.service.config.trainers.verlRouter;
  route<Call>({
    trainer: 'verl-router',
    path: '/v1/chat/completions',
    summary: 'verl: a verdict as a generative reward model gives it',
    noReward,
    read(sent, url) {
      const parsed = chatBody.safeParse(sent);
      if (!parsed.success) throw invalid('messages: expected {model, messages}');
      const row = readPrompt(parsed.data.messages.at(-1)!.content);
      return { model: parsed.data.model, row: { ...row, ...url.row } };
    },
    rows: (call) => [call.row],
    write: ([outcome], { model }) =>
      JSON.stringify({
        id: `rlar-${outcome!.reward.record ?? outcome!.reward.id}`,
        object: 'chat.completion',
        created: Math.floor(Date.now() / 1000),
        model,
        choices: [
          {
            index: 0,
            finish_reason: 'stop',
            message: {
              role: 'assistant',
              content: `Reward ${outcome!.value}.\n\n\\boxed{${outcome!.value >= threshold ? 'True' : 'False'}}`,
            },
          },
        ],
        usage: { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 },
      }),
  });
  route<Call>({
    trainer: 'verl-router',
    path: '/classify',
    summary: 'verl: a reward as a discriminative reward model gives it',
    noReward,
    read(sent, url) {
      const parsed = classifyBody.safeParse(sent);
      if (!parsed.success) throw invalid('input: expected one text');
      return { model: parsed.data.model, row: { ...readConversation(parsed.data.input), ...url.row } };
    },
    rows: (call) => [call.row],
    write: ([outcome], { model }) =>
      JSON.stringify({
        id: `rlar-${outcome!.reward.record ?? outcome!.reward.id}`,
        object: 'list',
        model,
        data: [{ index: 0, label: 'reward', probs: [outcome!.value], num_classes: 1 }],
      }),
  });
}

/** The sections of the recipe's prompt, or a row as JSON. */
function readPrompt(text: string): object {
  if (text.startsWith('{')) {
    try {
      const { response, ...rest } = z.looseObject({ response: z.string() }).parse(JSON.parse(text));
      return { ...readLabel(rest), response };
    } catch {
      throw invalid('the message is no JSON object with a response');
    }
  }
  const [problem, reference, solution] = MARKS.map((mark) => text.indexOf(`${mark}\n`));
  if (problem! < 0 || solution! < problem!)
    throw invalid('the message has no [Math Problem] with an [AI Solution] after it');
  const end = text.lastIndexOf(TAIL);
  const between = (from: number, mark: string, to: number) => text.slice(from + mark.length, to).trim();
  const given = reference! > problem! && reference! < solution!;
  return {
    prompt: between(problem!, MARKS[0], given ? reference! : solution!),
    response: between(solution!, MARKS[2], end > solution! ? end : text.length),
    ...(given && { reference: between(reference!, MARKS[1], solution!) }),
  };
}

/**
 * Prompt and answer of a text in which a template wrote both. The answer is all that follows the first header of the
 * assistant, so that no header that a policy wrote begins another answer; earlier turns of a dialogue cannot be told
 * from such headers.
 */
function readConversation(text: string): object {
  const headers = [
    ...text.matchAll(
      /<\|im_start\|>assistant\n|<\|start_header_id\|>assistant<\|end_header_id\|>\n\n?|<start_of_turn>model\n|\[\/INST\]|<[|｜]Assistant[|｜]>|<\|assistant\|>\n?/g,
    ),
  ];
  for (const header of headers) {
    const at = header.index + header[0].length;
    const template = readTemplatedPrompt(text.slice(0, at));
    if (template)
      return { messages: template.messages, response: withoutEnds(text.slice(at), template.ends).text };
  }
  throw invalid('input: no chat template that is known, so that prompt and answer cannot be told apart');
}

function invalid(message: string): RlarError {
  return new RlarError('RLAR_INVALID_REQUEST', message);
}
