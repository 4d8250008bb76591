import { codeIn, plainCode } from './code.ts';
import type { Example, Examples } from './demand.ts';

/** Prompts with a wrong response that is code like the right one, from which on what the code does decides. */
const FEWEST_NEAR = 2;
const DEFINED = /\b(?:def|function|class|fn|func)\s+([A-Za-z_]\w*)/;

/** @returns whether all right responses are code */
export function areCode(rights: readonly Example[]): boolean {
  return rights.length > 0 && rights.every(({ shape }) => codeIn(shape.text) !== null);
}

/**
 * @param tested whether queries come with tests
 * @returns whether what code does decides, as far as the samples tell: it is tested, its references are code like it, or
 * wrong responses define the same names and do something else
 */
export function codeDecides({ rights, wrongs }: Examples, tested: boolean): boolean {
  if (!areCode(rights)) return false;
  if (tested || rights.every(isReferred)) return true;
  const near = wrongs.filter(
    ({ shape, original }) =>
      original !== null &&
      definedIn(shape.text) !== null &&
      definedIn(shape.text) === definedIn(original.text),
  );
  return new Set(near.map(({ prompt }) => prompt)).size >= FEWEST_NEAR;
}

function isReferred({ shape, references }: Example): boolean {
  const own = codeIn(shape.text);
  return (
    own !== null &&
    references.some((text) => {
      const other = codeIn(text);
      return other !== null && plainCode(other) === plainCode(own);
    })
  );
}

function definedIn(text: string): string | null {
  const block = codeIn(text);
  return (block && DEFINED.exec(block.code)?.[1]) ?? null;
}
