import type { JsonObject, JsonValue } from '../../spec/json.ts';
import type { Query } from '../../spec/query.ts';
import type { Reward, ToolResult } from '../../spec/reward.ts';

/** Keys of evidence that say what went wrong, and none of what would have been right. */
const TELLING = ['outcome', 'fault', 'flag', 'message', 'error', 'why'] as const;
/** Outcomes that are words of the tools among themselves, and what each tells an attempt. */
const OUTCOMES = new Map([
  ['one', 'the final answer was understood, and it is not the right one'],
  ['wrong', 'the final answer was understood, and it is not the right one'],
  ['several', 'it gives more than one final answer'],
  ['doubted', 'its final answer is only a guess'],
  ['denied', 'it takes its final answer back'],
  ['none', 'no final answer can be found in it'],
  ['suspicious', 'its final answer is not plain'],
  ['right', 'it is right, and not as good as it could be'],
]);
/** What is told where a tool gave nothing and its evidence has no words for why. */
const WRONG = 'it is not right';
const MOST_LINES = 20;
const LONGEST = 300;

/**
 * Guidance for a second attempt: what failed, in the words of the tools, without the solution. From “Agent-RLVR” (2025): an attempt, its unit tests, guidance
 * from their log, a second attempt, whose tests give the reward; we know it by its abstract. No model writes it: it says errors, rules that were
 * broken and at which step, tests that failed without what they expect. Texts of the references are taken out.
 * @returns null where no tool found anything wrong
 */
export function guidanceOf({ results }: Pick<Reward, 'results'>, query: Query): string | null {
  const lines = [...new Set(results.flatMap(toldBy))].slice(0, MOST_LINES);
  if (lines.length === 0) return null;
  const told = [
    'An earlier attempt at this task failed:',
    ...lines.map((line) => `- ${line}`),
    'Find the cause of each point before you begin, plan the steps that avoid it, and try again.',
  ].join('\n');
  return secretsOf(query).reduce((text, secret) => text.replace(asWord(secret), '…'), told);
}

function toldBy({ value, status, evidence, reason }: ToolResult): string[] {
  if (status !== 'scored') return reason === undefined ? [] : [reason.slice(0, LONGEST)];
  if (value === null || value >= 1) return [];
  const failing = asObject(evidence.failing);
  const told = [
    ...TELLING.flatMap((key) => lineOf(evidence[key])).map((line) => OUTCOMES.get(line) ?? line),
    ...(failing ? [caseOf(failing)] : []),
    ...[...listOf(evidence.rules), ...listOf(evidence.constraints)].flatMap(ruleOf),
    ...listOf(evidence.errors).flatMap((entry) => at(entry, entry.error)),
    ...counted(evidence.missing, 'something is missing at the end'),
    ...counted(evidence.unwanted, 'something is there at the end that should not be'),
  ];
  return told.length === 0 && value <= 0 ? [WRONG] : told;
}

/** A test that failed: what was called, what came of it, and nothing of what was expected. */
function caseOf(failing: JsonObject): string {
  const called = String(failing.case ?? '').split(/\s*(?:==|===|!=|,\s*expected)\s*/)[0];
  const came = failing.error ?? failing.got;
  return `a test failed: ${called}${came === undefined ? '' : ` gave ${String(came)}`}`.slice(0, LONGEST);
}

function ruleOf(rule: JsonObject): string[] {
  const isBroken = rule.ok === false || (typeof rule.value === 'number' && rule.value < 1);
  if (!isBroken) return [];
  return at(rule, `${String(rule.id)}: ${typeof rule.detail === 'string' ? rule.detail : 'not fully met'}`);
}

function at({ step }: JsonObject, said: JsonValue | undefined): string[] {
  return lineOf(said).map((line) => (typeof step === 'number' ? `step ${step}: ${line}` : line));
}

function counted(given: JsonValue | undefined, said: string): string[] {
  return Array.isArray(given) && given.length > 0 ? [said] : [];
}

function lineOf(value: JsonValue | undefined): string[] {
  return typeof value === 'string' && value.trim() !== '' ? [value.trim().slice(0, LONGEST)] : [];
}

function listOf(value: JsonValue | undefined): JsonObject[] {
  if (!Array.isArray(value)) return [];
  return value.map(asObject).filter((entry): entry is JsonObject => entry !== null);
}

function asObject(value: JsonValue | undefined): JsonObject | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
}

/** @returns texts that would give the solution away, the longest first */
function secretsOf({ references, expected_calls: calls = [] }: Query): string[] {
  const values = calls.flatMap(({ arguments: args }) =>
    Object.values(args).filter((value) => typeof value === 'string'),
  );
  return [...references, ...values]
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .sort((one, other) => other.length - one.length);
}

function asWord(secret: string): RegExp {
  const plain = secret.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\p{L}\\p{N}])${plain}(?![\\p{L}\\p{N}])`, 'giu');
}
