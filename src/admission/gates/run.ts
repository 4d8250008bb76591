import { ENDLESS_INPUTS, HOSTILE_INPUTS, type HostileInput, prose } from '../../attacks/hostile-inputs.ts';
import type { TimedVerdict } from '../../scoring/job.ts';
import { OVER_TIME } from '../../spec/over-time.ts';
import type { Tool } from '../../spec/tool.ts';
import { type Runnable, runCases } from '../run-cases.ts';
import type { Subject } from '../split.ts';
import { answering, formatVerdict, type Trial } from '../trial.ts';
import type { Finding, Gate } from './gate.ts';

interface Named {
  readonly name: string;
  readonly subject: Subject;
  readonly run: Runnable;
}

const CHUNK = 16;
/** Number of failures after which the gate stops and counts as failed. */
const ENOUGH = 3;
const HOSTILE_SUBJECTS = 2;
const MOST_TYPICAL = 120;
/** Length in characters up to which a tool must answer in time, and the greatest length of a response that a policy can write. */
const LONG = 20_000;
const VERY_LONG = 200_000;

/** G1: the tool gives a finite verdict in its range, within its time and memory, on typical and hostile input. */
export const run: Gate = {
  gate: 'G1',
  name: 'run',
  question: 'Does it answer in time, in memory, finite and in range, whatever it is given?',
  async run(trial) {
    const typical = trial.subjects.flatMap((subject) =>
      subject.part === 'audit' && trial.phase !== 'audit' ? [] : typicalCases(subject),
    );
    const hostile = trial.open
      .slice(0, HOSTILE_SUBJECTS)
      .flatMap((subject, index) => hostileCases(trial, subject, index));
    const cases = [...typical.slice(0, MOST_TYPICAL), ...hostile];
    const findings: Finding[] = [];
    for (let at = 0; at < cases.length && findings.length < ENOUGH; at += CHUNK)
      findings.push(...(await failures(trial, cases.slice(at, at + CHUNK))));
    if (findings.length === 0) findings.push(...(await growth(trial)));
    return { outcome: findings.length > 0 ? 'failed' : 'passed', cases: cases.length + 2, findings };
  },
};

function typicalCases(subject: Subject): Named[] {
  const given = subject.cases.map((entry) => ({ name: entry.name, subject, run: entry }));
  const reference = subject.references[0];
  return reference === undefined
    ? given
    : [...given, { name: `${subject.name}: the reference`, subject, run: answering(subject, reference) }];
}

/**
 * A user's function is tried on responses that a policy will write. Built-in tools and agents' tools are tried on any
 * possible input.
 */
function hostileCases(trial: Trial, subject: Subject, index: number): Named[] {
  const { origin } = trial.input.tool.declaration.provenance;
  const inputs: HostileInput[] = HOSTILE_INPUTS.filter(
    ({ odd, name }) =>
      !odd ||
      origin !== 'user' ||
      (name === 'lone surrogates' && trial.input.program?.language === 'javascript'),
  );
  if (origin === 'built-in' && index === 0) inputs.push(...ENDLESS_INPUTS);
  return inputs.map(({ name, text }) => ({
    name: `${subject.name}: ${name}`,
    subject,
    run: answering(subject, text),
  }));
}

async function failures(trial: Trial, cases: readonly Named[]): Promise<Finding[]> {
  const verdicts = await trial.run(cases.map((entry) => entry.run));
  const found: Finding[] = [];
  for (const [index, entry] of cases.entries()) {
    let timed = verdicts[index]!;
    if (isLate(trial, timed)) timed = await onceMore(trial.input.tool, entry.run);
    if (timed.verdict.status !== 'failed' && !isLate(trial, timed)) continue;
    const got =
      timed.verdict.status === 'failed' ? formatVerdict(timed.verdict) : `${Math.round(timed.ms)} ms`;
    found.push({
      name: entry.name,
      expected: 'a verdict in time',
      got,
      subject: entry.subject,
      response: entry.run.response.slice(0, 400),
    });
    if (found.length >= ENOUGH) break;
  }
  return found;
}

/** Runs one case alone and counts only the processor time of this thread. It is for inline tools, which nothing can stop. */
async function onceMore(tool: Tool, entry: Runnable): Promise<TimedVerdict> {
  const start = process.threadCpuUsage();
  const [timed] = await runCases(tool, [entry]);
  const { user, system } = process.threadCpuUsage(start);
  return { verdict: timed!.verdict, ms: Math.min(timed!.ms, (user + system) / 1_000) };
}

/** Whether the tool was stopped, so that the verdict is not its own. */
function wasStopped({ verdict }: TimedVerdict): boolean {
  return verdict.status === 'failed' || verdict.flags?.includes(OVER_TIME) === true;
}

function isLate(trial: Trial, { verdict, ms }: TimedVerdict): boolean {
  if (verdict.flags?.includes(OVER_TIME)) return true;
  if (verdict.status === 'failed') return verdict.error.code === 'RLAR_TOOL_DEADLINE';
  return ms > trial.input.tool.declaration.deadlineMs;
}

/**
 * A function may take longer for ten times the text. It fails if it does not answer at all, although ten times its earlier
 * time would be far below its limit: then its cost grows faster than linearly.
 */
async function growth(trial: Trial): Promise<Finding[]> {
  const subject = trial.open[0];
  if (!subject) return [];
  const timed = async (length: number) =>
    (await runCases(trial.input.tool, [answering(subject, prose(length))]))[0]!;
  const [long, longer] = [await timed(LONG), await timed(VERY_LONG)];
  if (!wasStopped(longer)) return [];
  const share = (VERY_LONG / LONG) * 2;
  if (isLate(trial, longer) && long.ms * share > longer.ms / 2) return [];
  const name = `${subject.name}: ${VERY_LONG} characters of prose`;
  return [{ name, expected: 'a verdict in time', got: formatVerdict(longer.verdict), subject }];
}
