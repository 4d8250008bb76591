import type { ReplayReport, Window } from '../evolution/replay/replay-report.ts';
import type { Figures } from '../evolution/replay/tally.ts';
import type { Alarm } from '../evolution/watches/alarm.ts';
import { shownValue, WATCHES } from '../evolution/watches/watch-table.ts';
import { table } from './terminal.ts';

/** Rollouts that the page shows of one alarm. */
const SHOWN_ROLLOUTS = 5;

/** @returns the report of a replay for people */
export function replayPage(report: ReplayReport): string {
  const { overall, windows, alarms, changes, audits, expectedFalseAlarms } = report;
  const rows = [...windows.map(windowCells), ['all', '', ...figureCells(overall), String(audits), '']];
  const head = [
    'queries',
    'steps',
    'coverage',
    'accuracy',
    'wrong paid',
    'agent calls/1,000',
    'audits',
    'alarms',
  ];
  const calls = report.agentCallsPer1000.toFixed(2);
  rows.at(-1)!.splice(5, 0, calls);
  const bound = `False alarms expected at most on a stream of this length that does not shift: ${expectedFalseAlarms}.`;
  return [
    table(head, rows),
    alarms.length === 0 ? 'No alarm.' : alarms.map(alarmText).join('\n\n'),
    ...(changes.length === 0
      ? []
      : [changes.map(({ query, what }) => `after query ${query}: ${what}`).join('\n')]),
    ...(report.unscorable.gained.length === 0 ? [] : [gainedText(report.unscorable)]),
    bound,
  ].join('\n\n');
}

/** Who gained from having no reward. */
function gainedText({ rollouts, wrong, labelled, worth, gained }: ReplayReport['unscorable']): string {
  const price =
    worth === null
      ? 'the run declares no worth, so that they are left out and stand where the mean of their group is'
      : `the run declares a worth of ${worth}`;
  const head = `${rollouts} rollouts have no reward by their own doing${labelled > 0 ? `, ${wrong} of ${labelled} labelled ones are wrong` : ''}; ${price}.`;
  const lines = gained.map((one) =>
    one.mean > 0
      ? `  ${one.kind}: ${one.gained} of ${one.rollouts} gained, ${one.mean.toFixed(3)} over a wrong response in the mean: ${one.ids.slice(-SHOWN_ROLLOUTS).join(', ')}`
      : `  ${one.kind}: ${one.rollouts} gained nothing over a wrong response (${one.mean.toFixed(3)})`,
  );
  return [head, ...lines].join('\n');
}

function windowCells(window: Window): string[] {
  const { from, to, fromStep, toStep, audits, alarms, agentCallsPer1000 } = window;
  const steps = fromStep === null ? '' : fromStep === toStep ? String(fromStep) : `${fromStep}-${toStep}`;
  return [
    `${from}-${to}`,
    steps,
    ...figureCells(window),
    agentCallsPer1000.toFixed(2),
    String(audits),
    alarms.join(' '),
  ];
}

function figureCells({ coverage, accuracy, falsePositives }: Figures): string[] {
  return [coverage, accuracy, falsePositives].map((share) =>
    share === null ? '' : `${(100 * share).toFixed(1)}%`,
  );
}

function alarmText(alarm: Alarm): string {
  const {
    id,
    level,
    watch,
    subject,
    query,
    step,
    meaning,
    before,
    since,
    values,
    rollouts,
    guarantee,
    advice,
  } = alarm;
  const at = step === null ? `query ${query}` : `query ${query}, step ${step}`;
  const [was, is] = [before, since].map((mean) => shownValue(watch, mean).toFixed(3));
  const figures = `${WATCHES[watch].shown}: ${was} before, ${is} in the newest since; it began about ${values} ${WATCHES[watch].of === 'audit' ? 'audits' : 'groups'} ago`;
  const shown = rollouts.slice(-SHOWN_ROLLOUTS).join(', ');
  return [
    `${id}. ${level} ${watch} (${subject}), ${at}: ${meaning}. ${figures}`,
    ...(shown === '' ? [] : [`   rollouts: ${shown}${rollouts.length > SHOWN_ROLLOUTS ? ' …' : ''}`]),
    `   ${guarantee}`,
    `   ${advice}`,
  ].join('\n');
}
