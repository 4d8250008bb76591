import type { Language } from '../../sandbox/program/types.ts';
import { literalPattern } from '../../text/row-pattern.ts';
import { languageNamed } from './test-suite.ts';

/** Characters of a response that are read; a longer one is cut, which no program survives. */
const LONGEST = 400_000;
const FENCE = /^[ \t]{0,3}(`{3,}|~{3,})[ \t]*([A-Za-z0-9+#_-]{0,20})[^\n]*$/;

interface Block {
  readonly tag: string;
  readonly code: string;
}

/** Reads the complete fenced blocks of a text, in order. An opened block that is never closed is none. */
function fencedBlocks(text: string): { readonly blocks: readonly Block[]; readonly fences: boolean } {
  const blocks: Block[] = [];
  let open: { readonly fence: string; readonly tag: string; readonly lines: string[] } | null = null;
  let fences = false;
  for (const line of text.split('\n')) {
    const found = line.length > 200 ? null : FENCE.exec(line.trimEnd());
    if (!open) {
      if (!found) continue;
      open = { fence: found[1]!, tag: found[2]!, lines: [] };
      fences = true;
    } else if (found && found[2] === '' && found[1]!.startsWith(open.fence)) {
      blocks.push({ tag: open.tag, code: open.lines.join('\n') });
      open = null;
    } else open.lines.push(line);
  }
  return { blocks, fences };
}

/** Whether a source defines a function or class of this name at the outermost level, as far as its text shows. */
export function defines(source: string, name: string, language: Language): boolean {
  const word = literalPattern(name);
  const forms: Readonly<Record<Language, string>> = {
    python: `^(?:async[ ]+)?(?:def|class)[ ]+${word}\\b|^${word}[ ]*=`,
    javascript: `^(?:export[ ]+)?(?:default[ ]+)?(?:(?:async[ ]+)?function[*]?[ ]*|class[ ]+|(?:const|let|var)[ ]+)${word}\\b`,
    cpp: `^[A-Za-z_][^;=\\n]{0,200}[ *&>]${word}[ ]*[(]`,
    java: `\\bclass[ ]+${word}\\b`,
  };
  return new RegExp(forms[language], 'mu').test(source);
}

/**
 * @returns the language that the last tagged block of a response names, in plain letters; null where no block has a tag
 */
export function taggedLanguage(response: string): string | null {
  const { blocks } = fencedBlocks(response.slice(-LONGEST).replaceAll('\r\n', '\n'));
  return (
    blocks.findLast(({ tag }) => tag !== '' && !PLAIN_TAGS.has(tag.toLowerCase()))?.tag.toLowerCase() ?? null
  );
}

/** Tags of blocks that hold no program: output, examples. */
const PLAIN_TAGS: ReadonlySet<string> = new Set([
  'text',
  'txt',
  'plaintext',
  'output',
  'console',
  'bash',
  'sh',
  'shell',
  'json',
  'markdown',
  'md',
]);

/** Where a program was found in a response, and its text. */
export interface FoundProgram {
  readonly code: string;
  readonly where: 'fence' | 'text';
}

/**
 * Finds the program in a response: the last complete block that defines the entry point, else the last in the language
 * asked for, else the last; without any fence, the text as it stands.
 * @returns null where a fence was opened and never closed, or the response is too long
 */
export function extractProgram(
  response: string,
  language: Language,
  entryPoint?: string,
): FoundProgram | null {
  if (response.length > LONGEST) return null;
  const text = response.replaceAll('\r\n', '\n').replace(/<\/?answer>/g, '\n');
  const { blocks, fences } = fencedBlocks(text);
  if (!fences) return { code: text, where: 'text' };
  const fitting = blocks.filter(({ tag }) => tag === '' || languageNamed(tag) === language);
  const pool = fitting.length > 0 ? fitting : blocks;
  const entry = entryPoint && pool.findLast(({ code }) => defines(code, entryPoint, language));
  const chosen = entry || pool.at(-1);
  return chosen ? { code: chosen.code, where: 'fence' } : null;
}
