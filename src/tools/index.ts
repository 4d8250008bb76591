import type { Tool } from '../spec/tool.ts';
import { beyondForm } from './beyond-form/index.ts';
import { choice } from './choice/index.ts';
import { codeOutputRun } from './code-output-run/index.ts';
import { editDistance } from './edit-distance/index.ts';
import { exactAnswer } from './exact-answer/index.ts';
import { finalNumber } from './final-number/index.ts';
import { finalState } from './final-state/index.ts';
import { format } from './format/index.ts';
import { instructionConstraints } from './instruction-constraints/index.ts';
import { jsonSchema } from './json-schema/index.ts';
import { literal } from './literal/index.ts';
import { mathEquivalence } from './math-equivalence/index.ts';
import { measuredProgram } from './measured-program/index.ts';
import { overlap } from './overlap/index.ts';
import { puzzleSolution } from './puzzle-solution/index.ts';
import { shortAnswer } from './short-answer/index.ts';
import { stepFactors } from './step-factors/index.ts';
import { toolCalls } from './tool-calls/index.ts';
import { trajectoryRules } from './trajectory-rules/index.ts';
import { translation } from './translation/index.ts';
import { unitTests } from './unit-tests/index.ts';
import { writing } from './writing/index.ts';

/** The tools of the embedded default. One folder each; a new one is added here. */
export const builtInTools: readonly Tool[] = [
  beyondForm,
  choice,
  codeOutputRun,
  editDistance,
  exactAnswer,
  finalNumber,
  finalState,
  format,
  instructionConstraints,
  jsonSchema,
  literal,
  mathEquivalence,
  measuredProgram,
  overlap,
  puzzleSolution,
  shortAnswer,
  stepFactors,
  toolCalls,
  trajectoryRules,
  translation,
  unitTests,
  writing,
];
