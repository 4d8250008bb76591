import type { AssignedTool } from '../spec/assignment.ts';
import { errorBody } from '../spec/errors.ts';
import type { ToolResult } from '../spec/reward.ts';
import type { ToolCard } from '../spec/tool-card.ts';

/** Cards, assignments and results for tests of how results become a reward. */
const cards: Record<string, Pick<ToolCard, 'slot' | 'range' | 'contentGuard' | 'type' | 'calibration'>> = {
  right: { type: 'verifier', slot: 'correctness', range: [0, 1], contentGuard: true },
  graded: { type: 'metric', slot: 'quality', range: [0, 1], contentGuard: true },
  shape: { type: 'verifier', slot: 'format', range: [0, 1], contentGuard: false },
  wide: { type: 'metric', slot: 'quality', range: [-10, 10], contentGuard: true },
  model: { type: 'reward-model', slot: 'quality', range: [-1000, 1000], contentGuard: true },
  calibrated: {
    type: 'reward-model',
    slot: 'quality',
    range: [-1000, 1000],
    contentGuard: true,
    calibration: [
      { value: -4, share: 0 },
      { value: 0, share: 0.5 },
      { value: 4, share: 1 },
    ],
  },
  other: { type: 'verifier', slot: 'correctness', range: [-2, 2], contentGuard: false },
};
export const cardOf = (id: string) => cards[id]!;
export const plain = { noContent: false, truncated: false };

export function assigned(...tools: (Partial<AssignedTool> & { id: string })[]) {
  return {
    tools: tools.map((tool) => ({ version: '1', weight: 1, ...tool })),
    truncated: 'score' as const,
    reason: 'because',
  };
}
export function result(tool: string, value: number | null): ToolResult {
  return { tool, version: '1', status: value === null ? 'unscored' : 'scored', value, evidence: {}, ms: 0 };
}
export function broken(tool: string): ToolResult {
  return { ...result(tool, null), status: 'failed', error: errorBody('RLAR_TOOL_CRASHED', 'boom') };
}
