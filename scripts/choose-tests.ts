import { globSync } from 'node:fs';

/** `fast`: what `npm test` runs. `slow`: files named `*.slow.test.ts`. */
export type Tier = 'fast' | 'slow' | 'all';

const isSlow = (file: string): boolean => file.endsWith('.slow.test.ts');

/**
 * @param patterns parts of paths; where there are any, they choose among all files, whatever the tier
 * @returns the test files below `root`, sorted, relative to it
 */
export function chooseTests(root: string, tier: Tier, patterns: readonly string[]): string[] {
  const all = globSync('{src,scripts,bench,web}/**/*.test.ts', { cwd: root }).sort();
  if (patterns.length > 0) return all.filter((file) => patterns.some((pattern) => file.includes(pattern)));
  return all.filter((file) => tier === 'all' || isSlow(file) === (tier === 'slow'));
}
