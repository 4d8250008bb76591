/** A program as it stands in a response, in a fence or between tags. */
export interface CodeBlock {
  /** What stands behind the opening fence, in small letters; '' for nothing. */
  readonly tag: string;
  readonly code: string;
  /** Where the block begins and ends in the text, its fences with it. */
  readonly start: number;
  readonly end: number;
  /** Whether a closing fence was found. */
  readonly closed: boolean;
}

const FENCE =
  /^((?:[ \t>]{0,40}(?:[-*+]|\d{1,3}[.)])[ \t]{1,4})?[ \t>]{0,40})(`{3,}(?=[^`]*$)|~{3,})[ \t]*\{?\.?([A-Za-z0-9+#_-]{0,20})/;
/** How deep a fence may stand in fences of Markdown. */
const DEEPEST = 2;
const WRAPPERS: ReadonlySet<string> = new Set(['markdown', 'md']);
/** A line that opens or closes a program between tags; tags inside a line are text. */
const OPENING_TAG =
  /^[ \t]*<(answer|code|solution|program|pre)(?:\s[^>\n]{0,80})?>(?:[ \t]*<code(?:\s[^>\n]{0,80})?>)?/gim;
const CLOSING_TAG = /(?:<\/code>)?<\/(answer|code|solution|program|pre)>[ \t]*$/gim;

interface Line {
  readonly text: string;
  readonly start: number;
}

interface Opened {
  readonly fence: string;
  readonly tag: string;
  readonly margin: number;
  readonly start: number;
  readonly lines: string[];
}

/** A fence with a language at the end of a sentence: "Solution: ```python". */
const FENCE_BEHIND =
  /^([^\n`]{0,200}\S)[ \t]*(`{3,}(?:python3?|py|javascript|js|node|cpp|c\+\+|cc|java))[ \t]*$/gim;

/** @returns a text whose lines end with `\n` and whose tags around programs are fences, or blank where fences are */
export function withFences(response: string): string {
  const lines = response.replaceAll('\r\n', '\n');
  const text = lines.includes('```') ? lines.replace(FENCE_BEHIND, behindSentence) : lines;
  const opened = text.search(OPENING_TAG) >= 0;
  if (!opened) return text.replace(CLOSING_TAG, '');
  const mark = /^[ \t>]*(?:`{3}|~{3})/m.test(text) ? '\n' : '\n```\n';
  return text.replace(OPENING_TAG, mark).replace(CLOSING_TAG, mark);
}

function behindSentence(line: string, sentence: string, fence: string): string {
  return /^[\s>]*(?:[-*+]|\d{1,3}[.)])?[\s>]*$/.test(sentence) ? line : `${sentence}\n${fence}`;
}

function linesOf(text: string): Line[] {
  let start = 0;
  return text.split('\n').map((line) => {
    const found = { text: line, start };
    start += line.length + 1;
    return found;
  });
}

/** Takes white space that a fence stands behind off a line; a line that has less keeps what is no space. */
function outdented(line: string, margin: number): string {
  let at = 0;
  while (at < margin && /[ \t>]/.test(line[at] ?? 'x')) at += 1;
  return line.slice(at);
}

/** @returns what stands before a fence that closes a block at the end of a line of its program, or null */
function closedInLine(line: string, fence: string): string | null {
  const text = line.trimEnd();
  const before = text.slice(0, -fence.length);
  return text.endsWith(fence) && before.trim() !== '' && !before.includes(fence) && !/["'#]/.test(before)
    ? before
    : null;
}

function blockOf(opened: Opened, end: number, closed: boolean, depth: number): CodeBlock[] {
  const { tag, start, lines, margin } = opened;
  const code = lines.map((line) => outdented(line, margin)).join('\n');
  if (WRAPPERS.has(tag) && depth < DEEPEST) {
    const inner = codeBlocks(code, depth + 1).blocks;
    if (inner.length > 0) return inner.map((block) => ({ ...block, start, end }));
  }
  return code.trim() === '' ? [] : [{ tag, code, start, end, closed }];
}

/**
 * Reads the fenced blocks of a text, in order: in lists and quotations, with tildes, in longer fences. A block that is
 * never closed ends where the next one with a language opens, or with the text. A closing fence alone ends a program that
 * stands before it. Linear in the text's length.
 * @returns the blocks, and whether the text has any fence
 */
export function codeBlocks(
  text: string,
  depth = 0,
): {
  readonly blocks: readonly CodeBlock[];
  readonly fences: boolean;
} {
  const blocks: CodeBlock[] = [];
  let open: Opened | null = null;
  let fences = false;
  for (const { text: line, start } of linesOf(text)) {
    const found = line.length > 200 ? null : FENCE.exec(line.trimEnd());
    const [, before = '', fence = '', tag = ''] = found ?? [];
    if (!open) {
      if (!found) continue;
      fences = true;
      open = { fence, tag: tag.toLowerCase(), margin: before.length, start, lines: [] };
      continue;
    }
    const fits = found && fence[0] === open.fence[0] && before.length <= open.margin + 3;
    if (!fits || fence.length < open.fence.length) {
      const inLine = closedInLine(line, open.fence);
      open.lines.push(inLine ?? line);
      if (inLine !== null) {
        blocks.push(...blockOf(open, start + line.length, true, depth));
        open = null;
      }
      continue;
    }
    if (tag === '') {
      blocks.push(...blockOf(open, start + line.length, true, depth));
      open = null;
    } else if (fence.length === open.fence.length) {
      blocks.push(...blockOf(open, start, false, depth));
      open = { fence, tag: tag.toLowerCase(), margin: before.length, start, lines: [] };
    } else open.lines.push(line);
  }
  if (open) blocks.push(...blockOf(open, text.length, false, depth));
  return { blocks, fences };
}
