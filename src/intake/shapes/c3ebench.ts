import type { Shape } from '../shape.ts';

/** The human original under the names that writing sets give it. */
const ORIGINAL = { first: ['reference', 'original', 'human', 'human_text', 'target'] };

/** C3EBench (RAVEL) and rows like it: a text with a gap, or its context on both sides; the passage that stood there. */
export const writingCloze: Shape = {
  name: 'writing-cloze',
  when: { operation: '/^(?:cloze|infill(?:ing)?|fill.?in.*)$/' },
  read: {
    prompt: {
      first: [
        'prompt',
        {
          as: 'labelled',
          of: [
            { value: 'Fill in the blank marked with [fill in the blank] in the following text.' },
            { value: '' },
            { first: ['context', { template: '{before}\n\n[fill in the blank]\n\n{after}' }] },
          ],
        },
      ],
    },
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
    prompt: {
      first: [
        'prompt',
        {
          as: 'labelled',
          of: [
            { value: 'Rewrite the draft as the critique asks. Output the rewritten text only.' },
            { value: 'content' },
            { first: ['draft', 'content'] },
            { value: 'critique' },
            { first: ['critique', 'feedback'] },
          ],
        },
      ],
    },
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
    prompt: {
      first: [
        'prompt',
        {
          as: 'labelled',
          of: [
            { first: ['instruction', { value: 'Write a text that follows the outline.' }] },
            { value: 'brief' },
            'brief',
            { value: 'outline' },
            { first: ['outline', 'condition'] },
            { value: 'word' },
            { first: ['word', 'words'] },
          ],
        },
      ],
    },
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
    prompt: {
      first: [
        'prompt',
        {
          as: 'labelled',
          of: [
            { first: ['instruction', { value: 'Write a text as the brief asks.' }] },
            { value: 'brief' },
            'brief',
            { value: 'word' },
            { first: ['word', 'words'] },
          ],
        },
      ],
    },
    reference: ORIGINAL,
  },
  ignore: ['instruction', 'brief', 'word', 'words', 'genre', 'audience', 'lang'],
  kind: 'writing.end-to-end',
};
