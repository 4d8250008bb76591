import type { Shape, Take } from '../shape.ts';

/** The human original under the names that writing sets give it. */
const ORIGINAL = { first: ['reference', 'original', 'human', 'human_text', 'target'] };

/** Parts of a prompt, each with its label before it. */
const BRIEF: readonly Take[] = [{ value: 'brief' }, 'brief'];
const WORDS: readonly Take[] = [{ value: 'word' }, { first: ['word', 'words'] }];

/** The prompt of the row, or one made of what to do and the labelled parts. */
const asked = (...parts: readonly Take[]): Take => ({ first: ['prompt', { as: 'labelled', of: parts }] });

/** C3EBench (RAVEL) and rows like it: a text with a gap, or its context on both sides; the passage that stood there. */
export const writingCloze: Shape = {
  name: 'writing-cloze',
  when: { operation: '/^(?:cloze|infill(?:ing)?|fill.?in.*)$/' },
  read: {
    prompt: asked(
      { value: 'Fill in the blank marked with [fill in the blank] in the following text.' },
      { value: '' },
      { first: ['context', { template: '{before}\n\n[fill in the blank]\n\n{after}' }] },
    ),
    reference: ORIGINAL,
  },
  ignore: ['context', 'before', 'after', 'genre', 'lang'],
  kind: 'writing.cloze',
};

/** C3EBench and rows like it: a draft, a critique of it, and the text as a person wrote it. */
export const writingEdit: Shape = {
  name: 'writing-edit',
  when: { operation: '/^(?:edit|revise|rewrite)$/' },
  read: {
    prompt: asked(
      { value: 'Rewrite the draft as the critique asks. Output the rewritten text only.' },
      { value: 'content' },
      { first: ['draft', 'content'] },
      { value: 'critique' },
      { first: ['critique', 'feedback'] },
    ),
    reference: ORIGINAL,
  },
  ignore: ['draft', 'content', 'critique', 'feedback', 'genre', 'lang'],
  kind: 'writing.edit',
};

/** C3EBench and rows like it: a brief and an outline to be written out. */
export const writingExpand: Shape = {
  name: 'writing-expand',
  when: { operation: '/^expand$/' },
  read: {
    prompt: asked(
      { first: ['instruction', { value: 'Write a text that follows the outline.' }] },
      ...BRIEF,
      { value: 'outline' },
      { first: ['outline', 'condition'] },
      ...WORDS,
    ),
    reference: ORIGINAL,
  },
  ignore: ['instruction', 'brief', 'outline', 'condition', 'word', 'words', 'genre', 'audience', 'lang'],
  kind: 'writing.expand',
};

/** C3EBench and rows like it: a text to be written from a brief. */
export const writingEndToEnd: Shape = {
  name: 'writing-end-to-end',
  when: { operation: '/^(?:end.?(?:2|to).?end|e2e)$/' },
  read: {
    prompt: asked(
      { first: ['instruction', { value: 'Write a text as the brief asks.' }] },
      ...BRIEF,
      ...WORDS,
    ),
    reference: ORIGINAL,
  },
  ignore: ['instruction', 'brief', 'word', 'words', 'genre', 'audience', 'lang'],
  kind: 'writing.end-to-end',
};
