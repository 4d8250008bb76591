import type { Cause } from '../spec/verdict.ts';
import { type AgentsTally, agentsTable } from './agents-tally.ts';
import { auditTable } from './audit-tally.ts';
import type { Report, Tally } from './report.ts';
import { oneLine, percent, styled, table } from './terminal.ts';
import { usageText } from './usage-text.ts';

/**
 * @param agents what agents did before the scoring, where they were asked to
 * @returns the report as tables for people: by kind, then who was asked, then why some have no reward
 */
export function reportTable(report: Report, agents: AgentsTally | null = null): string {
  const kinds = Object.entries(report.kinds).sort(([left], [right]) => (left < right ? -1 : 1));
  const head = [
    'kind',
    'rollouts',
    'scored',
    'unscored',
    'failed',
    'mean reward',
    'accuracy',
    'false +',
    'false –',
    'decided by',
  ];
  const rows = kinds.map(([kind, tally]) => row(kind, tally));
  if (kinds.length > 1) rows.push(row('all', report.overall, false));
  const parts = [table(head, rows)];
  const audited = kinds.flatMap(([kind, { audit }]) => (audit ? [[kind, audit] as const] : []));
  if (audited.length > 0) parts.push('', auditTable(audited));
  const { judges } = report.overall;
  if (agents) parts.push('', agentsTable(agents, judges));
  else if (judges) parts.push('', `Judges asked language models ${usageText(judges)}.`);
  const reasons = Object.entries(report.reasons).sort((left, right) => right[1] - left[1]);
  if (reasons.length > 0) {
    parts.push('', styled('bold', `Without a reward${causesOf(report)}:`));
    parts.push(
      ...reasons
        .slice(0, 10)
        .map(([reason, count]) => `  ${String(count).padStart(7)}  ${oneLine(reason, 160)}`),
    );
  }
  if (report.badLines > 0) parts.push('', styled('red', `lines that could not be read: ${report.badLines}`));
  return parts.join('\n');
}

function row(kind: string, tally: Tally, withTools = true): string[] {
  const tools = Object.entries(tally.tools).sort((left, right) => right[1] - left[1]);
  const named = tools.slice(0, 2).map(([tool]) => tool);
  return [
    kind,
    String(tally.rollouts),
    String(tally.scored),
    String(tally.unscored),
    String(tally.failed),
    tally.scored === 0 ? '–' : (tally.rewardSum / tally.scored).toFixed(3),
    percent(tally.right, tally.labelled),
    tally.labelled === 0 ? '–' : String(tally.falsePositives),
    tally.labelled === 0 ? '–' : String(tally.falseNegatives),
    withTools ? named.join(', ') + (tools.length > 2 ? ` +${tools.length - 2}` : '') : '',
  ];
}

const CAUSE_NAMES: readonly (readonly [Cause, string])[] = [
  ['output', 'because of the response'],
  ['query', 'because of the query'],
  ['system', 'because of the machine or a tool'],
];

function causesOf({ causes = {} }: Report): string {
  const told = CAUSE_NAMES.flatMap(([cause, name]) => (causes[cause] ? [`${causes[cause]} ${name}`] : []));
  return told.length > 0 ? ` (${told.join(', ')})` : '';
}
