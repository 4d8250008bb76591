import type { TechniqueCase } from './technique-case.ts';

const asked = (tool: string, responses: readonly unknown[], more: object = {}) => ({
  prompt: 'Why is the sky blue?',
  tools: [tool],
  responses,
  ...more,
});
const cat = {
  prompt: 'Translate to German: The cat sleeps on the sofa all day.',
  reference: 'Die Katze schläft den ganzen Tag auf dem Sofa.',
  languages: { source: 'en', target: 'de' },
};
const cats = [
  'Die Katze schläft den ganzen Tag auf dem Sofa.',
  'Der Kater ruht immerzu auf dem Sofa.',
  'The cat sleeps on the sofa all day.',
];

/** Techniques of learned rewards, each with a server that answers as its model would. */
export const MODEL_CASES: Readonly<Record<string, TechniqueCase>> = {
  'Preference as reward': {
    off: asked('raw', ['aaaa', 'aaa', 'a'], { reference: 'aaa' }),
    on: asked('par', ['aaaa', 'aaa', 'a'], { reference: 'aaa' }),
    earned: { off: [4, 3, 1], on: [1 / (1 + Math.exp(-1)), 0.5, 1 / (1 + Math.exp(2))] },
  },
  'Two-sided token match': {
    off: asked('cosine', ['ab', 'aabb', 'a'], { reference: 'ab' }),
    on: asked('bmas', ['ab', 'aabb', 'a'], { reference: 'ab' }),
    earned: { off: [1, 1, Math.SQRT1_2], on: [1, 1, 0.75] },
  },
  'Several heads by context': {
    off: asked('mixed', ['bold', 'shy']),
    on: asked('mixed', ['bold', 'shy'], { prompt: 'Which medicine is it?' }),
    earned: { off: [1, -1], on: [-1, 1] },
  },
  'Personal heads': {
    off: asked('personal', ['bold', 'shy']),
    on: asked('personal', ['bold', 'shy'], { extra_info: { user: 'careful' } }),
    earned: { off: [1, -1], on: [-0.5, 0.5] },
  },
  'Endogenous reward': {
    off: asked('literal', ['right and good', 'wrong and bad'], { reference: 'right' }),
    on: asked('endogenous', ['right and good', 'wrong and bad']),
    earned: { off: [null, null], on: [-3, -11] },
  },
  'Density ratio': {
    off: asked('endogenous', ['right and good', 'wrong and bad', 'so so']),
    on: asked('ratio', ['right and good', 'wrong and bad', 'so so']),
    earned: { off: [-3, -11, -2], on: [8, -8, 0] },
  },
  'Follow-up likelihood': {
    off: asked('raw', ['gladly', 'rude']),
    on: asked('follow', ['gladly', 'rude']),
    earned: { off: [6, 4], on: [8 / 3, -8 / 3] },
  },
  'Step scores': {
    off: asked('raw', ['Add.\n\nFive.', 'Add.\n\nwrong: six.']),
    on: asked('stepwise', ['Add.\n\nFive.', 'Add.\n\nwrong: six.']),
    earned: { off: [11, 17], on: [0.8, 0.1] },
  },
  'Limits by length and language': {
    off: asked('judge', ['Air scatters it.', `Air scatters it, ${'and so on, '.repeat(9)}again.`]),
    on: asked('short-judge', ['Air scatters it.', `Air scatters it, ${'and so on, '.repeat(9)}again.`]),
    earned: { off: [1, 1], on: [1, null] },
  },
  'Policy discriminator': {
    off: asked('raw', ['air scatters blue light', 'it is paint']),
    on: asked('polar', ['air scatters blue light', 'it is paint'], {
      reference: 'the air scatters short waves',
    }),
    earned: { off: [23, 11], on: [2, 0] },
  },
  'Reference-based verifier': {
    off: asked('literal', ['It is 1/2.', 'It is 2.'], { reference: '1/2' }),
    on: asked('verify', ['It is 1/2.', 'It is 2.'], { reference: '1/2' }),
    earned: { off: [null, null], on: [0.9, 0.1] },
  },
  'Reasoning reward model': {
    off: asked('raw', ['long one', 'one', 'mid one']),
    on: asked('reasons', ['long one', 'one', 'mid one']),
    earned: { off: [8, 3, 7], on: [1, 0, 0.5] },
  },
  'Reward of a translation’s meaning': {
    off: { ...cat, tools: ['translation'], responses: cats },
    on: { ...cat, tools: ['sem'], responses: cats },
    earned: { off: [1, 0.3308, 0], on: [0.8, 0.8, 0] },
  },
  'Mixed reward of translations': {
    off: { ...cat, tools: ['sem'], responses: cats },
    on: { ...cat, tools: ['mix'], responses: cats },
    earned: { off: [0.8, 0.8, 0], on: [0.9, 0.5654, 0] },
  },
};
