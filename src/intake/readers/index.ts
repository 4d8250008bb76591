import type { JsonValue } from '../../spec/json.ts';
import { alternatives, behindHashes, boxed, together, truthWord } from './answers.ts';
import { bfclCalls, jsonCalls, lastCalls, taggedCalls } from './calls.ts';
import { letterOf, optionsOf, optionsPrompt, rightLetter, rightOption } from './choices.ts';
import { constraintPairs, multiTurnConstraints, tuluConstraints } from './constraints.ts';
import { beforeLast, beforeLastCalls, commonTranscript, multiTurnPrompts, turns } from './dialogues.ts';
import { languagePair, sideOfPair } from './languages.ts';
import { highlighted, joined, labelled, lines, withTests } from './prompts.ts';
import { countdown, grid, roles } from './puzzles.ts';
import {
  asserts,
  caseLists,
  inputsOutputs,
  leetcodeTest,
  liveCodeBench,
  pythonTest,
  verlTests,
} from './tests.ts';

/** Makes one value out of other values; null where that is not possible. A reader is pure and never throws. */
export type Reader = (...values: readonly JsonValue[]) => JsonValue;

const BY_NAME = {
  alternatives,
  asserts,
  'before-last': beforeLast,
  'before-last-calls': beforeLastCalls,
  'behind-hashes': behindHashes,
  'bfcl-calls': bfclCalls,
  boxed,
  'case-lists': caseLists,
  'common-transcript': commonTranscript,
  'constraint-pairs': constraintPairs,
  countdown,
  grid,
  highlighted,
  'inputs-outputs': inputsOutputs,
  joined,
  'json-calls': jsonCalls,
  labelled,
  'language-pair': languagePair,
  'last-calls': lastCalls,
  'leetcode-test': leetcodeTest,
  letter: letterOf,
  lines,
  'live-code-bench': liveCodeBench,
  'multi-turn-constraints': multiTurnConstraints,
  'multi-turn-prompts': multiTurnPrompts,
  options: optionsPrompt,
  'options-of': optionsOf,
  'python-test': pythonTest,
  'right-letter': rightLetter,
  'right-option': rightOption,
  roles,
  'side-of-pair': sideOfPair,
  'tagged-calls': taggedCalls,
  together,
  'truth-word': truthWord,
  'tulu-constraints': tuluConstraints,
  turns,
  'verl-tests': verlTests,
  'with-tests': withTests,
} as const satisfies Record<string, Reader>;

export type ReaderName = keyof typeof BY_NAME;

/** The names that a shape may use in `as`. */
export const READERS = Object.keys(BY_NAME) as [ReaderName, ...ReaderName[]];

export function readerNamed(name: ReaderName): Reader {
  return BY_NAME[name];
}
