import { knownTriples, wordOrder } from './fluency.ts';
import { prepareTaskMeasures } from './of-the-task.ts';
import { measureOrder } from './order.ts';
import { repeatedShare } from './shingles.ts';
import { measureSurface } from './surface.ts';
import { viewText } from './text-view.ts';
import type { WritingOperation, WritingTask } from './writing-task.ts';

/** Names of all measures, in the order of the weights. */
export const MEASURES = [
  'topic',
  'grounded',
  'names',
  'own',
  'apart',
  'covered',
  'inOrder',
  'fitsBefore',
  'fitsAfter',
  'heeds',
  'length',
  'even',
  'steady',
  'neighbours',
  'paragraphs',
  'rising',
  'opening',
  'sequence',
  'quotes',
  'ending',
  'noTalk',
  'prose',
  'variety',
  'specific',
  'uneven',
  'affirms',
  'fresh',
  'wordOrder',
  'triples',
  'threads',
] as const;
export type Measure = (typeof MEASURES)[number];
export type Measures = Readonly<Record<Measure, number>>;

const OF_ONE: Partial<Record<Measure, WritingOperation>> = {
  covered: 'expand',
  inOrder: 'expand',
  fitsBefore: 'cloze',
  fitsAfter: 'cloze',
  heeds: 'edit',
};

/** Whether a measure says something of texts for an operation. */
export function appliesTo(measure: Measure, operation: WritingOperation): boolean {
  return (OF_ONE[measure] ?? operation) === operation;
}

/** Prepares all measures of texts that are written for one task. */
export function prepareMeasures(task: WritingTask): (text: string) => Measures & { readonly words: number } {
  const byTask = prepareTaskMeasures(task);
  return (text) => {
    const view = viewText(text, task.language);
    return {
      ...byTask.measure(view),
      ...measureOrder(view, byTask.given),
      ...measureSurface(view),
      fresh: 1 - repeatedShare(view),
      wordOrder: wordOrder(
        view.sentences.map(({ words }) => words),
        task.language,
      ),
      triples: knownTriples(
        view.sentences.map(({ words }) => words),
        task.language,
      ),
      words: view.words.length,
    };
  };
}
