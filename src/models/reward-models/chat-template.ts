import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createContext, Script } from 'node:vm';
import { Template } from '@huggingface/jinja';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { RlarError } from '../../spec/errors.ts';

/** A chat template, as a tokenizer's files carry it, and the tokens that it names. */
interface ChatTemplate {
  readonly template: string;
  readonly tokens: Readonly<Record<string, string>>;
}

/** Milliseconds that one chat may take: a template is a stranger's program, and may not hold the process up. */
const MOST_MS = 2_000;
/** Most characters of a finished text. */
const LONGEST = 4_000_000;

const read = new LRUCache<string, Template>({ max: 32 });
const box: { work: () => string } = { work: () => '' };
const context = createContext(box);
const call = new Script('work()');

/**
 * Lays out a chat as the tokenizer's own `apply_chat_template(tokenize=False)` does.
 * @throws RLAR_INVALID_TOOL where the template refuses these turns, is no template, or does not end
 */
export function layOut(
  { template, tokens }: ChatTemplate,
  messages: readonly { readonly role: string; readonly content: string }[],
): string {
  try {
    const parsed = read.get(template) ?? new Template(template);
    read.set(template, parsed);
    box.work = () =>
      parsed.render({
        ...tokens,
        messages: messages.map((turn) => ({ ...turn })),
        add_generation_prompt: false,
      });
    const text: unknown = call.runInContext(context, { timeout: MOST_MS });
    if (typeof text !== 'string' || text.length > LONGEST)
      throw new Error('it makes no text, or too long a one');
    return text;
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    throw new RlarError('RLAR_INVALID_TOOL', `the chat template: ${reason.slice(0, 300)}`);
  } finally {
    box.work = () => '';
  }
}

const spelled = z.union([z.string(), z.object({ content: z.string() }).transform(({ content }) => content)]);
const named = z.array(z.object({ name: z.string(), template: z.string() }));
const tokenizerConfig = z.looseObject({ chat_template: z.union([z.string(), named]).optional() });

/**
 * @param folder with a model's files, where the template stands in one of its own or in `tokenizer_config.json`
 * @throws RLAR_INVALID_TOOL where there is none
 */
export function chatTemplateIn(folder: string): ChatTemplate {
  const textOf = (name: string) =>
    existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8') : null;
  const config = JSON.parse(textOf('tokenizer_config.json') ?? '{}') as object;
  const beside = JSON.parse(textOf('chat_template.json') ?? '{}') as object;
  const alone = textOf('chat_template.jinja');
  return chatTemplateOf({ ...config, ...beside, ...(alone !== null && { chat_template: alone }) });
}

/**
 * @param content the parsed `tokenizer_config.json`
 * @returns the chat template in it (of several the one that is called default), and the tokens that it may name
 * @throws RLAR_INVALID_TOOL where there is none
 */
export function chatTemplateOf(content: unknown): ChatTemplate {
  const parsed = tokenizerConfig.safeParse(content);
  const given = parsed.data?.chat_template;
  const template = Array.isArray(given) ? given.find(({ name }) => name === 'default')?.template : given;
  if (!parsed.success || !template)
    throw new RlarError('RLAR_INVALID_TOOL', 'the tokenizer’s file holds no chat_template');
  const tokens = Object.entries(parsed.data).flatMap(([name, value]) => {
    const token = /^[a-z]+_token$/.test(name) ? spelled.safeParse(value).data : undefined;
    return token === undefined || token === '' ? [] : [[name, token] as const];
  });
  return { template, tokens: Object.fromEntries(tokens) };
}
