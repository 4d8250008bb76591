import type { ToolCard } from '../spec/tool-card.ts';

export type ScaleFacts = Pick<ToolCard, 'range' | 'type' | 'calibration'>;

/**
 * @returns where a value stands from 0 to 1: by the calibration of the card, between whose points it is read in straight
 * lines; where there is none, by its place in the range
 */
export function shareOf(value: number, { range: [bottom, top], calibration }: ScaleFacts): number {
  if (calibration) return calibrated(value, calibration);
  if (top <= bottom) return value >= top ? 1 : 0;
  return Math.min(1, Math.max(0, (value - bottom) / (top - bottom)));
}

/** Whether values of all these tools may be put together as they are: one range, and nothing to calibrate. */
export function haveOneScale(cards: readonly ScaleFacts[]): boolean {
  const [first] = cards;
  return cards.every(
    ({ range, calibration }) => !calibration && range[0] === first?.range[0] && range[1] === first.range[1],
  );
}

/** A reward model's raw value has no range that says what is good: beside another tool it needs a calibration. */
export function lacksScale({ type, calibration }: ScaleFacts): boolean {
  return type === 'reward-model' && !calibration;
}

function calibrated(value: number, points: NonNullable<ToolCard['calibration']>): number {
  const at = points.findIndex((point) => value <= point.value);
  if (at === 0) return points[0]!.share;
  if (at < 0) return points.at(-1)!.share;
  const [below, above] = [points[at - 1]!, points[at]!];
  const part = (value - below.value) / (above.value - below.value);
  return below.share + part * (above.share - below.share);
}
