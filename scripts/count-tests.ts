import { relative } from 'node:path';
import type { TestsStream } from 'node:test';

/** How many tests ended how. Suites and files are not counted, but a file that failed as a whole is. */
export interface TestCount {
  passed: number;
  /** One per failed test. A test that failed because of a test inside it is not among them: the inner one is. */
  readonly failed: Failure[];
  /** `name (file): reason`, one per skipped test. */
  readonly skipped: string[];
}

/** A test that failed, and where it stands. */
export interface Failure {
  readonly name: string;
  /** Absolute path. */
  readonly file?: string | undefined;
  readonly line?: number | undefined;
  /** What the test threw. */
  readonly message?: string | undefined;
}

/** @returns the counts, when the stream has ended */
export function countTests(stream: TestsStream): Promise<TestCount> {
  const count: TestCount = { passed: 0, failed: [], skipped: [] };
  stream.on('test:pass', ({ name, file, skip, details }) => {
    if (details.type === 'suite') return;
    if (skip === undefined || skip === false) count.passed += 1;
    else count.skipped.push(`${name} (${file ?? '?'}): ${skip === true ? 'no reason given' : skip}`);
  });
  stream.on('test:fail', ({ name, file, line, details: { type, error } }) => {
    if (type === 'suite' || hasFailedInside(error)) return;
    const thrown = error.cause instanceof Error ? error.cause : error;
    count.failed.push({ name, file, line, message: thrown.message });
  });
  const { promise, resolve } = Promise.withResolvers<TestCount>();
  stream.once('end', () => resolve(count));
  return promise;
}

function hasFailedInside(error: Error): boolean {
  return 'failureType' in error && error.failureType === 'subtestsFailed';
}

/** Most characters of a message in a line. */
const MOST_MESSAGE = 120;

/**
 * @param most number of lines
 * @returns one line for each failed test, `FAILED name (file:line): message`, with files as seen from `root`. `.ci/run` finds
 * these lines by their first word. The last line counts the tests that have no line
 */
export function failureLines(failed: readonly Failure[], root: string, most = 25): string[] {
  const shown = failed.length > most ? failed.slice(0, most - 1) : failed;
  const lines = shown.map(({ name, file, line, message }) => {
    const path = file === undefined ? '?' : relative(root, file);
    const place = line === undefined ? path : `${path}:${line}`;
    const title = name === file ? 'the file as a whole' : oneLine(name);
    return `FAILED ${title} (${place})${message ? `: ${oneLine(message)}` : ''}`;
  });
  const rest = failed.length - shown.length;
  return rest > 0 ? [...lines, `FAILED ${rest} more: see above`] : lines;
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > MOST_MESSAGE ? `${line.slice(0, MOST_MESSAGE - 1)}…` : line;
}
