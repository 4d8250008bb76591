import type { TestsStream } from 'node:test';

/** How many tests ended how. Suites and files are not counted, but a file that failed as a whole is. */
export interface TestCount {
  passed: number;
  failed: number;
  /** `name (file): reason`, one per skipped test. */
  readonly skipped: string[];
}

/** @returns the counts, when the stream has ended */
export function countTests(stream: TestsStream): Promise<TestCount> {
  const count: TestCount = { passed: 0, failed: 0, skipped: [] };
  stream.on('test:pass', ({ name, file, skip, details }) => {
    if (details.type === 'suite') return;
    if (skip === undefined || skip === false) count.passed += 1;
    else count.skipped.push(`${name} (${file ?? '?'}): ${skip === true ? 'no reason given' : skip}`);
  });
  stream.on('test:fail', ({ details }) => {
    if (details.type !== 'suite') count.failed += 1;
  });
  const { promise, resolve } = Promise.withResolvers<TestCount>();
  stream.once('end', () => resolve(count));
  return promise;
}
