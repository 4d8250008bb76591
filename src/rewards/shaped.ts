import type { ToolResult } from '../spec/reward.ts';
import type { ToolCard } from '../spec/tool-card.ts';
import { par } from './par.ts';
import type { ScaleFacts } from './scale.ts';

/** The scale of a shaped value: already from 0 to 1. */
const SHARE: Pick<ToolCard, 'range' | 'calibration'> = {
  range: [0, 1],
  calibration: [
    { value: 0, share: 0 },
    { value: 1, share: 1 },
  ],
};

/**
 * @returns the shaped value of a tool with a card that shapes raw values, on its scale; `unscored` where no reference score
 * came with the value
 */
export function shaped<Card extends Pick<ToolCard, 'shape'> & ScaleFacts>(
  card: Card,
  result: ToolResult,
): { readonly card: Card; readonly result: ToolResult } {
  if (card.shape === undefined) return { card, result };
  const onShare = { ...card, ...SHARE };
  if (result.value === null) return { card: onShare, result };
  const value = par(result.value, referencesOf(result));
  if (value !== null) return { card: onShare, result: { ...result, value } };
  const reason = 'no score of a reference response came with it';
  return { card: onShare, result: { ...result, status: 'unscored', value, reason, cause: 'system' } };
}

function referencesOf({ evidence }: ToolResult): number[] {
  const { references } = evidence;
  if (!Array.isArray(references)) return [];
  const numbers = references.filter((value) => typeof value === 'number');
  return numbers.length === references.length ? numbers : [];
}
