import type { EvidenceReport, GateReport } from '../spec/evidence.ts';
import { oneLine, styled, table, terminalWidth } from './terminal.ts';

const MOST_FAILING = 8;
/** Widths in a line on a gate: of the outcome, of the gaps between its parts, and the least width of the reason. */
const OUTCOME = 14;
const GAPS = 4;
const SHORTEST_REASON = 8;

/** @returns the verdict of the gates, in one word */
export function verdictOf({ admitted, provisional }: EvidenceReport): 'admitted' | 'provisional' | 'refused' {
  if (!admitted) return 'refused';
  return provisional ? 'provisional' : 'admitted';
}

/** @returns a gate on one line of the terminal: the reason is cut to what is left of it */
export function gateLine(
  { gate, name, program, outcome, cases, reason }: GateReport,
  width = terminalWidth(),
): string {
  const style = outcome === 'passed' ? 'green' : outcome === 'failed' ? 'red' : 'yellow';
  const what = `${gate} ${name}${program && program !== name ? ` (${program})` : ''}`;
  const [head, end] = [what.padEnd(20), `${String(cases).padStart(6)} cases`];
  const room = Math.min(140, width - head.length - end.length - OUTCOME - GAPS);
  const why = reason && room >= SHORTEST_REASON ? `  ${oneLine(reason, room)}` : '';
  return `${head} ${styled(style, outcome.padEnd(OUTCOME))} ${end}${why}`;
}

/** @returns a report as a page that a person can judge: verdict, gates, shares, failing cases, labelled sets */
export function evidenceTables(evidence: EvidenceReport): string {
  const lines = [headline(evidence), ''];
  const gates = evidence.gates.map((gate) => [
    gate.gate,
    gate.name,
    gate.outcome,
    String(gate.cases),
    oneLine(gate.reason ?? '', 90),
  ]);
  lines.push(table(['gate', 'question', 'outcome', 'cases', 'reason'], gates));
  const shares = evidence.gates.flatMap((gate) =>
    Object.entries(gate.shares ?? {}).map(([name, { value, low, high, of }]) => [
      gate.gate,
      inWords(name),
      of === 0 ? '–' : percent(value),
      of === 0 ? '–' : `${percent(low)} to ${percent(high)}`,
      String(of),
    ]),
  );
  if (shares.length > 0) lines.push('', table(['gate', 'share', 'measured', '95 % interval', 'of'], shares));
  const failing = evidence.gates
    .filter((gate) => gate.outcome === 'failed')
    .flatMap((gate) =>
      (gate.failing ?? [])
        .slice(0, MOST_FAILING)
        .map(({ name, detail }) => [gate.gate, oneLine(name, 70), oneLine(detail, 80)]),
    );
  if (failing.length > 0) lines.push('', table(['gate', 'failing case', 'what came out'], failing));
  const disputed = evidence.gates
    .filter((gate) => gate.outcome === 'passed' || gate.outcome === 'not-applicable')
    .flatMap((gate) =>
      (gate.failing ?? [])
        .flatMap((entry) => (entry.disputed ? [{ ...entry, response: entry.disputed.response }] : []))
        .slice(0, MOST_FAILING)
        .map(({ name, detail, response }) => [
          gate.gate,
          oneLine(name, 60),
          oneLine(JSON.stringify(response), 60),
          oneLine(detail.replace(/^disputed: /, ''), 80),
        ]),
    );
  if (disputed.length > 0)
    lines.push('', table(['gate', 'disputed: label it to decide', 'response', 'what came out'], disputed));
  const labelled = evidence.labelled.map((set) => [
    set.set,
    String(set.items),
    String(set.scored),
    ...(set.scored === 0
      ? ['–', '–', '–']
      : [(100 * set.accuracy).toFixed(2), String(set.falsePositives), String(set.falseNegatives)]),
  ]);
  if (labelled.length > 0)
    lines.push('', table(['labelled set', 'items', 'scored', 'accuracy %', 'false +', 'false –'], labelled));
  const written = (evidence.written ?? []).map(({ part, models, seeds, apart, withheld }) => [
    part,
    oneLine(models.join(', '), 40),
    seeds.join(', '),
    oneLine(apart === '' ? '–' : apart, 90),
    oneLine(withheld, 60),
  ]);
  if (written.length > 0)
    lines.push('', table(['written', 'by', 'seeds', 'apart from others', 'not shown'], written));
  return lines.join('\n');
}

function headline(evidence: EvidenceReport): string {
  const missing = evidence.gates.filter((gate) => gate.outcome === 'not-applicable');
  const failed = evidence.gates.filter((gate) => gate.outcome === 'failed');
  switch (verdictOf(evidence)) {
    case 'admitted':
      return styled('green', 'admitted');
    case 'provisional':
      return styled(
        'yellow',
        `provisional: ${missing.map(told).join('; ')}. Routed to only where the run allows it.`,
      );
    case 'refused':
      return styled(
        'red',
        `refused at ${failed.map(({ gate }) => gate).join(', ') || 'the start: nothing is known of it'}`,
      );
  }
}

/** A gate with disputed cases has run, and could not decide. */
function told({ gate, reason, failing = [] }: GateReport): string {
  return `${gate} could not ${failing.length > 0 ? 'decide' : 'run'} (${reason})`;
}

/** @returns `falsePositives` as words */
function inWords(name: string): string {
  return name.replace(
    /([a-z])([A-Z])/g,
    (_, before: string, after: string) => `${before} ${after.toLowerCase()}`,
  );
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
