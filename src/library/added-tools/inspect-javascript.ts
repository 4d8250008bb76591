import { RlarError } from '../../spec/errors.ts';

const EXPORT = /^[ \t]*export[ \t]+default[ \t]+/m;
const PARAMETERS = /^(?:async[ \t]+)?(?:function[ \t]*[\w$]*[ \t]*)?\(([^)]{0,300})\)|^([\w$]+)[ \t]*=>/;

/** What static inspection found in a JavaScript file. */
export interface JavaScriptFunction {
  readonly parameters: readonly string[];
  readonly usesReference: boolean;
}

/**
 * @returns the parameters of the function that a file exports by default
 * @throws RLAR_INVALID_TOOL
 */
export function inspectJavaScript(source: string): JavaScriptFunction {
  const at = EXPORT.exec(source);
  if (!at)
    throw new RlarError('RLAR_INVALID_TOOL', 'expected: export default (prompt, response, reference) => …');
  const list = PARAMETERS.exec(source.slice(at.index + at[0].length).slice(0, 1_000));
  const parameters = (list?.[1] ?? list?.[2] ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  return { parameters, usesReference: parameters.length >= 3 };
}

/** @returns the source as a script in which the exported function has this name */
export function asScript(source: string, name: string): string {
  return source.replace(EXPORT, () => `const ${name} = `);
}

/** @returns whether a script defines a function of this name at its outermost level, as far as reading tells */
export function definesFunction(source: string, name: string): boolean {
  const pattern = `^[ \\t]*(?:export[ \\t]+)?(?:function[ \\t]+${name}[ \\t]*\\(|(?:const|let|var)[ \\t]+${name}[ \\t]*=)`;
  return new RegExp(pattern, 'm').test(source);
}
