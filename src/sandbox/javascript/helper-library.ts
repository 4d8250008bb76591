import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The small vetted library that programs in the sandbox find as `rlar`. Its parts are files of plain JavaScript, each one
 * function from what stands before it to its helpers; a context gets the parts whose helpers its program mentions, and
 * those that these mention, so that a program which counts words does not pay for tables.
 */
const PARTS = ['core', 'prose', 'counting', 'structure', 'word-lists'] as const;

interface Part {
  readonly source: string;
  readonly names: readonly string[];
}

const parts: readonly Part[] = PARTS.map((part) => {
  const text = readFileSync(join(import.meta.dirname, 'helpers', `${part}.js`), 'utf8');
  const source = text.trim().replace(/;$/, '');
  const listed = /return \{([^{}]*)\};\s*\}$/.exec(source)?.[1] ?? '';
  return { source, names: listed.match(/[\w$]+/g) ?? [] };
});

/** The names of all helpers. */
export const HELPER_NAMES: readonly string[] = parts.flatMap((part) => part.names);

/** Changes with every change of a helper, and with it what tools that use one may say. */
export const HELPER_VERSION: string = createHash('sha256')
  .update(JSON.stringify(parts.map((part) => part.source)))
  .digest('hex')
  .slice(0, 12);

/** @returns source that defines `rlar` with what the program mentions; '' where it does not mention `rlar` */
export function helperLibraryFor(program: string): string {
  if (!program.includes('rlar')) return '';
  const mentioned = new Set(program.match(/[\w$]+/g) ?? []);
  const wanted = parts.filter((part, at) => at === 0 || part.names.some((name) => mentioned.has(name)));
  const steps = wanted.map(({ source }) => `Object.assign(rlar, (${source})(rlar));`);
  return `(() => { const rlar = {}; ${steps.join('\n')} globalThis.rlar = __freeze(rlar); })();`;
}
