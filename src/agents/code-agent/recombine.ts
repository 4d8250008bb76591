import type { EvidenceReport } from '../../spec/evidence.ts';
import type { Programs } from './write-programs.ts';

/** See the gate of recognisers. */
const LEAST_UNCOVERED = 0.95;

/** Programs with what the gates said of them. */
interface Judged {
  readonly name: string;
  readonly programs: Programs;
  readonly report: EvidenceReport | null;
  readonly merit: number;
}

/** Programs of several candidates, joined into one. */
export interface Combination {
  readonly name: string;
  readonly programs: Programs;
}

/**
 * Each program has gates of its own, so the scoring program of one candidate may go with the recognisers of others, at no
 * model call. The two best recognisers are joined: the result fires where either does, so the next wording of a demand
 * is missed less often, and where they read different arguments it reads none.
 * @returns programs that are worth a trial, or null
 */
export function recombine(tried: readonly Judged[]): Combination | null {
  const made = tried.filter(({ report }) => report !== null);
  const scorers = made.filter((entry) => readingGates(entry).length > 0 && failures(entry, false) === 0);
  const [scorer] = scorers.sort((left, right) => right.merit - left.merit);
  const readers = made
    .filter((entry) => !entry.name.includes('+') && uncovered(entry) >= LEAST_UNCOVERED)
    .sort((left, right) => readingMerit(right) - readingMerit(left));
  const [reader, next] = readers;
  if (!scorer || !reader || !next) return null;
  const name = `${scorer.name.split('+')[0]}+${reader.name}|${next.name}`;
  if (tried.some((entry) => entry.name === name)) return null;
  const recogniser = joined(reader.programs.recogniser, next.programs.recogniser);
  return { name, programs: { ...scorer.programs, recogniser } };
}

function readingGates({ report }: Judged): EvidenceReport['gates'] {
  return (report?.gates ?? []).filter(({ program }) => program !== undefined);
}

function failures({ report }: Judged, reading: boolean): number {
  const gates = report?.gates ?? [];
  return gates.filter(({ outcome, program }) => outcome === 'failed' && (program !== undefined) === reading)
    .length;
}

function readingMerit(entry: Judged): number {
  return value(entry, 'fired') + value(entry, 'right') - 20 * value(entry, 'falseAlarms');
}

/** The share of prompts in which it leaves the other demands alone; joined with another it would spoil that one. */
function uncovered(entry: Judged): number {
  return value(entry, 'othersUncovered', 1);
}

function value(entry: Judged, name: string, otherwise = 0): number {
  const shares = readingGates(entry).map((gate) => gate.shares ?? {});
  return shares.find((found) => found[name])?.[name]?.value ?? otherwise;
}

function joined(one: string, other: string): string {
  const part = (source: string): string => {
    const body = source.replace(/^[ \t]*export[ \t]+(?:default[ \t]+)?(?=function|const|let|var)/gm, '');
    return `(() => {\n${body}\nreturn { recognise, extract: typeof extract === 'function' ? extract : () => null };\n})()`;
  };
  return `const first = ${part(one)};
const second = ${part(other)};
function recognise(prompt) {
  return [...first.recognise(prompt), ...second.recognise(prompt)];
}
function extract(prompt) {
  const one = first.extract(prompt);
  const two = second.extract(prompt);
  if (one === null || two === null) return one ?? two;
  const told = (given) => JSON.stringify(Object.entries(given).sort());
  return told(one) === told(two) ? one : null;
}
`;
}
