import { prose } from '../../attacks/hostile-inputs.ts';
import { FORMS, written } from '../negatives/forms.ts';
import { answering, labelledCases, type Trial } from '../trial.ts';
import type { Finding, Gate } from './gate.ts';

const LENGTHS = [5, 20, 60, 150, 400, 900, 2_000, 4_500, 9_000];
const FEWEST = 4;
const FEWEST_RESPONSES = 3;
/** Greatest share of the range by which the score of an empty text may change as the text grows. */
const MOST_MOVED = 0.25;

/** G8: the score carries signal: it is not constant, not a function of length, and depends on the query. */
export const signal: Gate = {
  gate: 'G8',
  name: 'signal',
  question:
    'Does the score say something: not the same of all, not just the length, not without looking at the query?',
  async run(trial) {
    const constant = await isConstant(trial);
    if (constant === null)
      return { outcome: 'not-applicable', reason: `fewer than ${FEWEST_RESPONSES} responses` };
    if (constant === 'unscored')
      return { outcome: 'not-applicable', reason: 'nothing was scored, so there is no score to look at' };
    const length = await isLengthMeter(trial);
    const deaf = await isDeafToQuery(trial);
    const findings = [constant, length, deaf].filter(
      (finding) => typeof finding === 'object' && finding !== null,
    );
    return {
      outcome: findings.length > 0 ? 'failed' : 'passed',
      cases: trial.subjects.length + LENGTHS.length,
      findings,
    };
  },
};

async function isConstant(trial: Trial): Promise<Finding | 'unscored' | false | null> {
  const cases = trial.open.flatMap((subject) => [
    ...subject.cases,
    ...subject.references.slice(0, 1).map((reference) => {
      const [form] = trial.forms;
      return answering(subject, form ? written(form, reference) : reference);
    }),
    ...(trial.forms[0]
      ? trial.othersAnswers(subject, 1).map((answer) => answering(subject, written(trial.forms[0]!, answer)))
      : []),
    ...subject.references.slice(0, 1).map(() => answering(subject, 'I do not know.')),
  ]);
  if (cases.length < FEWEST_RESPONSES) return null;
  const verdicts = await trial.run(cases);
  const values = new Set(
    verdicts.flatMap(({ verdict }) => (verdict.status === 'scored' ? [verdict.value] : [])),
  );
  if (values.size === 0) return 'unscored';
  if (values.size > 1) return false;
  const known = labelledCases(trial.open);
  const both = known.some(({ good }) => good) && known.some(({ good }) => !good);
  if (!trial.byReference && !both && known.length > 0) return false;
  return {
    name: `${cases.length} responses`,
    expected: 'different scores',
    got: `${[...values][0]} for all that it scores`,
  };
}

/** Texts without content, of equal length and with different words. A tool that measures only length cannot tell them apart. */
const FILLERS: readonly ((length: number) => string)[] = [
  prose,
  (length) => 'ab '.repeat(length).slice(0, length),
  (length) => 'x'.repeat(length),
];

/**
 * Finds a tool that only measures length. The test is skipped where labels of both sorts exist, because the gates that
 * count labels cover it.
 */
async function isLengthMeter(trial: Trial): Promise<Finding | false> {
  const { constraint, slot } = trial.input.tool.declaration;
  if (constraint !== undefined || !['correctness', 'quality'].includes(slot)) return false;
  if (!trial.byReference && hasLabelsOfBothSorts(trial)) return false;
  const [bottom, top] = trial.range;
  const least = MOST_MOVED * (top - bottom);
  for (const subject of trial.open.slice(0, 3)) {
    const ladders: number[][] = [];
    for (const filler of FILLERS) {
      const verdicts = await trial.run(LENGTHS.map((length) => answering(subject, filler(length))));
      ladders.push(verdicts.map(({ verdict }) => (verdict.status === 'scored' ? verdict.value : Number.NaN)));
    }
    const [first = [], ...others] = ladders;
    const rising = first.every((value, index) => index === 0 || value >= first[index - 1]!);
    const falling = first.every((value, index) => index === 0 || value <= first[index - 1]!);
    const moved = Math.max(...first) - Math.min(...first);
    const alike = others.every((ladder) =>
      ladder.every((value, index) => Math.abs(value - first[index]!) < least / 5),
    );
    if (!(rising || falling) || !(moved >= least) || !alike) return false;
  }
  return {
    name: `texts that say nothing, of ${LENGTHS[0]} to ${LENGTHS.at(-1)} characters`,
    expected: 'about the same score',
    got: 'a score that goes with the length',
  };
}

function hasLabelsOfBothSorts(trial: Trial): boolean {
  const known = labelledCases(trial.subjects);
  const right = known.filter(({ good }) => good).length;
  return right >= FEWEST && known.length - right >= FEWEST;
}

/** Right responses are given to another query with another reference: some of them must lose. */
async function isDeafToQuery(trial: Trial): Promise<Finding | false> {
  if (!trial.byReference) return false;
  const held = trial.open.filter((subject) => subject.references.length > 0);
  const swaps = held.flatMap((subject) => {
    const other = held.find(
      (candidate) =>
        trial.othersAnswers(candidate, 1).length > 0 && candidate.references[0] !== subject.references[0],
    );
    const right =
      subject.cases.find((entry) => entry.good === true)?.response ??
      written(trial.forms[0] ?? FORMS[0]!, subject.references[0]!);
    return other ? [{ subject, other, right }] : [];
  });
  if (swaps.length < FEWEST) return false;
  const own = await trial.run(swaps.map(({ subject, right }) => answering(subject, right)));
  const elsewhere = await trial.run(swaps.map(({ other, right }) => answering(other, right)));
  const deaf =
    own.every(
      ({ verdict }, index) => verdict.status === 'scored' && elsewhere[index]!.verdict.status === 'scored',
    ) &&
    own.every(({ verdict }, index) => JSON.stringify(verdict) === JSON.stringify(elsewhere[index]!.verdict));
  return (
    deaf && {
      name: `${swaps.length} responses under other queries`,
      expected: 'other scores',
      got: 'the same scores: it does not look at query or reference',
    }
  );
}
