import type { SAMPLES } from './samples.ts';

/** A verifier of the tests: right, or plausible and wrong. */
export interface Verifier {
  readonly name: string;
  readonly samples: keyof typeof SAMPLES;
  readonly source: string;
  /** The gates meant to stop it, any one of them; none for an honest one. */
  readonly gates?: readonly string[];
}

/** @returns the body of `export default (prompt, response, reference) => …` as a file */
export function javascript(body: string): string {
  return `export default (prompt, response, reference) => ${body};\n`;
}
