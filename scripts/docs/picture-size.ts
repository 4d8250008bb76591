import { readFileSync } from 'node:fs';

/** @returns width and height of a picture in pixels, as its file says; null where it does not say */
export function pictureSize(file: string): readonly [number, number] | null {
  const bytes = readFileSync(file);
  if (file.endsWith('.png')) return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  const [, width, height] =
    /<svg\b[^>]*viewBox="[-\d.]+ [-\d.]+ ([\d.]+) ([\d.]+)"/.exec(bytes.toString('utf8')) ?? [];
  return width && height ? [Math.round(Number(width)), Math.round(Number(height))] : null;
}
