import type { ToolCard } from './tool-card.ts';

/**
 * @returns a value on the scale from 0 to 1: by linear interpolation between the calibration points of the card; without a
 * calibration, by its place in the card's range
 */
export function shareOf(
  value: number,
  { range: [bottom, top], calibration }: Pick<ToolCard, 'range' | 'calibration'>,
): number {
  if (calibration) return calibrated(value, calibration);
  if (top <= bottom) return value >= top ? 1 : 0;
  return Math.min(1, Math.max(0, (value - bottom) / (top - bottom)));
}

function calibrated(value: number, points: NonNullable<ToolCard['calibration']>): number {
  const at = points.findIndex((point) => value <= point.value);
  if (at === 0) return points[0]!.share;
  if (at < 0) return points.at(-1)!.share;
  const [below, above] = [points[at - 1]!, points[at]!];
  const part = (value - below.value) / (above.value - below.value);
  return below.share + part * (above.share - below.share);
}
