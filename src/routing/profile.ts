import { type ReferenceShape, referenceShape } from '../reading/reference-shape.ts';
import type { Rung } from '../spec/assignment.ts';
import { familyOf, type KindName } from '../spec/kinds.ts';
import { promptText, type Query } from '../spec/query.ts';
import type { Need } from '../spec/tool-card.ts';
import { classifyKind } from './classifier/classify-kind.ts';
import { familyOfHint } from './hints/family-of-hint.ts';
import { refineKind } from './refine-kind.ts';
import { writingKind } from './writing-kind.ts';

/** The facts about a query that routing uses. No response is looked at. */
export interface Profile {
  /** Null is "don't know". */
  readonly kind: KindName | null;
  /** Calibrated probability that the kind is right. */
  readonly confidence: number;
  /** The rule that decided the kind. */
  readonly rung: Rung;
  readonly reason: string;
  readonly carries: ReadonlySet<Need>;
  readonly shape: ReferenceShape;
  readonly prompt: string;
}

export type Decision = Pick<Profile, 'kind' | 'confidence' | 'rung' | 'reason'>;

/**
 * @param recognised the kind that the recognisers of the library's tools found. It counts where neither the caller nor the
 * content of the query decides
 */
export function profileQuery(query: Query, recognised: Decision | null = null): Profile {
  const prompt = promptText(query);
  const shape = referenceShape(query.references, prompt, query.options);
  const decision = kindIsGiven(query) ?? recognised ?? decide(query, prompt, shape);
  return { ...decision, carries: carriedBy(query, prompt), shape, prompt };
}

/** @returns the kind that the caller states or that the query's content defines, or null */
export function kindIsGiven(query: Query): Decision | null {
  if (query.kind) return { kind: query.kind, confidence: 1, rung: 'pinned', reason: 'the caller says so' };
  const defined = definedByContent(query);
  return defined && { kind: defined[0], confidence: 1, rung: 'rule', reason: defined[1] };
}

function decide(query: Query, prompt: string, shape: ReferenceShape): Decision {
  const written = writingKind(query, prompt, shape);
  if (written) return written;
  const label = query.hints.task ?? query.hints.source;
  const hinted = label ? familyOfHint(label) : null;
  if (hinted) {
    const kind = refineKind(hinted, shape, prompt);
    return {
      kind,
      confidence: 1,
      rung: 'hint',
      reason: `the caller's task or source is ${JSON.stringify(label)}`,
    };
  }
  const guess = prompt === '' ? null : classifyKind(classifierText(query, prompt));
  const kind = refineKind(guess?.kind ?? null, shape, prompt);
  if (guess?.kind && kind && familyOf(kind) === guess.kind) {
    const reason = `the prompt reads like ${guess.kind} (${guess.confidence.toFixed(2)})`;
    return { kind, confidence: guess.confidence, rung: 'classifier', reason };
  }
  if (kind)
    return {
      kind,
      confidence: guess?.confidence ?? 0.5,
      rung: 'rule',
      reason: `the reference is ${article(shape)}`,
    };
  const confidence = guess?.confidence ?? 0;
  return {
    kind: null,
    confidence,
    rung: 'none',
    reason: `no kind is likely enough (best ${confidence.toFixed(2)})`,
  };
}

/** The references, tests and other content of a query define its kind, whatever its prompt looks like. */
function definedByContent(query: Query): readonly [KindName, string] | null {
  if (query.constraints.length > 0)
    return ['instruction-following.constraints', 'it carries verifiable constraints'];
  const asked = runTask(query.tests);
  if (asked) return asked;
  if (query.tests !== undefined) return ['code.unit-tests', 'it carries tests'];
  if (query.expected_calls) return ['tool-calls', 'it carries expected tool calls'];
  if (query.schema) return ['instruction-following.json', 'it carries a JSON schema'];
  if (query.languages) return ['translation', 'it names a target language'];
  if (query.options && query.references.length > 0)
    return ['choice', 'it carries the allowed answers, and the reference is one of them'];
  return null;
}

/** A program with its input or its output is not a test of the response. The response predicts the missing half. */
function runTask(tests: Query['tests']): readonly [KindName, string] | null {
  if (typeof tests !== 'object' || tests === null || Array.isArray(tests)) return null;
  if (typeof tests.code !== 'string') return null;
  if (tests.input !== undefined) return ['code-output', 'it carries a program and its input'];
  if (tests.output === undefined) return null;
  return ['code-output.input', 'it carries a program and its output'];
}

/** A dialogue is read whole, since its last turn alone may say little. */
function classifierText(query: Query, prompt: string): string {
  const turns = query.messages.filter((message) => message.role !== 'system');
  if (turns.length < 2) return prompt;
  return turns
    .map((turn) => `${turn.role === 'assistant' ? 'Assistant' : 'Human'}: ${turn.content}`)
    .join('\n\n');
}

/**
 * @returns the inputs that tools may rely on. Steps belong to rollouts, and routing never looks at rollouts. So a tool that
 * needs steps may be chosen for any query, and answers `unscored` for a rollout without steps.
 */
export function carriedBy(query: Query, prompt = promptText(query)): Set<Need> {
  const carries = new Set<Need>(['steps']);
  if (prompt !== '') carries.add('prompt');
  if (query.references.length > 0) carries.add('reference').add('par-reference');
  if (query.par_references) carries.add('par-reference');
  if (query.tests !== undefined) carries.add('tests');
  if (query.constraints.length > 0) carries.add('constraints');
  if (query.schema) carries.add('schema');
  if (query.expected_calls) carries.add('expected-calls');
  if (query.languages) carries.add('languages');

  return carries;
}

function article(shape: ReferenceShape): string {
  const words: Record<ReferenceShape, string> = {
    none: 'missing',
    number: 'a number',
    numbers: 'several numbers',
    date: 'a date',
    expression: 'made of digits and signs',
    math: 'written in LaTeX',
    choice: 'one of the options',
    brackets: 'made of brackets',
    object: 'an object of names and values',
    value: 'a literal value',
    program: 'a program',
    call: 'a call',
    parts: 'made of several parts',
    token: 'right to the letter alone',
    wordings: 'names, a title, years, a date or a time that can be worded otherwise',
    'short-text': 'a short text',
    sentence: 'a sentence',
    'long-text': 'a long text',
  };
  return words[shape];
}
