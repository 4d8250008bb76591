import { SABOTEURS_OF_COMPARISON } from './saboteurs-of-comparison.ts';
import { SABOTEURS_OF_CONDUCT } from './saboteurs-of-conduct.ts';
import { PYTHON_SABOTEURS } from './saboteurs-python.ts';
import { SABOTEURS_TO_BE_HACKED } from './saboteurs-to-be-hacked.ts';
import type { Verifier } from './verifier.ts';

/** Verifiers that look plausible and are wrong, each with the gates that are meant to stop it. */
export const SABOTEURS: readonly Verifier[] = [
  ...SABOTEURS_OF_COMPARISON,
  ...SABOTEURS_OF_CONDUCT,
  ...SABOTEURS_TO_BE_HACKED,
  ...PYTHON_SABOTEURS,
];
