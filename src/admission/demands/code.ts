/** The languages that code is read in: Python, and those with braces. */
export type CodeLanguage = 'python' | 'javascript' | 'braces';

/** Code in a response, and the text around it. */
export interface CodeBlock {
  readonly language: CodeLanguage;
  readonly before: string;
  readonly code: string;
  readonly behind: string;
}

/** A piece of code. `space` includes line ends. */
export interface CodeToken {
  readonly kind: 'comment' | 'text' | 'number' | 'name' | 'operator' | 'space';
  readonly text: string;
}

const LONGEST = 20_000;
const FENCED = /^([ \t]*(?:```|~~~)[\w+-]*[ \t]*\n)([\s\S]*?)(\n[ \t]*(?:```|~~~)[ \t]*)$/m;
const PYTHON =
  /^[ \t]*(?:async[ \t]+)?def[ \t]+\w+[ \t]*\(.*:|^[ \t]*class[ \t]+\w+.*:[ \t]*$|^(?:from[ \t]+[\w.]+[ \t]+)?import[ \t]+\w+[\w., \t]*$/m;
const JAVASCRIPT =
  /\bfunction\b[^\n]*\{|\([\w$, ]*\)\s*=>|^[ \t]*(?:export[ \t]+)?(?:const|let|var)[ \t]+[\w${}[\], ]+=/m;
const BRACES =
  /\b(?:int|void|bool|double|float|string|String|auto|fn|func|public|static|long|char)\b[^;\n{]*\([^)\n]*\)[^;\n{]*\{/;

const STRINGS =
  '"""[\\s\\S]*?"""|\'\'\'[\\s\\S]*?\'\'\'|"(?:\\\\.|[^"\\\\\\n])*"|\'(?:\\\\.|[^\'\\\\\\n])*\'';
const OPERATORS =
  '>>>=?|\\*\\*=?|//=?|<<=?|>>=?|===?|!==?|<=|>=|=>|->|&&|\\|\\||\\?\\?|\\+\\+|--|[-+*/%&|^@:]=|[^\\s\\w]';
const REST = `(?<number>\\b\\d[\\w.]*)|(?<name>[\\p{L}_$][\\p{L}\\p{N}_$]*)|(?<space>\\s+)|(?<operator>${OPERATORS})`;
const TOKENS: Readonly<Record<'python' | 'other', RegExp>> = {
  python: new RegExp(`(?<comment>#[^\\n]*)|(?<text>[rbfuRBFU]{0,2}(?:${STRINGS}))|${REST}`, 'gu'),
  other: new RegExp(
    `(?<comment>//[^\\n]*|/\\*[\\s\\S]*?\\*/|^[ \\t]*#[^\\n]*)|(?<text>${STRINGS}|\`(?:\\\\.|[^\`\\\\])*\`)|${REST}`,
    'gmu',
  ),
};
const KINDS = ['comment', 'text', 'number', 'name', 'space'] as const;

/** @returns the language that a text is code in; null where it looks like none */
function codeLanguage(text: string): CodeLanguage | null {
  const start = text.slice(0, LONGEST);
  if (PYTHON.test(start)) return 'python';
  if (JAVASCRIPT.test(start)) return 'javascript';
  return BRACES.test(start) ? 'braces' : null;
}

/** @returns the code of a response: its longest fenced block of code, or all of it; null where there is none */
export function codeIn(text: string): CodeBlock | null {
  const fenced = FENCED.exec(text.slice(0, LONGEST));
  if (!fenced) {
    const language = codeLanguage(text);
    return language && { language, before: '', code: text, behind: '' };
  }
  const [, opening = '', code = ''] = fenced;
  const language = codeLanguage(code);
  const from = fenced.index + opening.length;
  return language && { language, before: text.slice(0, from), code, behind: text.slice(from + code.length) };
}

/** @returns all pieces of code, in order; put together they are the code again */
export function codeTokens(code: string, language: CodeLanguage): CodeToken[] {
  const pattern = TOKENS[language === 'python' ? 'python' : 'other'];
  return Array.from(code.matchAll(pattern), ({ groups = {}, 0: text }): CodeToken => {
    const kind = KINDS.find((one) => groups[one] !== undefined) ?? 'operator';
    return { kind, text };
  });
}

/** @returns code without comments and layout, with its own names numbered; two such texts are equal where only these differ */
export function plainCode({ code, language }: CodeBlock): string {
  const names = new Map<string, string>();
  const own = ownNames(code, language);
  return codeTokens(code, language)
    .filter(
      ({ kind, text }) => kind !== 'comment' && !(kind === 'operator' && text === ';') && kind !== 'space',
    )
    .map(({ kind, text }) => {
      if (kind !== 'name' || !own.has(text)) return text;
      names.set(text, names.get(text) ?? `_${names.size}`);
      return names.get(text);
    })
    .join(' ');
}

/** @returns names that the code gives to its variables and parameters, and that nothing outside of it can tell */
export function ownNames(code: string, language: CodeLanguage): ReadonlySet<string> {
  const found = new Set<string>();
  const bound =
    language === 'python'
      ? /^[ \t]+([a-z_]\w*)[ \t]*=(?!=)|\bfor[ \t]+([a-z_]\w*)[ \t]+in\b/gm
      : /\b(?:const|let|var|int|double|auto|long)[ \t]+([a-zA-Z_]\w*)[ \t]*=(?!=)/g;
  for (const [, one, other] of code.matchAll(bound)) found.add((one ?? other)!);
  for (const [, list = ''] of code.matchAll(/\b(?:def|function)[ \t]+\w+[ \t]*\(([^()\n]*)\)/g))
    for (const name of list.match(/(?<![\w:=])[a-zA-Z_]\w*(?=\s*(?:[,:=]|$))/g) ?? []) found.add(name);
  for (const { kind, text } of codeTokens(code, language))
    if (kind === 'text')
      for (const name of found) if (text.includes(name) && /^f|`/i.test(text)) found.delete(name);
  for (const name of found) if (new RegExp(`\\.\\s*${name}\\b`).test(code)) found.delete(name);
  for (const reserved of ['self', 'cls', 'this']) found.delete(reserved);
  return found;
}
