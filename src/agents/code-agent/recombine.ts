import type { EvidenceReport } from '../../spec/evidence.ts';
import type { Programs } from './write-programs.ts';

/** Programs with what the gates said of them. */
interface Judged {
  readonly name: string;
  readonly programs: Programs;
  readonly report: EvidenceReport | null;
  readonly merit: number;
}

/**
 * Each program has gates of its own, so the scoring program of one candidate may go with the recogniser of another, at no
 * model call. Where no recogniser passes, the two best are joined: the one fires where either does, and arguments on which
 * they differ are not read.
 * @returns programs that are worth a trial, or null
 */
export function recombine(
  tried: readonly Judged[],
): { readonly name: string; readonly programs: Programs } | null {
  const ran = tried.filter(({ report }) => report?.gates.some(({ program }) => program));
  const [scorer] = ran
    .filter((entry) => fails(entry, false) === 0)
    .sort((left, right) => right.merit - left.merit);
  const readers = ran.sort((left, right) => readingMerit(right) - readingMerit(left));
  const [reader, next] = readers;
  if (!scorer || !reader || fails(scorer, true) === 0) return null;
  if (fails(reader, true) === 0)
    return {
      name: `${scorer.name}+${reader.name}`,
      programs: { ...scorer.programs, recogniser: reader.programs.recogniser },
    };
  if (!next || [reader, next].some(({ name }) => name.includes('|'))) return null;
  const recogniser = joined(reader.programs.recogniser, next.programs.recogniser);
  return { name: `${scorer.name}+${reader.name}|${next.name}`, programs: { ...scorer.programs, recogniser } };
}

/** @returns gates that failed, of the scoring program or of those that read prompts */
function fails({ report }: Judged, reading: boolean): number {
  const gates = report?.gates ?? [];
  return gates.filter(({ outcome, program }) => outcome === 'failed' && (program !== undefined) === reading)
    .length;
}

function readingMerit({ report }: Judged): number {
  const shares = (report?.gates ?? []).filter(({ program }) => program).map((gate) => gate.shares ?? {});
  const value = (name: string): number => shares.find((entry) => entry[name])?.[name]?.value ?? 0;
  return value('fired') + value('right') - 20 * value('falseAlarms');
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
