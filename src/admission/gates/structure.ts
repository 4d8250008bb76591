import { alwaysValidShare } from '../../spec/always-valid.ts';
import { OVER_TIME } from '../../spec/over-time.ts';
import { share } from '../../spec/share.ts';
import type { Verdict } from '../../spec/verdict.ts';
import { runCases } from '../run-cases.ts';
import { formatVerdict, type Trial } from '../trial.ts';
import { type FurtherEdits, furtherEdits } from './further-edits.ts';
import type { Finding, Gate } from './gate.ts';
import { type StructureCase, structureCases } from './structure-cases.ts';

/** Highest tolerated share of edits that break a demand and are still paid (lower bound). */
const MOST_BREAKING = 0.02;
/**
 * Paid edits of one sort are no accident in at least this number of queries, if they are also this share of all edits of
 * the sort.
 */
const FEWEST_QUERIES = 2;
const LEAST_OF_A_SORT = 0.3;
const MOST_DISPUTED = 8;
const MOST_CRASHED = 3;

const NO_FURTHER: FurtherEdits = { tried: 0, holes: [], findings: [] };

interface Judged extends StructureCase {
  readonly verdict: Verdict;
  readonly original: Verdict;
}

/**
 * G5, structure: right responses with one part edited. The demands of the prompt are read independently of the verifier. An
 * edit that breaks a demand must lose, an edit that no reader would object to must keep the score, and no edit may crash
 * the verifier. An edit that only probably breaks a demand refuses nothing. If such edits are paid again and again, the
 * gate does not decide, the edits are shown, and the tool is provisional. If the prompt does not decide, a paid edit is
 * only shown.
 */
export const structure: Gate = {
  gate: 'G5',
  name: 'structure',
  question: 'Do edits of the parts of a right response that the prompt does not allow lose the score?',
  async run(trial) {
    const { constraint, slot, provenance } = trial.input.tool.declaration;
    if (constraint !== undefined || slot !== 'correctness' || provenance.origin !== 'user')
      return { outcome: 'exempt', reason: 'it is for functions that judge a whole response' };
    const cases = structureCases(trial);
    if (!cases) return { outcome: 'exempt', reason: 'fewer than three responses are labelled right' };
    const verdicts = await trial.run(cases.map(({ run }) => run));
    const originals = await trial.run(cases.map(({ from }) => from));
    const judged = cases.map(
      (one, at): Judged => ({ ...one, verdict: verdicts[at]!.verdict, original: originals[at]!.verdict }),
    );
    const paidOnes = judged.filter(({ original }) => trial.isRewarded(original));
    const crashed = await failing(trial, judged);
    const wrong = paidOnes.filter(({ known }) => known === 'wrong');
    const paid = wrong.filter((one) => isRewarded(trial, one));
    const suspect = paidOnes.filter(({ known }) => known === 'suspect');
    const doubtful = suspect.filter((one) => isRewarded(trial, one));
    const right = paidOnes.filter(({ known }) => known === 'right');
    const lost = right.filter(({ verdict }) => verdict.status === 'scored' && !trial.isRewarded(verdict));
    const free = paidOnes.filter(({ known }) => known === 'free');
    const strict = free.filter(({ verdict }) => verdict.status === 'scored' && !trial.isRewarded(verdict));
    const disputed = paidOnes.filter(
      (one) => one.known === 'open' && one.breaks.length > 0 && isRewarded(trial, one),
    );
    const open = paidOnes.filter(({ known, breaks }) => known === 'open' && breaks.length > 0);
    const shares = {
      brokenPaid: share(counted(paid), counted(wrong)),
      unchangedKept: share(right.length - lost.length, right.length),
      ...(free.length > 0 && { harmlessKept: share(free.length - strict.length, free.length) }),
      agreesWithOwnReading: alwaysValidShare(
        wrong.length + suspect.length + open.length - paid.length - doubtful.length - disputed.length,
        wrong.length + suspect.length + open.length,
      ),
    };
    const holes = [...repeated(paid, wrong), ...repeated(lost, right)];
    const further = holes.length > 0 ? NO_FURTHER : await furtherEdits(trial);
    const reasons = [
      ...crashed.slice(0, 1).map(({ sort, verdict }) => `${sort}: ${troubleOf(verdict)}`),
      ...holes.map(({ sort, breaks }) =>
        breaks[0] ? `${sort}: paid, though it breaks ${breaks[0]}` : `${sort}: the score is lost`,
      ),
      ...further.holes
        .filter(({ sure }) => sure)
        .map(({ demand, sorts }) => `${sorts.join(', after ')}: paid, though it breaks ${demand}`),
    ];
    if (reasons.length === 0 && shares.brokenPaid.low > MOST_BREAKING)
      reasons.push(`${counted(paid)} of ${counted(wrong)} edits that break a demand are paid`);
    const doubts = [
      ...repeated(doubtful, suspect).map(
        ({ sort, breaks }) => `${sort}: paid, though it seems to break ${breaks[0]}`,
      ),
      ...further.holes
        .filter(({ sure }) => !sure)
        .map(({ demand, sorts }) => `${sorts.join(', after ')}: paid, though it breaks ${demand}`),
      ...tooStrict(strict, free),
    ];
    const findings = [
      ...crashed.map((one) => finding(one, 'a verdict')),
      ...paid.map((one) => finding(one, `unpaid: it breaks ${one.breaks[0]}`)),
      ...lost.map((one) => finding(one, 'the same score')),
      ...further.findings,
      ...strict.slice(0, MOST_DISPUTED).map((one) => ({
        ...finding(one, 'disputed: the same score, for nothing forbids this way of writing'),
        disputed: true as const,
      })),
      ...doubtful.slice(0, MOST_DISPUTED).map((one) => ({
        ...finding(one, `disputed: it breaks, as far as the prompt is understood, ${one.breaks[0]}`),
        disputed: true as const,
      })),
      ...disputed.slice(0, MOST_DISPUTED).map((one) => ({
        ...finding(one, `disputed: it may break ${one.breaks[0]}`),
        disputed: true as const,
      })),
    ];
    if (reasons.length === 0 && doubts.length > 0)
      return {
        outcome: 'not-applicable',
        cases: judged.length + further.tried,
        reason: doubtsTold(doubts),
        findings,
        shares,
      };
    return {
      outcome: reasons.length > 0 ? 'failed' : 'passed',
      cases: judged.length + further.tried,
      ...(reasons.length > 0 && { reason: [...new Set(reasons)].slice(0, 4).join('; ') }),
      findings,
      shares,
    };
  },
};

