import type { ReferenceShape } from '../reading/reference-shape.ts';
import type { Rung } from '../spec/assignment.ts';
import type { KindName } from '../spec/kinds.ts';
import { promptText, type Query } from '../spec/query.ts';
import { writingTask } from '../text/writing/writing-task.ts';
import { classifyKind } from './classifier/classify-kind.ts';
import { familyOfHint } from './hints/family-of-hint.ts';

/** References that are a whole text. A gap with a short one is a question with one right answer. */
const TEXTS: ReadonlySet<ReferenceShape> = new Set(['none', 'long-text', 'sentence', 'parts', 'wordings']);

/** Characters of the shortest text that counts as an original. */
const LEAST_ORIGINAL = 60;
/** Below it, a prompt that carries an original is a matter of writing, whatever it is about. */
const SURELY_SAFETY = 0.85;

interface WritingKind {
  readonly kind: KindName;
  readonly confidence: number;
  readonly rung: Rung;
  readonly reason: string;
}

/**
 * What a writer is asked for, where the parts of a prompt say so: a gap in a text, a draft with a critique, an outline, a
 * brief. A prompt that only opens with a wish for a text is one of these where it carries a whole text as its original,
 * or reads like writing.
 * @returns null where the prompt is none of them, or the caller says that it is something else
 */
export function writingKind(query: Query, prompt: string, shape: ReferenceShape): WritingKind | null {
  if (!TEXTS.has(shape) || query.messages.length > 3) return null;
  const label = query.hints.task ?? query.hints.source;
  const family = label ? familyOfHint(label) : null;
  if (family !== null && family !== 'writing') return null;
  const task = writingTask(prompt);
  if (!task) return null;
  const kind = `writing.${task.operation}`;
  if (task.isLabelled || family === 'writing')
    return { kind, confidence: 0.99, rung: family ? 'hint' : 'rule', reason: REASONS[task.operation] };
  const guess = classifyKind(promptText(query));
  if (guess?.kind === 'safety' && guess.confidence >= SURELY_SAFETY) return null;
  const hasOriginal = query.references.some((text) => text.trim().length >= LEAST_ORIGINAL);
  if (!hasOriginal && guess?.kind !== 'writing') return null;
  return { kind, confidence: 0.95, rung: 'rule', reason: REASONS[task.operation] };
}

const REASONS = {
  cloze: 'it asks for the text of a gap',
  edit: 'it carries a draft and a critique',
  expand: 'it carries an outline to be written out',
  'end-to-end': 'it asks for a whole text from a brief',
} as const;
