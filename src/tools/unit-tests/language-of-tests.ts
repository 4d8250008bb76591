import type { Language } from '../../sandbox/program/types.ts';

/** What stands in tests of one language alone. Texts in quotes are blanked before; the first that fits decides. */
const MARKS: readonly (readonly [Language, RegExp])[] = [
  [
    'python',
    /^[ \t]*assert\s+(?!\()[^\n]*[^;\s][ \t]*$|^[ \t]*(?:async\s+)?def\s+\w+\s*\([^\n]*:|\bself\.assert\w+\s*\(|^[ \t]*from\s+[\w.]+\s+import\b|^[ \t]*class\s+\w+[^{\n]*:[ \t]*$|\bpytest\b/m,
  ],
  [
    'cpp',
    /^[ \t]*#[ \t]*include\b|\bstd::|\bint\s+main\s*\(|\b(?:vector|map|set|pair|unordered_\w+)\s*<|\b(?:auto|bool|double)\s+\w+\s*=/m,
  ],
  [
    'java',
    /\bpublic\s+(?:static|class|void)\b|\bSystem\.out\b|@Test\b|\bAssert(?:ions)?\.assert\w+\(|\bArrays\.(?:asList|equals)\(|\bnew\s+(?:int|String|double|long)\s*\[|^[ \t]*assert\s+(?!\()[^\n]*;[ \t]*$/m,
  ],
  [
    'javascript',
    /\bassert\.\w+(?:\.\w+)?\s*\(|[!=]==|=>|(?:^|[;{])[ \t]*(?:const|let|var)\s+[\w$[{]|\bconsole\.\w+\s*\(|\bexpect\s*\(|\b(?:describe|it|test)\s*\(\s*['"`]|\brequire\s*\(\s*['"]|\bfunction\b|\b(?:undefined|typeof|null)\b|&&|\|\||\bnew\s+[A-Z]/m,
  ],
  [
    'python',
    /\b(?:True|False|None|lambda)\b|\b(?:len|print|sorted|isinstance)\s*\(|\b(?:not|is|in|and|or)\s|^[ \t]*(?:for|if|with|while)\b[^\n]*:[ \t]*$/m,
  ],
];

const LONGEST = 200_000;

/** Quotes stay, what stands between them goes: the texts of a test may hold any language. */
function withoutTexts(source: string): string {
  return source
    .slice(0, LONGEST)
    .replace(/"""[\s\S]*?"""|'''[\s\S]*?'''/g, '""')
    .replace(/(["'])(?:\\.|(?!\1)[^\\\n])*\1/g, '$1$1')
    .replace(/`(?:\\.|[^\\`])*`/g, '``');
}

/** @returns the language that tests are in, or null where their text fits several */
export function languageOfTests(source: string): Language | null {
  const plain = withoutTexts(source);
  return MARKS.find(([, mark]) => mark.test(plain))?.[0] ?? null;
}

const NAMES: readonly (readonly [Language, RegExp])[] = [
  [
    'javascript',
    /\b(?:java[ ]?script|type[ ]?script|node\.?js|ecmascript|es6|JS|TS)\b|```(?:jsx?|tsx?|mjs)\b/i,
  ],
  ['python', /\bpython(?:[ ]?3(?:\.\d+)?)?\b|```py\b/i],
  ['cpp', /(?<!\w)c\+\+(?:\d\d)?(?!\w)|```(?:cpp|cc)\b/i],
  ['java', /\bjava\b(?![ ]?script)/i],
];

/** @returns the one language that a prompt names, or null where it names none or several */
export function languageAsked(prompt: string): Language | null {
  const text = prompt.slice(0, 20_000);
  const named = NAMES.filter(([, name]) => name.test(text)).map(([language]) => language);
  return named.length === 1 ? named[0]! : null;
}
