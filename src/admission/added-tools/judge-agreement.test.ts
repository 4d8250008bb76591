import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Random } from '../../spec/random.ts';
import { type JudgedPair, judgeAgreement, measuredLimits } from './judge-agreement.ts';

const PROMPT = 'Please write to the guests of the house when breakfast is served in the garden.';
const many = (count: number, make: (at: number) => Partial<JudgedPair>): JudgedPair[] =>
  Array.from({ length: count }, (_, at) => ({
    prompt: PROMPT,
    characters: 300,
    good: 1,
    bad: 0,
    ...make(at),
  }));

test('agreement, κ and calibration of a judge that is right nine times of ten', () => {
  const { outcome, shares } = judgeAgreement(many(100, (at) => (at % 10 === 0 ? { good: 0, bad: 1 } : {})));
  assert.equal(outcome, 'passed');
  assert.equal(shares!.agreement!.value, 0.9);
  assert.ok(shares!.agreement!.low > 0.75 && shares!.agreement!.high < 0.99);
  assert.equal(shares!.kappa!.value, 0.8);
  assert.equal(shares!.calibrationError!.value, 0.1);
  assert.ok(shares!.calibrationError!.high > 0.1 && shares!.calibrationError!.low <= 0.1);
});

test('a judge that says how sure it is has a small calibration error, a boastful one a large one', () => {
  const random = new Random(5, 'calibration');
  const pairs = (margin: number, right: number) =>
    many(400, () => (random.next() < right ? { good: margin, bad: 0 } : { good: 0, bad: margin }));
  const honest = judgeAgreement([...pairs(0.9, 0.95), ...pairs(0.3, 0.65)]).shares!.calibrationError!;
  const boastful = judgeAgreement([...pairs(1, 0.7)]).shares!.calibrationError!;
  assert.ok(honest.value < 0.06, JSON.stringify(honest));
  assert.ok(boastful.low > 0.15, JSON.stringify(boastful));
});

test('where it is at chance on long responses or in one language, it must say that it does not judge them', () => {
  const short = many(60, () => ({}));
  const long = many(60, (at) => ({ characters: 5_000, ...(at % 2 === 0 && { good: 0, bad: 1 }) }));
  const failed = judgeAgreement([...short, ...long]);
  assert.equal(failed.outcome, 'failed');
  assert.match(failed.reason!, /up to 8000 characters: 50 % of 60.*`longest`/);
  const german = 'Bitte schreibe den Gästen des Hauses, wann das Frühstück im Garten serviert wird.';
  const foreign = many(40, () => ({ prompt: german, good: 0.5, bad: 0.5 }));
  assert.match(judgeAgreement([...short, ...foreign]).reason!, /in de: 50 % of 40/);
  const outside = long.map((pair) => ({ ...pair, good: null }));
  assert.equal(judgeAgreement([...short, ...outside]).outcome, 'passed');
});

test('a few pairs, or none that can be judged, say nothing', () => {
  assert.equal(judgeAgreement(many(9, () => ({}))).outcome, 'not-applicable');
  const { shares } = judgeAgreement([]);
  assert.deepEqual([shares!.agreement!.low, shares!.agreement!.high], [0, 1]);
});

test('where it is at chance becomes its limits (Plan-RewardBench): below the first length that is lost, in the languages that are not', () => {
  const coin = (at: number) => (at % 2 === 0 ? { good: 0, bad: 1 } : {});
  const short = many(40, () => ({}));
  assert.equal(measuredLimits(short), null);
  const long = many(40, (at) => ({ characters: 5_000, ...coin(at) }));
  assert.deepEqual(measuredLimits([...short, ...long]), {
    longest: 2_000,
    languages: null,
    without: null,
  });
  const prompt = 'Bitte schreibe den Gästen des Hauses, wann das Frühstück im Garten serviert wird.';
  const german = many(40, (at) => ({ prompt, ...coin(at) }));
  assert.deepEqual(measuredLimits([...short, ...german]), {
    longest: null,
    languages: ['en'],
    without: null,
  });
  const ofKind = (kind: string, pairs: JudgedPair[]) => pairs.map((pair) => ({ ...pair, kind }));
  const poems = ofKind('writing.poems', many(40, coin));
  assert.deepEqual(measuredLimits([...ofKind('chat', short), ...poems]), {
    longest: null,
    languages: null,
    without: ['writing.poems'],
  });
  assert.match(
    judgeAgreement([...ofKind('chat', short), ...poems]).reason!,
    /of writing\.poems: 50 % of 40.*`kinds`/,
  );
  assert.equal(measuredLimits(poems), null, 'a judge that is at chance on all its kinds is refused');
  assert.equal(
    measuredLimits(many(40, coin)),
    null,
    'a judge that is at chance everywhere is refused, not limited',
  );
});
