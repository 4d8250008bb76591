import type { Program } from './candidate.ts';

/** A program's text without its comments and texts, and the texts that stood in it. */
export interface ReadProgram {
  readonly code: string;
  readonly texts: readonly string[];
}

const PIECES = {
  python:
    /#[^\n]*|[rbfuRBFU]{0,2}(?:"""([\s\S]*?)"""|'''([\s\S]*?)'''|"((?:\\.|[^"\\\n])*)"|'((?:\\.|[^'\\\n])*)')/g,
  javascript:
    /\/\/[^\n]*|\/\*[\s\S]*?\*\/|"((?:\\.|[^"\\\n])*)"|'((?:\\.|[^'\\\n])*)'|`((?:\\.|[^`\\])*)`|(?<=[=(,:!&|?{};>\n]\s*|\breturn\s+)\/((?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+)\/[dgimsuvy]*/g,
} as const;
/** Code that runs only if the file is the main program. */
const MAIN_BLOCK = /^if\s+__name__\s*==[^\n]*(?:\n(?:[ \t][^\n]*)?)*/gm;
const LONGEST_PROGRAM = 200_000;
const MOST_TEXTS = 80;

/** @returns a program without comments and texts, in one pass; good enough to look for names, never to run it */
export function readProgram({ language, source }: Program): ReadProgram {
  const texts = new Set<string>();
  const loaded = language === 'python' ? source.replace(MAIN_BLOCK, '') : source;
  const code = loaded.slice(0, LONGEST_PROGRAM).replace(PIECES[language], (_, ...found: unknown[]) => {
    const text = found.slice(0, 4).find((entry) => typeof entry === 'string');
    if (typeof text === 'string' && text.trim() !== '' && text.length <= 200)
      for (const said of readings(text)) texts.add(said);
    return text === undefined ? ' ' : '""';
  });
  for (const [number] of code.matchAll(/(?<![\w.])\d{2,12}(?![\w.])/g)) texts.add(number);
  return { code, texts: [...texts].slice(0, MOST_TEXTS) };
}

