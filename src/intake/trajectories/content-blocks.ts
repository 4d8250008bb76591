import type { RawMessage } from '../row-schema.ts';

/**
 * Messages whose content is a list of blocks, as Anthropic's API writes them: a `tool_use` block is a call, a `tool_result` block in a turn of
 * the user is the result of one, and no word of the user.
 * @returns the message, or the messages that it stands for
 */
export function withoutBlocks(message: RawMessage): RawMessage[] {
  const { content } = message;
  if (!Array.isArray(content)) return [message];
  const calls = content.filter(({ type, name }) => type === 'tool_use' && typeof name === 'string');
  const results = content.filter(({ type }) => type === 'tool_result');
  if (calls.length === 0 && results.length === 0) return [message];
  const rest = content.filter((block) => !calls.includes(block) && !results.includes(block));
  const made = calls.map(({ id, name, input }) => ({ id, name, arguments: input ?? {} }));
  const own: RawMessage = {
    ...message,
    content: rest,
    ...(made.length > 0 && { tool_calls: [...(message.tool_calls ?? []), ...made] }),
  };
  const answers = results.map(
    (block): RawMessage => ({
      role: 'tool',
      content: resultText(block.content),
      ...(typeof block.tool_use_id === 'string' && { tool_call_id: block.tool_use_id }),
    }),
  );
  return rest.length === 0 && made.length === 0 ? answers : [...answers, own];
}

function resultText(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content))
    return content === undefined || content === null ? '' : JSON.stringify(content);
  return content.map((part) => (isText(part) ? part.text : JSON.stringify(part))).join('\n');
}

function isText(part: unknown): part is { readonly text: string } {
  return typeof part === 'object' && part !== null && 'text' in part && typeof part.text === 'string';
}
