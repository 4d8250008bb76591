import type { ToolCard } from '../spec/tool-card.ts';

export type ScaleFacts = Pick<ToolCard, 'range' | 'type' | 'calibration'>;

/**
 * @returns a value on the scale from 0 to 1: by linear interpolation between the calibration points of the card; without a
 * calibration, by its place in the card's range
 */
export function shareOf(value: number, { range: [bottom, top], calibration }: ScaleFacts): number {
  if (calibration) return calibrated(value, calibration);
  if (top <= bottom) return value >= top ? 1 : 0;
  return Math.min(1, Math.max(0, (value - bottom) / (top - bottom)));
}

/** Whether the raw values of all these tools may be combined: they have the same range and no calibration. */
export function haveOneScale(cards: readonly ScaleFacts[]): boolean {
  const [first] = cards;
  return cards.every(
    ({ range, calibration }) => !calibration && range[0] === first?.range[0] && range[1] === first.range[1],
  );
}

/** A reward model has no range of good values. Beside another tool its raw value needs a calibration. */
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