/** @returns the text itself and, because it may be a pattern, the simplest text that the pattern would match */
function readings(text: string): string[] {
  const plain = text
    .replaceAll('\\n', '\n')
    .replaceAll('\\t', '\t')
    .replace(/\\(["'`\\])/g, '$1');
  const branches = text.split('|').map((branch) =>
    branch
      .replace(/\\s[*+?]*/g, ' ')
      .replace(/\\d[*+?]*/g, '7')
      .replace(/\\[bBAZ]|[\^$]|\(\?[:=!<]+|[()]|(?<=.)[*+?]/g, '')
      .replaceAll('\\', ''),
  );
  return [...new Set([plain, ...branches])].filter((said) => said.trim() !== '');
}

interface Forbidden {
  readonly pattern: RegExp;
  readonly why: string;
  /** A name that the program may have given to something of its own. */
  readonly name?: string;
}

const word = (name: string, why: string): Forbidden => ({
  pattern: new RegExp(`(?<![.\\w$])${name}(?![\\w$])`),
  why,
  name,
});

const FORBIDDEN: Readonly<Record<Program['language'], readonly Forbidden[]>> = {
  javascript: [
    ...[
      'process',
      'require',
      'Deno',
      'Bun',
      'window',
      'self',
      'global',
      'globalThis',
      'document',
      'std',
      'os',
    ].map((name) => word(name, `reads ${name}, which is outside the function`)),
    ...['fetch', 'XMLHttpRequest', 'WebSocket', 'WebAssembly', 'Worker', 'setTimeout', 'localStorage'].map(
      (name) => word(name, `uses ${name}, which a reward function does not have`),
    ),
    { pattern: /\bimport\b/, why: 'imports something' },
    { pattern: /\btypeof\s+(?!rlar\b)[A-Z_]{3,}\b/, why: 'reads a global' },
    {
      pattern:
        /\bDate\s*\.\s*now\b|\bnew\s+Date\s*(?:\(\s*\)|(?![\w(.\s]))|(?<!new\s+)\bDate\s*\(\s*\)|(?<![.\w$])performance\s*\./,
      why: 'reads the clock',
    },
    {
      pattern:
        /\b(?:String|Array|Object|RegExp|Number|Boolean|Math|JSON|Function|Promise|Map|Set)(?:\s*\.\s*prototype)?(?:\s*\.\s*\w+|\s*\[[^\]\n]*\])\s*=(?![=>])|\bObject\s*\.\s*(?:defineProperty|assign|setPrototypeOf)\s*\(\s*\w+\s*\.\s*prototype/,
      why: 'changes what belongs to the language',
    },
  ],
  python: [
    {
      pattern:
        /\bos\s*\.\s*(?:environ|getenv|system|popen|listdir|stat|getpid|urandom|times|write|dup2?|fdopen|fork|kill|_exit|path\s*\.\s*(?:exists|isfile|getmtime))\b/,
      why: 'reaches out of the function with os',
    },
    {
      pattern:
        /\bfrom\s+os\s+import\b|\bfrom\s+pathlib\s+import\b|\bimport\s+(?:pathlib|tempfile|shutil|glob)\b/,
      why: 'reaches for files',
    },
    { pattern: /(?<![.\w])open\s*\(/, why: 'opens a file' },
    {
      pattern:
        /\b(?:import|from)\s+(?:subprocess|socket|urllib|requests|http|httpx|ctypes|multiprocessing|threading|pickle|ftplib|smtplib)\b/,
      why: 'imports what reaches out of the function',
    },
    {
      pattern:
        /\b(?:import|from)\s+(?:builtins|importlib|inspect|gc)\b|\b__builtins__\b|\bglobals\s*\(\s*\)|\b__import__\b|\bsys\s*\.\s*(?:modules|_getframe|settrace|setprofile|exit)\b|\bos\s*\.\s*_exit\b/,
      why: 'reaches into the interpreter',
    },
    {
      pattern:
        /\btime\s*\.\s*(?:sleep|time|time_ns|monotonic|monotonic_ns|perf_counter|process_time|localtime|gmtime|strftime|ctime)\b|\bfrom\s+time\s+import\b|\bimport\s+time\s+as\b|\.\s*(?:now|utcnow|today)\s*\(\s*(?:\)|tz|timezone)/,
      why: 'reads the clock',
    },
    { pattern: /\b(?:import|from)\s+(?:secrets|uuid)\b|\bSystemRandom\b/, why: 'draws random numbers' },
    {
      pattern:
        /\bsetattr\s*\(\s*(?:str|list|dict|int|float|math|re|json|builtins)\b|^\s*(?:math|re|json|builtins|str|list|dict)\s*\.\s*\w+\s*=(?!=)/m,
      why: 'changes what belongs to the language',
    },
  ],
};

/** @returns in words, the features of a program that no reward function needs; empty where there are none */
export function forbiddenIn(program: Program): string[] {
  const { code } = readProgram(program);
  return FORBIDDEN[program.language].flatMap(({ pattern, why, name }) => {
    if (!pattern.test(code)) return [];
    const own =
      name &&
      new RegExp(
        `\\b(?:function|const|let|var|class)\\s+${name}\\b|\\([^()]*\\b${name}\\b[^()]*\\)\\s*(?:=>|\\{)`,
      ).test(code);
    return own ? [] : [why];
  });
}

/** @returns whether a program draws random numbers or keeps something between calls, as far as reading tells */
export function mayVary(program: Program): boolean {
  const { code } = readProgram(program);
  return program.language === 'python'
    ? /\brandom\b|\bglobal\s|\bnonlocal\s|\blru_cache\b|\bid\s*\(|\bhash\s*\(/.test(code)
    : /\brandom\b|^(?:let|var)\s/m.test(code);
}
