import { splitParameters } from './split-parameters.ts';

/** The method whose body a declaration leaves open, in the class that it stands in. */
export interface JavaSignature {
  readonly className: string;
  readonly name: string;
  /** `List<Integer>` */
  readonly returns: string;
  readonly parameters: readonly string[];
  readonly isStatic: boolean;
}

/** What is in comments, texts and letters is blanked out, so that braces in it do not count. */
function withoutTexts(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/g, (found) =>
    ' '.repeat(found.length),
  );
}

const MODIFIERS = /^(?:(?:public|private|protected|static|final|synchronized|strictfp)\s+)*/;
const METHOD =
  /^(?:<[^()]{1,200}>\s*)?([\w.$]{1,100}(?:\s*<[^()]{0,200}>)?(?:\s*\[\s*\])*)\s+([A-Za-z_$][\w$]*)\s*\(([\s\S]*)\)\s*(?:throws\s+[\w.$,\s]+)?$/;
const PARAMETER = /([A-Za-z_$][\w$]*)(?:\s*\[\s*\])*$/;

/** @returns the method that a declaration leaves open, or null where it leaves none open */
export function readJavaSignature(declaration: string): JavaSignature | null {
  const plain = withoutTexts(declaration.slice(0, 50_000));
  const open: number[] = [];
  for (let at = 0; at < plain.length; at += 1) {
    if (plain[at] === '{') open.push(at);
    else if (plain[at] === '}') open.pop();
  }
  if (open.length !== 2) return null;
  const [outer, inner] = open as [number, number];
  const className = /\bclass\s+([A-Za-z_$][\w$]*)[^;{}]*$/.exec(plain.slice(0, outer))?.[1];
  const before = plain.slice(outer + 1, inner);
  const header = before.slice(Math.max(before.lastIndexOf(';'), before.lastIndexOf('}')) + 1).trim();
  const words = header.replace(/@\w+(?:\([^()]*\))?\s*/g, '');
  const modifiers = MODIFIERS.exec(words)?.[0] ?? '';
  const parts = METHOD.exec(words.slice(modifiers.length, 2_000));
  if (!className || !parts) return null;
  const parameters = splitParameters(parts[3]!).map((part) => PARAMETER.exec(part.trim())?.[1]);
  if (parameters.some((name) => name === undefined)) return null;
  return {
    className,
    name: parts[2]!,
    returns: parts[1]!.replace(/\s+/g, ''),
    parameters: parameters.flatMap((name) => name ?? []),
    isStatic: /\bstatic\b/.test(modifiers),
  };
}
