import { withoutThinking } from '../../answers/thinking.ts';
import { codeBlocks, withFences } from './code-blocks.ts';
import { deniedBefore, takenBackAtLast } from './denied-block.ts';

const STATEMENT = /^[ \t]*(?:--[^\n]*\n\s*)*(?:SELECT|WITH|VALUES)\b[\s\S]*/im;
const INLINE = /`([^`\n]{1,2000})`/g;

/** @returns the query that a response writes: its last fence, or its last words in code, or the statement that stands there; null for none */
export function writtenQuery(response: string): string | null {
  const block = lastBlock(response) ?? lastInline(response, /^\s*(?:SELECT|WITH|VALUES)\b/i);
  const statement = STATEMENT.exec(block ?? withoutThinking(response))?.[0].trim();
  if (!statement) return block?.trim() || null;
  const whole = block === null ? statement.split(/\n\s*\n/)[0]! : statement;
  return whole.replace(/(?:;\s*|\s)+$/, '');
}

/** @returns the regular expression that a response writes; null for none */
export function writtenPattern(response: string): string | null {
  const block = lastBlock(response) ?? lastInline(response, /\S/) ?? lastLine(response);
  const text = block?.trim();
  if (!text) return null;
  const quoted =
    /^(?:(?:[\w.]+\s*=\s*)?re\.\w+\(\s*|[\w.]+\s*=\s*)?[rb]{0,2}(["'])([\s\S]*)\1\s*(?:,[^"']*)?\)?;?$/.exec(
      text,
    );
  return quoted ? quoted[2]! : text;
}

function lastBlock(response: string): string | null {
  const text = withFences(withoutThinking(response));
  const { blocks } = codeBlocks(text);
  const last = blocks.at(-1);
  if (!last || takenBackAtLast(text.slice(last.end))) return null;
  return deniedBefore(text.slice(blocks.at(-2)?.end ?? 0, last.start)) ? null : last.code;
}

function lastInline(response: string, wanted: RegExp): string | null {
  const found = [...withoutThinking(response).matchAll(INLINE)].map((match) => match[1]!);
  return found.findLast((text) => wanted.test(text)) ?? null;
}

function lastLine(response: string): string | null {
  const line = withoutThinking(response).trim().split('\n').at(-1)?.trim() ?? '';
  return /\s\p{L}+\s/u.test(line) ? null : line.replace(/^\*\*|\*\*$/g, '');
}
