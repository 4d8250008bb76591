import { allSay, type Demand, type Examples, ONLY } from './demand.ts';
import { MARKER, type Shape } from './shape.ts';

const FEWEST = 3;
const FEWEST_LINES = 6;

/** Demands a pattern, such as `+49 30 1234567`, if all lines of all right responses follow it. */
export function linePatternDemands({ rights }: Examples): Demand[] {
  if (rights.length < FEWEST || rights[0]!.shape.form.kind === 'json') return [];
  const lines = rights.flatMap(({ shape }) => shape.lines);
  const patterns = new Set(lines.map(patternOf));
  const [pattern = ''] = patterns;
  if (patterns.size !== 1 || lines.length < FEWEST_LINES || !isTelling(pattern)) return [];
  const head = sharedHead(lines);
  const holds = ({ lines: written }: Shape) =>
    written.length > 0 && written.every((line) => patternOf(line) === pattern && line.startsWith(head));
  return [
    {
      name: `lines like ${JSON.stringify(lines[0]!.slice(0, 40))}`,
      sure: allSay(rights, ONLY),
      holds: (_, response) => holds(response),
    },
  ];
}

/** Whether a pattern is more than words, the mark of a list and the end of a sentence. */
function isTelling(pattern: string): boolean {
  return /[^\sa]/.test(
    pattern
      .replace(/^#(?=[.)])/, '1')
      .replace(MARKER, '')
      .replace(/[.!?]$/, ''),
  );
}

/** @returns a line with runs of digits, of letters and of white space as one sign each */
function patternOf(line: string): string {
  return line
    .replace(/\s+/g, ' ')
    .replace(/\d+/g, '#')
    .replace(/\p{L}+/gu, 'a')
    .replace(/a(?: a)+/g, 'a');
}

/** @returns the common beginning of all lines, up to their first space */
function sharedHead(lines: readonly string[]): string {
  const first = /^\S+\s/.exec(lines[0] ?? '')?.[0] ?? '';
  return lines.every((line) => line.startsWith(first)) ? first : '';
}
