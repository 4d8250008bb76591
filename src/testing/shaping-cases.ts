import type { ShapeName } from '../spec/shaping.ts';

/** By shape: what is switched on, the tools, what is sent, and what comes back. */
export const SHAPING_CASES: Readonly<
  Record<
    ShapeName,
    {
      settings: object;
      tools: string[];
      sent: string[];
      wanted: number[];
      weights?: number[];
      stepRewards?: number[][];
      extra?: object[];
      taskValue?: number;
    }
  >
> = {
  gate: {
    settings: { at: 1, pay: { format: 0.5 } },
    tools: ['c', 'f'],
    sent: ['c=1 f=1', 'c=0 f=1'],
    wanted: [1.5, 0.5],
  },
  product: {
    settings: { factors: ['format'] },
    tools: ['c', 'f'],
    sent: ['c=1 f=0.5', 'c=1 f=0'],
    wanted: [0.5, 0],
  },
  stages: {
    settings: {
      stages: [
        { slot: 'format', at: 1 },
        { slot: 'correctness', at: 1 },
      ],
    },
    tools: ['c', 'f'],
    sent: ['c=1 f=1', 'c=1 f=0'],
    wanted: [1, 0],
  },
  schedule: {
    settings: { slot: 'format', from: 1, to: 0, end: 20 },
    tools: ['c', 'f'],
    sent: ['c=1 f=1', 'c=0 f=1'],
    wanted: [1.5, 1],
  },
  tiers: {
    settings: { edges: [0.5], values: [0, 2] },
    tools: ['c'],
    sent: ['c=0.6', 'c=0.4'],
    wanted: [2, 0],
  },
  'length-gate': { settings: { most: 0.5 }, tools: ['c'], sent: ['c=1', 'c=1 and more'], wanted: [1, 0.5] },
  'length-penalty': {
    settings: { free: 3, cap: 5 },
    tools: ['c'],
    sent: ['c=1', 'c=1 and more'],
    wanted: [1, 0],
  },
  canon: { settings: { between: 1 }, tools: ['c'], sent: ['c=1', 'c=0 and more'], wanted: [1, -1] },
  scale: {
    settings: { measure: 'extra:surprisal', from: 0.5, to: -0.5, start: 10, end: 20 },
    tools: ['c'],
    sent: ['c=1', 'c=0'],
    extra: [{ surprisal: 3 }, { surprisal: 1 }],
    wanted: [0.5 * (1 + 0.5 * Math.SQRT1_2), -0.5 * (1 - 0.5 * Math.SQRT1_2)],
  },
  apart: {
    settings: { by: 'guided' },
    tools: ['c'],
    sent: ['c=1', 'c=0.5', 'c=0.2', 'c=0'],
    extra: [{ guided: true }, { guided: true }, { guided: false }, { guided: false }],
    wanted: [0.25, -0.25, 0.1, -0.1],
  },
  regroup: {
    settings: { by: 'asked' },
    tools: ['c'],
    sent: ['c=1', 'c=0', 'c=0.8', 'c=0.4'],
    extra: [
      { asked: 'population of Paris' },
      { asked: 'Paris population' },
      { asked: 'who wrote Faust' },
      { asked: 'Who wrote Faust?' },
    ],
    wanted: [0.5, -0.5, 0.2, -0.2],
  },
  amplify: {
    settings: { gain: 3 },
    tools: ['c'],
    sent: ['c=1', 'c=0', 'c=0', 'c=0'],
    wanted: [2.25, -0.25, -0.25, -0.25],
  },
  gdpo: {
    settings: { weights: { correctness: 1, format: 1 } },
    tools: ['c', 'f'],
    sent: ['c=1 f=1', 'c=0 f=0'],
    wanted: [Math.SQRT2, -Math.SQRT2],
  },
  hybrid: {
    settings: { confidence: 0.75 },
    tools: ['c', 'q'],
    sent: ['c=1 q=0.2', 'c=0 q=0.6'],
    wanted: [0.8, 0.15],
  },
  ensemble: {
    settings: {},
    tools: ['q', 'p'],
    sent: ['q=0 p=0', 'q=1 p=0.5', 'q=0.5 p=1', 'q=0.1 p=0.9'],
    wanted: [0, 0.75, 0.75, 0.5],
    weights: [1, 0, 1, 0],
  },
  adaptive: {
    settings: { slot: 'format', weight: 0.2, below: 0.5 },
    tools: ['c', 'f'],
    sent: ['c=1 f=1', 'c=0 f=1'],
    wanted: [1.2, 0.7],
  },
  novelty: {
    settings: { weight: 0.1, neighbours: 1 },
    tools: ['c'],
    sent: ['c=1', 'c=1', 'c=1 Bison graze quietly.'],
    wanted: [1, 1, 1.1],
  },
  filter: { settings: { keep: 'top' }, tools: ['c'], sent: ['c=1', 'c=0'], wanted: [1, 0], weights: [1, 0] },
  steps: {
    settings: { how: 'share' },
    tools: ['s'],
    sent: ['s=0.8', 's=0'],
    wanted: [0.8, 0],
    stepRewards: [
      [0.2, 0.6],
      [0, 0],
    ],
  },
  audit: { settings: {}, tools: ['c'], sent: ['c=1', 'c=1'], wanted: [1, 1], taskValue: 0 },
};
