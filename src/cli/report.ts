import { generalReason } from '../service/check-rows.ts';
import { addUsage, type ChatUsage } from '../spec/chat-usage.ts';
import type { Reward } from '../spec/reward.ts';
import { getOwn, setOwn } from '../spec/table.ts';
import type { Cause } from '../spec/verdict.ts';
import { type AuditTally, addAudit } from './audit-tally.ts';

/** The result of a scoring run, for one kind or over all. All fields are counts or sums, so that a run can be resumed. */
export interface Tally {
  rollouts: number;
  scored: number;
  unscored: number;
  failed: number;
  rewardSum: number;
  /** Rollouts with a label and a reward. */
  labelled: number;
  right: number;
  falsePositives: number;
  falseNegatives: number;
  /** What judges asked of language models; absent where none was asked. */
  judges?: ChatUsage;
  /** What the shape `audit` said of the groups; absent where it was not switched on. */
  audit?: AuditTally;
  /** `id@version` of the tools that decided, with how many results each gave. */
  tools: Record<string, number>;
}

/** The whole report of a run. */
export interface Report {
  overall: Tally;
  kinds: Record<string, Tally>;
  /** Number of rollouts without a reward, by reason. Probabilities are removed from the reason. */
  reasons: Record<string, number>;
  errors: Record<string, number>;
  /** Rollouts without a reward, by cause. Absent in old reports. */
  causes?: Partial<Record<Cause, number>>;
  flags: Record<string, number>;
  badLines: number;
  firstBadLines: { line: number; reason: string }[];
}

const MOST_REASONS = 50;
const MOST_BAD_LINES = 20;

/** A reward above this is a "right" to compare with a label: verifiers give 1 or 0. */
const RIGHT = 0.5;

export function emptyReport(): Report {
  return {
    overall: emptyTally(),
    kinds: {},
    reasons: {},
    errors: {},
    flags: {},
    badLines: 0,
    firstBadLines: [],
  };
}

function emptyTally(): Tally {
  return {
    rollouts: 0,
    scored: 0,
    unscored: 0,
    failed: 0,
    rewardSum: 0,
    labelled: 0,
    right: 0,
    falsePositives: 0,
    falseNegatives: 0,
    tools: {},
  };
}

/** @param label what the file says of the rollout, or null; reports alone see it */
export function addReward(report: Report, reward: Reward, label: boolean | null): void {
  const kind = reward.kind ?? 'unknown';
  const ofKind = getOwn(report.kinds, kind) ?? emptyTally();
  setOwn(report.kinds, kind, ofKind);
  for (const tally of [report.overall, ofKind]) addToTally(tally, reward, label);
  if (reward.reason) countReason(report.reasons, reward);
  if (reward.cause) {
    report.causes ??= {};
    count(report.causes, reward.cause);
  }
  if (reward.error) count(report.errors, reward.error.code);
  for (const flag of reward.flags) count(report.flags, flag);
}

/** Counts the reason why a rollout has no reward. */
export function countReason(reasons: Record<string, number>, { reason, error }: Reward): void {
  count(reasons, generalReason(reason ?? error?.message ?? 'no reason is known'), MOST_REASONS);
}

function addToTally(tally: Tally, reward: Reward, label: boolean | null): void {
  tally.rollouts += 1;
  tally[reward.status] += 1;
  for (const { id, version } of reward.assignment.tools) count(tally.tools, `${id}@${version}`);
  for (const { usage } of reward.results)
    if (usage) tally.judges = tally.judges ? addUsage(tally.judges, usage) : usage;
  if (reward.reward === null) return;
  tally.rewardSum += reward.reward;
  const audit = addAudit(tally.audit, reward);
  if (audit) tally.audit = audit;
  if (label === null) return;
  const right = reward.reward > RIGHT;
  tally.labelled += 1;
  if (right === label) tally.right += 1;
  else if (right) tally.falsePositives += 1;
  else tally.falseNegatives += 1;
}

export function addBadLine(report: Report, line: number, reason: string): void {
  report.badLines += 1;
  if (report.firstBadLines.length < MOST_BAD_LINES) report.firstBadLines.push({ line, reason });
}

function count(into: Record<string, number>, key: string, most = Number.POSITIVE_INFINITY): void {
  const known = getOwn(into, key);
  if (known !== undefined) setOwn(into, key, known + 1);
  else if (Object.keys(into).length < most) setOwn(into, key, 1);
  else into.others = (into.others ?? 0) + 1;
}
