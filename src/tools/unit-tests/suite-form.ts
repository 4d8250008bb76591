import { z } from 'zod';
import type { Language } from '../../sandbox/program/types.ts';

/** One case of a program that reads stdin and writes stdout. */
export interface OutputCase {
  readonly input: string;
  readonly output: string;
}

/** Tests in one of the two forms that everything people have comes down to. */
export type TestSuite =
  | {
      readonly form: 'calls';
      readonly language: Language;
      /** Neither the tests nor the prompt say the language: the fence of the response does. */
      readonly anyLanguage?: boolean;
      /** What the response continues, or may repeat: imports, helper functions, the signature of the entry point. */
      readonly declaration: string;
      readonly source: string;
      readonly entryPoint?: string;
      /** Python that stands before every program: the imports that a data set's own harness supplies. */
      readonly prelude?: string;
    }
  | {
      readonly form: 'output';
      readonly language: Language;
      /** Nobody named the language: the fence of the response does. */
      readonly anyLanguage?: boolean;
      readonly cases: readonly OutputCase[];
      readonly compare: Comparison;
    };

export const comparison = z.enum(['exact', 'token', 'float']);
export type Comparison = z.infer<typeof comparison>;
