import type { Language } from '../../sandbox/program/types.ts';

/** What a source defines at its outermost level, as far as its text shows. */
const DEFINITIONS: Readonly<Record<Language, readonly RegExp[]>> = {
  python: [
    /^(?:async[ ]+def|def|class)[ ]+([A-Za-z_]\w*)/gm,
    /^([A-Za-z_]\w*)[ ]*(?::[^=\n]{1,80})?=(?!=)/gm,
  ],
  javascript: [
    /^(?:export[ ]+)?(?:default[ ]+)?(?:async[ ]+)?(?:function[*]?[ ]*|class[ ]+|const[ ]+|let[ ]+|var[ ]+)([A-Za-z_$][\w$]*)/gm,
    /^(?:module\.)?exports\.([A-Za-z_$][\w$]*)[ ]*=/gm,
  ],
  cpp: [
    /^(?!return\b|else\b|using\b)[A-Za-z_][^;=\n(]{0,200}[ *&>]([A-Za-z_]\w*)[ ]*[(]/gm,
    /^(?:struct|class|enum(?: class)?|union)[ ]+([A-Za-z_]\w*)/gm,
    /^#[ ]*define[ ]+([A-Za-z_]\w*)/gm,
    /^(?:const(?:expr)?|static|using)[ ]+[^;\n]{0,100}?([A-Za-z_]\w*)[ ]*(?:\[[^\]\n]{0,40}\])?[ ]*=/gm,
  ],
  java: [/\b(?:class|interface|enum|record)[ ]+([A-Za-z_]\w*)/g],
};
const PYTHON_IMPORT = /^(?:from[ ]+[\w.]+[ ]+)?import[ ]+([^#\n]{1,400})/gm;
const NAME = /[A-Za-z_$][\w$]*/g;

/** Names that `import a.b as c, d` gives. */
function importedNames(source: string): string[] {
  return [...source.matchAll(PYTHON_IMPORT)].flatMap(([, list = '']) =>
    list
      .replace(/[()]/g, '')
      .split(',')
      .flatMap((part) => /(?:^|\bas\s+)([A-Za-z_]\w*)(?:\.[\w.]+)?\s*$/.exec(part.trim())?.[1] ?? []),
  );
}

/** @returns the names that a source defines at its outermost level, imports of Python with them */
export function definedNames(source: string, language: Language): ReadonlySet<string> {
  const found = DEFINITIONS[language].flatMap((form) => [...source.matchAll(form)].map((match) => match[1]!));
  return new Set(language === 'python' ? [...found, ...importedNames(source)] : found);
}

/** @returns every name that stands in a source */
export function namesIn(source: string): ReadonlySet<string> {
  return new Set(source.match(NAME) ?? []);
}

/** Words before a bracket that name nothing of a program. */
const COMMON = new Set(
  (
    'abs all any assert bool bytes callable check chr dict divmod enumerate eval filter float for format frozenset getattr ' +
    'hasattr hash if in input int is isinstance iter len list map max min next not object open or and ord pow print range ' +
    'repr require reversed round set slice sorted str sum super switch tuple type while with zip candidate main return ' +
    'function catch isNaN parseInt parseFloat Number String Array Object Set Map Error console deepStrictEqual strictEqual'
  ).split(' '),
);

/** @returns the names that tests call and do not define, some of which the program does */
export function calledNames(tests: string, language: Language): ReadonlySet<string> {
  const text = tests.slice(0, 200_000);
  const own = definedNames(text, language);
  const called = [...text.matchAll(/(?<![.\w$])([A-Za-z_$][\w$]*)[ ]*\(/g)].map((match) => match[1]!);
  return new Set(called.filter((name) => !own.has(name) && !COMMON.has(name)));
}

const READS_INPUT: Readonly<Record<Language, RegExp>> = {
  python: /\binput[ ]*\(|\bstdin\b|\bopen\(0\b|\bfileinput\b/,
  javascript: /\bstdin\b|\breadline\b|readFileSync\(\s*(?:0|['"]\/dev\/stdin)/,
  cpp: /\bcin\b|\bscanf\b|\bgetline\b|\bgetchar\w*\b|\bstdin\b|\bfread\b|\bread\(0/,
  java: /\bSystem\.in\b/,
};

/** @returns whether a program reads what it is given on stdin */
export function readsInput(source: string, language: Language): boolean {
  return READS_INPUT[language].test(source);
}
