import type { Message } from '../spec/query.ts';
import { table } from '../spec/table.ts';

/** How one family of chat templates writes turns. Patterns match at one place at a time and need no backtracking. */
interface TemplateFamily {
  readonly name: string;
  /** Finds the headers of turns; group 1 is the role as the template writes it. */
  readonly header: RegExp;
  /** What stands at the end of a turn, or pads a sequence. */
  readonly ends: readonly string[];
}

/** A prompt as a chat template wrote it, taken apart again. */
export interface TemplatedPrompt {
  readonly template: string;
  readonly messages: readonly Message[];
  /** Tokens that end an answer, or pad it, in this template. */
  readonly ends: readonly string[];
  /** What the template put at the front of the answer, `<think>` as a rule; '' where nothing. */
  readonly prefilled: string;
}

const FAMILIES: readonly TemplateFamily[] = [
  {
    name: 'chatml',
    header: /<\|im_start\|>(\w{1,20})\n/g,
    ends: ['<|im_end|>', '<|endoftext|>', '<|vision_pad|>'],
  },
  {
    name: 'llama3',
    header: /<\|start_header_id\|>(\w{1,20})<\|end_header_id\|>\n\n?/g,
    ends: ['<|eot_id|>', '<|end_of_text|>', '<|eom_id|>', '<|finetune_right_pad_id|>'],
  },
  { name: 'gemma', header: /<start_of_turn>(\w{1,20})\n/g, ends: ['<end_of_turn>', '<eos>', '<pad>'] },
  {
    name: 'mistral',
    header: /\[(SYSTEM_PROMPT|INST|\/INST)\]/g,
    ends: ['</s>', '[/SYSTEM_PROMPT]', '<pad>', '<unk>'],
  },
  {
    name: 'deepseek',
    header: /<[|｜](User|Assistant)[|｜]>/g,
    ends: ['<｜end▁of▁sentence｜>', '<|end_of_sentence|>'],
  },
  {
    name: 'pipes',
    header: /<\|(system|user|assistant|observation)\|>\n?/g,
    ends: ['<|end|>', '<|endoftext|>', '</s>', '<|pad|>'],
  },
];

/** Ends that no text holds by chance: taken off where the template is not known. */
const PLAIN_ENDS = FAMILIES.flatMap((family) => family.ends).filter((end) => /^<[|｜]/.test(end));

const STARTS = ['<|begin_of_text|>', '<bos>', '<s>', '<｜begin▁of▁sentence｜>', '[gMASK]', '<sop>'];

/** Characters of a prompt above which it is not read as a template. */
const LONGEST = 1_000_000;

const ROLES: Readonly<Record<string, string>> = table({
  INST: 'user',
  '/INST': 'assistant',
  SYSTEM_PROMPT: 'system',
  User: 'user',
  Assistant: 'assistant',
  model: 'assistant',
  developer: 'system',
  observation: 'tool',
});

/**
 * Takes a templated prompt apart: ChatML (Qwen), Llama 3, Gemma, Mistral and Llama 2, DeepSeek, and `<|user|>` (Phi,
 * Zephyr, GLM, Tülu). It must end where the assistant is to speak.
 * @returns null where it is no template that is known: such a prompt is what the user said
 */
export function readTemplatedPrompt(prompt: string): TemplatedPrompt | null {
  if (prompt.length > LONGEST) return null;
  for (const family of FAMILIES) {
    const headers = [...prompt.matchAll(family.header)];
    const last = headers.at(-1);
    if (!last || (ROLES[last[1]!] ?? last[1]) !== 'assistant') continue;
    const prefilled = prompt.slice(last.index + last[0].length);
    const messages = readTurns(prompt, headers.slice(0, -1), last.index, family);
    if (messages.length > 0)
      return { template: family.name, messages, ends: family.ends, prefilled: prefilled.trimStart() };
  }
  return null;
}

function readTurns(
  prompt: string,
  headers: readonly RegExpExecArray[],
  end: number,
  family: TemplateFamily,
): Message[] {
  const before = withoutStarts(prompt.slice(0, headers[0]?.index ?? end)).trim();
  const messages: Message[] = before === '' ? [] : [{ role: 'system', content: before }];
  for (const [index, header] of headers.entries()) {
    const text = prompt.slice(header.index + header[0].length, headers[index + 1]?.index ?? end);
    const role = ROLES[header[1]!] ?? header[1]!;
    const content = withoutEnds(text, family.ends).text.trim();
    const system = /^<<SYS>>\n([\s\S]*?)\n<<\/SYS>>\s*/.exec(content);
    if (system) messages.push({ role: 'system', content: system[1]! });
    messages.push({ role, content: system ? content.slice(system[0].length) : content });
  }
  return messages;
}

function withoutStarts(text: string): string {
  let rest = text.trimStart();
  for (let start = startOf(rest); start; start = startOf(rest)) rest = rest.slice(start.length).trimStart();
  return rest;
}

function startOf(text: string): string | undefined {
  return STARTS.find((token) => text.startsWith(token));
}

/**
 * Takes end-of-turn and padding tokens off the end of a text.
 * @param ends of the template; where it is not known, only those that no text holds by chance
 * @returns the text, and whether there was one
 */
export function withoutEnds(
  text: string,
  ends: readonly string[] = PLAIN_ENDS,
): { readonly text: string; readonly ended: boolean } {
  let rest = text;
  let ended = false;
  for (;;) {
    const plain = rest.trimEnd();
    const end = ends.find((token) => plain.endsWith(token));
    if (!end) return { text: rest, ended };
    rest = plain.slice(0, -end.length);
    ended = true;
  }
}
