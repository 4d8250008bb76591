import { targetKey } from '../agents/acquisitions/acquisition-id.ts';
import type { AcquisitionState } from '../agents/acquisitions/state.ts';
import type { TraceLine } from '../agents/acquisitions/trace.ts';
import { eventsOf, type Step, summarize, type TraceSummary } from '../agents/acquisitions/trace-summary.ts';
import type { GateReport } from '../spec/evidence.ts';
import type { JsonObject } from '../spec/json.ts';
import { statusText } from './acquisition-view.ts';
import { oneLine, percent, styled, table } from './terminal.ts';

/** @returns an acquisition as a page: its target, its candidates, the results of the gates, and its cost */
export function acquisitionPage(state: AcquisitionState, trace: readonly TraceLine[], full: boolean): string {
  const summary = summarize(trace);
  return [
    head(state),
    design(summary),
    models(summary),
    rounds(summary),
    gates(summary, 'development'),
    gates(summary, 'audit'),
    costs(state, summary),
    full ? programs(summary) : '',
    full ? exchanges(summary) : '',
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function head(state: AcquisitionState): string {
  const { samples, attempts, tool, error } = state;
  const lines = [
    `${styled('bold', state.id)}: ${statusText(state)}`,
    `wanted    ${targetKey(state.target)}${state.target.what === 'constraint' && state.target.text ? `, in the words “${oneLine(state.target.text)}”` : ''}`,
    `samples   ${samples.queries} queries, ${samples.rollouts} answers, ${samples.labelled} of them labelled`,
    `asked     ${state.model ?? 'no model'}, ${new Date(state.created).toISOString()}${attempts > 1 ? `, ${attempts} attempts` : ''}`,
    `outcome   ${state.note}`,
  ];
  if (tool) lines.push(`tool      ${tool.id}@${tool.version}; rlar tools show ${tool.id}`);
  if (error) lines.push(`error     ${error.code}; rlar acquire --resume ${state.id} goes on`);
  return lines.join('\n');
}

function design({ events }: TraceSummary): string {
  const lines = eventsOf(events, 'design').flatMap(({ checkable, summary, unchecked }) => [
    `${checkable ? 'checkable' : 'not checkable'}: ${summary}`,
    ...(unchecked ? [`what no program can tell: ${unchecked}`] : []),
  ]);
  for (const { good, bad, prompts } of eventsOf(events, 'witnesses'))
    lines.push(`witnesses: ${good} good and ${bad} bad answers, ${prompts} prompts`);
  for (const { what, reason } of eventsOf(events, 'dropped'))
    lines.push(`left out: ${oneLine(what, 60)}: ${oneLine(reason)}`);
  return section('Design', lines);
}

/** The models that were chosen, how each came out, and why the others were left out. */
function models({ events }: TraceSummary): string {
  const outcomes = new Map(eventsOf(events, 'tried').map((event) => [event.model, event]));
  const found = eventsOf(events, 'found').map(
    ({ models: count, source }) => `${count} models found at ${source}`,
  );
  const chosen = eventsOf(events, 'chosen').slice(-1);
  const tried = chosen.flatMap(({ candidates }) =>
    candidates.map(({ model, why }, at) => {
      const outcome = outcomes.get(model);
      const came = outcome ? `${outcome.admitted ? 'passes' : 'is refused'}: ${outcome.reason}` : 'not tried';
      return [String(at + 1), model, oneLine(came, 90), oneLine(why.join(' · '), 90)];
    }),
  );
  const refused = chosen.flatMap(({ refused: others }) =>
    others.map(({ id, code, why }) => ['–', id, code, oneLine(why, 90)]),
  );
  const rows = [...tried, ...refused];
  return section('Models', rows.length > 0 ? [...found, table(['', 'model', '', ''], rows)] : found);
}

function rounds({ events }: TraceSummary): string {
  const lines = eventsOf(events, 'round').flatMap((event) => [
    `round ${event.round} · ${event.candidate} · merit ${event.merit.toFixed(3)} · ${event.admitted ? 'passes' : `fails ${event.failing.join(', ')}`}`,
    ...event.counterExamples.slice(0, 8).map((example) => `    ${oneLine(counterExample(example), 160)}`),
    ...(event.counterExamples.length > 8 ? [`    and ${event.counterExamples.length - 8} more`] : []),
  ]);
  for (const { candidate, version } of eventsOf(events, 'frozen'))
    lines.push(`frozen: ${candidate} as version ${version}`);
  return section('Rounds', lines);
}

function counterExample(example: JsonObject): string {
  return Object.entries(example)
    .map(
      ([name, value]) => `${name}: ${typeof value === 'string' ? oneLine(value, 60) : JSON.stringify(value)}`,
    )
    .join(' · ');
}

/** The gates of one phase, of the candidate that came furthest. */
function gates({ events }: TraceSummary, phase: Step<'gate'>['phase']): string {
  const all = eventsOf(events, 'gate').filter((event) => event.phase === phase);
  const last = all.at(-1)?.candidate;
  const reports = new Map<string, GateReport>();
  for (const { candidate, report } of all) if (candidate === last) reports.set(nameOf(report), report);
  if (reports.size === 0) return '';
  const rows = [...reports.values()].map((report) => [
    nameOf(report),
    report.outcome === 'failed' ? ({ style: 'red', text: report.outcome } as const) : report.outcome,
    String(report.cases),
    oneLine([shares(report), report.reason ?? ''].filter((part) => part !== '').join('; '), 100),
  ]);
  const title = phase === 'audit' ? 'Gates, on audit cases read once' : 'Gates, in development';
  return section(`${title}: ${last}`, [table(['gate', '', 'cases', ''], rows)]);
}

function nameOf({ gate, name, program }: GateReport): string {
  return `${gate} ${name}${program && program !== name ? ` of the ${program}` : ''}`;
}

function shares({ shares: measured }: GateReport): string {
  return Object.entries(measured ?? {})
    .map(
      ([name, { value, low, high }]) =>
        `${name} ${percent(value, 1)} (${percent(low, 1)} to ${percent(high, 1)})`,
    )
    .join(', ');
}

function costs({ usage }: AcquisitionState, summary: TraceSummary): string {
  const rows = summary.costs.map(({ purpose, calls, inputTokens, outputTokens, ms }) => [
    purpose,
    String(calls),
    String(inputTokens),
    String(outputTokens),
    (ms / 1000).toFixed(1),
  ]);
  const { calls, inputTokens, outputTokens, costUsd } = usage;
  const cost = costUsd === null ? 'no price is configured' : `${costUsd.toFixed(4)} US dollars`;
  const total = `${calls} calls, ${inputTokens} tokens in, ${outputTokens} out; ${cost}`;
  return section('Model calls', [
    ...(rows.length > 0 ? [table(['purpose', 'calls', 'tokens in', 'out', 's'], rows)] : []),
    total,
  ]);
}

function programs({ events }: TraceSummary): string {
  const lines = eventsOf(events, 'candidate').flatMap(({ candidate, language, sources }) => [
    styled('bold', `${candidate}, ${language}`),
    sources.program,
    ...(sources.recogniser === undefined
      ? []
      : [styled('bold', `${candidate}, recogniser`), sources.recogniser]),
  ]);
  return section('Programs', lines);
}

function exchanges(summary: TraceSummary): string {
  const lines = summary.exchanges.flatMap(({ purpose, key, request, text }) => [
    styled('bold', `${purpose} ${key.slice(0, 12)}`),
    ...(request
      ? [`system: ${String(request.system)}`, `prompt: ${String(request.prompt)}`]
      : ['(the request is kept as a hash)']),
    `answer: ${text}`,
    '',
  ]);
  return section('Exchanges', lines);
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : [styled('bold', title), ...lines].join('\n');
}