/**
 * @returns the failing cases. A late case counts only if it is late again when it runs alone, because a busy machine is not
 * the verifier's fault
 */
async function failing(trial: Trial, judged: readonly Judged[]): Promise<Judged[]> {
  const found: Judged[] = [];
  for (const one of judged.filter(({ verdict, ofPrompt }) => !answers(verdict) && !ofPrompt)) {
    if (found.length >= MOST_CRASHED) break;
    const [again] = await runCases(trial.input.tool, [one.run]);
    if (again && !answers(again.verdict)) found.push({ ...one, verdict: again.verdict });
  }
  return found;
}

function troubleOf(verdict: Verdict): string {
  return verdict.status === 'failed' ? formatVerdict(verdict) : 'it takes longer than it may';
}

/** Whether a verdict came in time. */
function answers(verdict: Verdict): boolean {
  return verdict.status !== 'failed' && !verdict.flags?.includes(OVER_TIME);
}

/** The text for the question that a person has to decide. */
function doubtsTold(doubts: readonly string[]): string {
  return `disputed, for the prompt does not say it outright; label such responses to decide: ${[...new Set(doubts)].slice(0, 3).join('; ')}`;
}

/** One way of writing that a verifier does not read is a matter of taste. Several show that it reads too little. */
const MOST_UNREAD = 1;

/** @returns the ways of writing that it does not read, in words, where there are several; all fences are one way */
function tooStrict(lost: readonly Judged[], all: readonly Judged[]): string[] {
  const sorts = repeated(lost, all).map(({ sort }) => (sort.includes('fence') ? 'a fence around it' : sort));
  const ways = [...new Set(sorts)];
  if (ways.length <= MOST_UNREAD) return [];
  return ways.map((sort) => `${sort}: the score is lost, though nothing forbids it`);
}

/** The number of edits that may be judged together. */
function counted(cases: readonly Judged[]): number {
  return cases.filter(({ bySortAlone }) => !bySortAlone).length;
}

/** A graded score may be high for a close miss, but must stay below the score of the right response. */
function isRewarded(trial: Trial, { verdict, original }: Judged): boolean {
  if (!trial.isRewarded(verdict)) return false;
  if (!trial.graded || verdict.status !== 'scored' || original.status !== 'scored') return true;
  return verdict.value >= original.value - 1e-9;
}

/** @returns one case for each sort of edit that went wrong in several queries and not by accident */
function repeated(cases: readonly Judged[], all: readonly Judged[]): Judged[] {
  return [...Map.groupBy(cases, ({ sort }) => sort)].flatMap(([sort, list]) => {
    const queries = new Set(list.map(({ subject }) => subject)).size;
    const of = all.filter((one) => one.sort === sort).length;
    return queries >= FEWEST_QUERIES && list.length >= LEAST_OF_A_SORT * of ? list.slice(0, 1) : [];
  });
}

function finding({ subject, sort, run, verdict }: Judged, expected: string): Finding {
  return {
    name: `${subject.name}: ${sort}`,
    expected,
    got: formatVerdict(verdict),
    subject,
    response: run.response.slice(0, 1_000),
  };
}
