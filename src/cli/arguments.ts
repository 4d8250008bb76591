import { InvalidArgumentError } from 'commander';
import { KIND_FAMILIES, kindName } from '../spec/kinds.ts';

/** Reads an option that is a whole number from 1. @throws InvalidArgumentError, which ends with exit code 2 */
export function count(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1)
    throw new InvalidArgumentError('expected a whole number from 1');
  return value;
}

/** Reads an option that is a kind of a known family. @throws InvalidArgumentError */
export function kindOf(text: string): string {
  const isKnown = KIND_FAMILIES.some((family) => family === text.split('.')[0]);
  if (isKnown && kindName.safeParse(text).success) return text;
  throw new InvalidArgumentError(
    `expected a family or family.detail; the families are ${KIND_FAMILIES.join(', ')}`,
  );
}
