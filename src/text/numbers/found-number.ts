import type { DecimalMark } from './number-style.ts';
import type { Rational } from './rational.ts';
import type { Unit } from './units.ts';

/** A number as a text gives it. */
export interface FoundNumber {
  /** null for what is no single number: an expression, a range, a bound, an ordinal, another base. */
  readonly value: Rational | null;
  readonly percent: boolean;
  readonly unit: Unit | null;
  /** Spelled out, as in "twelve". */
  readonly inWords: boolean;
  readonly start: number;
  readonly end: number;
}

/** How numbers are read: the decimal mark of the query, and whether it asks for a least or a most. */
export interface NumberReading {
  readonly mark: DecimalMark;
  readonly bounds: boolean;
}
