import { eachRollout } from '../spec/prepared-tool.ts';
import type { Tool } from '../spec/tool.ts';
import { scored } from '../spec/verdict.ts';

/** Characters at which the value is one half. */
const HALF = 500;

/** The trivial baseline: the longer, the better. No tool of the library; it stands in tables only. */
export const lengthBaseline: Tool = {
  declaration: {
    id: 'length',
    version: '1.0.0',
    title: 'Length',
    description: 'The longer, the better: what a reward must beat to be one.',
    type: 'metric',
    slot: 'quality',
    needs: [],
    range: [0, 1],
    kinds: [],
    execution: 'inline',
    deadlineMs: 200,
    deterministic: true,
    contentGuard: false,
    costPer1000: 0,
    provenance: { origin: 'user' },
  },
  prepare() {
    return eachRollout(({ text }) => scored(text.length / (text.length + HALF)));
  },
};
