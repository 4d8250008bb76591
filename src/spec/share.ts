import { z } from 'zod';

/** A share with its Wilson interval at 95 %. */
export const shareSchema = z.object({
  value: z.number(),
  low: z.number(),
  high: z.number(),
  of: z.number().int(),
});
export type Share = Readonly<z.infer<typeof shareSchema>>;

const Z = 1.959964;

/** @returns the share `count / of` with its Wilson interval at 95 %; of nothing, everything from 0 to 1 is possible */
export function share(count: number, of: number): Share {
  if (of === 0) return { value: 0, low: 0, high: 1, of };
  const value = count / of;
  const square = Z ** 2;
  const middle = (value + square / (2 * of)) / (1 + square / of);
  const half = (Z / (1 + square / of)) * Math.sqrt((value * (1 - value)) / of + square / (4 * of ** 2));
  const round = (number: number) => Math.round(Math.min(1, Math.max(0, number)) * 1e4) / 1e4;
  return { value: round(value), low: round(middle - half), high: round(middle + half), of };
}
