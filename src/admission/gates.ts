import type { GateReport } from '../spec/evidence.ts';
import { promptText } from '../spec/query.ts';
import type { Tool } from '../spec/tool.ts';
import { toolDeclaration } from '../spec/tool-card.ts';
import type { Verdict } from '../spec/verdict.ts';
import { type Fixture, fixtureMismatch } from '../tools/fixtures.ts';
import { REFUSALS } from './gates/endpoints.ts';
import { HOSTILE_INPUTS } from './hacks/hostile-inputs.ts';

/** Runs a tool on fixtures, in this process or a fresh one; verdicts come back checked against the card. */
export type Runner = (
  tool: Tool,
  fixtures: readonly Fixture[],
) => Promise<readonly { verdict: Verdict; ms: number }[]>;

export interface GateInput {
  readonly tool: Tool;
  readonly fixtures: readonly Fixture[];
  readonly run: Runner;
  /** Runs in a process or thread that has not seen the tool yet; null where the tool cannot leave this one. */
  readonly runFresh: Runner | null;
}

type Finding = string | null;

const LEAST_FIXTURES = 4;
/** Share of other queries' answers that may happen to be right. */
const OTHERS_SHARE = 0.1;

/** G0 shape: does the card parse, and are there fixtures for both directions? */
export function gateShape({ tool, fixtures }: GateInput): GateReport {
  const parsed = toolDeclaration.safeParse(tool.declaration);
  const classes = new Set(fixtures.map((entry) => entry.class));
  const finding = !parsed.success
    ? `${parsed.error.issues[0]?.path.join('.')}: ${parsed.error.issues[0]?.message}`
    : fixtures.length < LEAST_FIXTURES
      ? `${fixtures.length} fixtures, at least ${LEAST_FIXTURES} are needed`
      : !classes.has('full') || !(classes.has('zero') || classes.has('graded'))
        ? 'fixtures must show both directions: full, and zero or graded'
        : null;
  return report('G0', 'shape', fixtures.length + 1, finding);
}

/** G1 run: a verdict in time, finite and in range, on every fixture and on hostile input. */
export async function gateRun({ tool, fixtures, run }: GateInput): Promise<GateReport> {
  const bases = fixtures.filter((entry) => entry.class === 'full').slice(0, 3);
  const hostile = bases.flatMap((base) =>
    HOSTILE_INPUTS.map(
      ({ name, text }): Fixture => ({
        ...base,
        class: 'hostile',
        name: `${name} for "${base.name}"`,
        response: text,
      }),
    ),
  );
  const cases = [...fixtures, ...hostile];
  const verdicts = await run(tool, cases);
  const findings = cases.map((entry, index): Finding => {
    const { verdict, ms } = verdicts[index]!;
    if (verdict.status === 'failed') return `${entry.name}: ${verdict.error.message}`;
    if (ms > tool.declaration.deadlineMs)
      return `${entry.name}: ${Math.round(ms)} ms of ${tool.declaration.deadlineMs}`;
    const lenient = entry.class === 'malformed' || entry.class === 'hostile';
    const mismatch = lenient && fixtures.includes(entry) ? fixtureMismatch(tool, entry, verdict) : null;
    return mismatch && `${entry.name}: ${mismatch}`;
  });
  return report('G1', 'run', cases.length, firstOf(findings));
}

/** G2 determinism: the same input twice, the second time in a fresh process, gives the same verdict. */
export async function gateDeterminism({ tool, fixtures, run, runFresh }: GateInput): Promise<GateReport> {
  if (!tool.declaration.deterministic) {
    return {
      gate: 'G2',
      name: 'determinism',
      outcome: 'not-applicable',
      cases: 0,
      reason: 'declared stochastic',
    };
  }
  const [once, again] = await Promise.all([run(tool, fixtures), (runFresh ?? run)(tool, fixtures)]);
  const findings = fixtures.map((entry, index): Finding => {
    const [first, second] = [once[index]!.verdict, again[index]!.verdict];
    return JSON.stringify(first) === JSON.stringify(second) ? null : `${entry.name}: two verdicts differ`;
  });
  return report('G2', 'determinism', fixtures.length, firstOf(findings));
}

/**
 * G3 endpoints: every fixture earns what it asks for; and for tools that compare with a reference, an empty answer and
 * a refusal never earn the top, and another query's answer hardly ever (two queries may have one answer).
 */
export async function gateEndpoints({ tool, fixtures, run }: GateInput): Promise<GateReport> {
  const own = await run(tool, fixtures);
  const findings = fixtures.map((entry, index): Finding => {
    const mismatch = fixtureMismatch(tool, entry, own[index]!.verdict);
    return mismatch && `${entry.name}: ${mismatch}`;
  });
  const guarded = tool.declaration.contentGuard;
  const full = fixtures.filter(
    (entry) => guarded && entry.class === 'full' && entry.query.references?.[0]?.trim(),
  );
  const answering = (entry: Fixture, response: string): Fixture => {
    return { ...entry, response, name: `"${response.slice(0, 40)}" for "${entry.name}"` };
  };
  const nothing = full.flatMap((entry) => ['', ...REFUSALS].map((response) => answering(entry, response)));
  const others = full.flatMap((entry, index) => {
    const other = full.find((candidate, at) => at > index && !mayShareAnswer(entry, candidate));
    return other ? [answering(entry, other.query.references![0]!)] : [];
  });
  const paidFor = await paid(tool, nothing, run);
  const paidOthers = await paid(tool, others, run);
  if (paidFor[0]) findings.push(`${paidFor[0]} earned the top`);
  if (paidOthers.length > OTHERS_SHARE * others.length) findings.push(`${paidOthers[0]} earned the top`);
  return report('G3', 'endpoints', fixtures.length + nothing.length + others.length, firstOf(findings));
}

/** @returns the names of the cases that earned the top */
async function paid(tool: Tool, cases: readonly Fixture[], run: Runner): Promise<string[]> {
  const verdicts = await run(tool, cases);
  const top = tool.declaration.range[1];
  return cases.flatMap((entry, index) => {
    const { verdict } = verdicts[index]!;
    return verdict.status === 'scored' && verdict.value >= top ? [entry.name] : [];
  });
}

/** Whether the other's reference may be right here too: it shares a word, or the prompt offers it. */
function mayShareAnswer(entry: Fixture, other: Fixture): boolean {
  const words = ({ query }: Fixture) => {
    const texts = query.references ?? [];
    return new Set(texts.flatMap((text) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [text]));
  };
  const prompt = promptText({ messages: entry.query.messages ?? [] });
  return (
    !words(entry).isDisjointFrom(words(other)) ||
    other.query.references!.some((text) => prompt.includes(text))
  );
}

function firstOf(findings: readonly Finding[]): Finding {
  return findings.find((finding) => finding !== null) ?? null;
}

function report(gate: string, name: string, cases: number, finding: Finding): GateReport {
  return {
    gate,
    name,
    outcome: finding === null ? 'passed' : 'failed',
    cases,
    ...(finding !== null && { reason: finding }),
  };
}
