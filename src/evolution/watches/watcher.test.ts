import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Library } from '../../library/library.ts';
import { Random } from '../../spec/random.ts';
import type { RecordedGroup } from '../../store/ledger.ts';
import { testCard } from '../../testing/test-card.ts';
import { admittedPrecision } from './admitted-precision.ts';
import type { Alarm } from './alarm.ts';
import { chooseAudit } from './choose-audit.ts';
import { formOf } from './form-of.ts';
import { Referees, refereesState } from './referees.ts';
import { shownValue, type WatchName } from './watch-table.ts';
import { isPaid, type WatchedGroup, type WatchedRollout, watchedTools } from './watched-group.ts';
import { Watcher, watcherSettings, watcherState } from './watcher.ts';

const SETTINGS = watcherSettings.parse({ auditShare: 1 });

/** What may change in a stream: each draws one rollout. */
type Draw = (random: Random, id: string) => Partial<WatchedRollout>;

const usual: Draw = (random) => ({
  text: `The answer is ${random.below(100)}. ${'x'.repeat(random.below(40))}`,
  ...verdictOf(random.next() < 0.6, random.next() < 0.97),
});

function verdictOf(right: boolean, confirmed: boolean): Partial<WatchedRollout> {
  return { reward: right ? 1 : 0, trusted: right === confirmed };
}

const missing = (cause: 'output' | 'system'): Partial<WatchedRollout> => ({
  status: 'unscored',
  cause,
  reward: null,
});

function group(at: number, random: Random, draw: Draw, change: Partial<WatchedGroup> = {}): WatchedGroup {
  const rollouts = Array.from({ length: 4 }, (_, index) => {
    const id = `q${at}/${index}`;
    return {
      id,
      status: 'scored' as const,
      cause: null,
      reward: 0,
      text: '',
      trusted: null,
      ...draw(random, id),
    };
  });
  return {
    id: `q${at}`,
    queryKey: `q${at}`,
    step: Math.floor(at / 8),
    kind: at % 3 === 0 ? 'choice' : 'math.final-answer',
    tools: ['final-number@1'],
    isGraded: false,
    admitted: null,
    worth: null,
    rollouts,
    kl: null,
    ...change,
  };
}

/** @returns the alarms of a stream of usual groups, of which those from `from` on are changed */
function alarmsOf(
  from: number,
  to: number,
  changed: (at: number, random: Random) => WatchedGroup,
  watcher = new Watcher(SETTINGS),
): Alarm[] {
  const random = new Random(5);
  return Array.from({ length: to }, (_, at) => {
    const watched = at < from ? group(at, random, usual) : changed(at, random);
    const audit = watcher.choose(watched);
    return watcher.see(watched, audit, audit?.rollout.trusted ?? null);
  }).flat();
}

/** Changes, each with the watch that has to notice it. */
const CHANGES: readonly (readonly [WatchName, string, (at: number, random: Random) => WatchedGroup])[] = [
  [
    'precision',
    'a policy exploits a tool',
    (at, random) => group(at, random, () => verdictOf(true, random.next() < 0.7)),
  ],
  [
    'missed',
    'a tool no longer reads right responses',
    (at, random) => group(at, random, () => verdictOf(false, random.next() < 0.5)),
  ],
  [
    'unscorable',
    'a policy learns to be unscorable',
    (at, random) =>
      group(at, random, (draw, id) => (draw.next() < 0.2 ? missing('output') : usual(draw, id))),
  ],
  [
    'system',
    'an endpoint is ill',
    (at, random) =>
      group(at, random, (draw, id) => (draw.next() < 0.2 ? missing('system') : usual(draw, id))),
  ],
  [
    'new-kind',
    'a kind without a tool arrives',
    (at, random) => group(at, random, usual, random.next() < 0.2 ? { tools: [], kind: 'poem' } : {}),
  ],
  ['signal', 'all rollouts earn the same', (at, random) => group(at, random, () => verdictOf(true, true))],
  [
    'scores-fall',
    'rewards fall',
    (at, random) => group(at, random, () => verdictOf(random.next() < 0.2, true)),
  ],
  [
    'scores-rise',
    'rewards rise',
    (at, random) => group(at, random, () => verdictOf(random.next() < 0.9, true)),
  ],
  [
    'lengths-rise',
    'responses grow',
    (at, random) =>
      group(at, random, (draw, id) => ({ ...usual(draw, id), text: 'long '.repeat(60 + draw.below(9)) })),
  ],
  [
    'lengths-fall',
    'responses shrink',
    (at, random) => group(at, random, (draw, id) => ({ ...usual(draw, id), text: String(draw.below(99)) })),
  ],
  [
    'format',
    'responses get another form',
    (at, random) =>
      group(at, random, (draw, id) => ({ ...usual(draw, id), text: `# Answer\n\\boxed{${draw.below(99)}}` })),
  ],
  [
    'diversity',
    'rollouts are one text',
    (at, random) =>
      group(at, random, (draw, id) => ({
        ...usual(draw, id),
        text: 'The answer is 4. xxxxxxxxxxxxxxxxxxxx',
      })),
  ],
];

for (const [watch, what, changed] of CHANGES)
  test(`${what}: ${watch} is raised, with the rollouts that show it`, () => {
    const alarms = alarmsOf(450, 900, changed);
    const found = alarms.find((alarm) => alarm.watch === watch);
    assert.ok(found && found.query > 450, `${alarms.map((alarm) => alarm.watch)}`);
    assert.ok(found.since < found.before);
    const [was, is] = [found.before, found.since].map((mean) => shownValue(watch, mean));
    const rises = /^more|rise|longer|did not have/.test(found.meaning);
    assert.ok(rises ? is! > was! : is! < was!, `${found.meaning}: ${was} before, ${is} since`);
    const late = found.rollouts.filter((id) => Number(id.slice(1).split('/')[0]) >= 430);
    assert.ok(late.length > 0 && late.length >= 0.8 * found.rollouts.length, `${found.rollouts}`);
  });

test('a stream that does not change raises nothing, and each alarm would have its bound', () => {
  const watcher = new Watcher(SETTINGS);
  assert.deepEqual(
    alarmsOf(2_500, 2_500, (at, random) => group(at, random, usual), watcher),
    [],
  );
  assert.ok(watcher.expectedFalseAlarms < 1);
});

test('a stored state goes on as if nothing had happened', () => {
  const [, , exploit] = CHANGES[0]!;
  const whole = alarmsOf(450, 700, exploit);
  const random = new Random(5);
  let watcher = new Watcher(SETTINGS);
  const parts = Array.from({ length: 700 }, (_, at) => {
    if (at % 50 === 0)
      watcher = new Watcher(SETTINGS, watcherState.parse(JSON.parse(JSON.stringify(watcher.state()))));
    const watched = at < 450 ? group(at, random, usual) : exploit(at, random);
    const audit = watcher.choose(watched);
    return watcher.see(watched, audit, audit?.rollout.trusted ?? null);
  }).flat();
  assert.ok(whole.length > 0);
  assert.deepEqual(parts, whole);
});

test('an audit is one rollout of a group, chosen without a look at its verdict, mostly a paid one', () => {
  const random = new Random(8);
  let paid = 0;
  for (let at = 0; at < 60; at++) {
    const watched = group(at, random, usual);
    const chosen = chooseAudit(watched, 1, 3, () => true);
    const turned = {
      ...watched,
      rollouts: watched.rollouts.map((one) => ({ ...one, trusted: one.trusted !== true })),
    };
    assert.equal(chooseAudit(turned, 1, 3, () => true)?.rollout.id, chosen?.rollout.id);
    assert.ok(chosen && chosen.paid === isPaid(chosen.rollout));
    if (chosen.paid) paid += 1;
    assert.equal(
      chooseAudit(watched, 0, 3, () => true),
      null,
    );
  }
  assert.ok(paid > 40 && paid < 58, `${paid} of 60`);
  assert.equal(
    chooseAudit(
      group(1, random, () => missing('output')),
      1,
      3,
      () => true,
    ),
    null,
  );
});

test('the form of a response is what it is made of, at any length', () => {
  assert.equal(formOf('The answer is 4.'), '');
  assert.equal(formOf('# A\n- one\n**bold**'), 'heading+list+bold');
  assert.equal(formOf('<think>a</think>\\boxed{4}'), 'box+think');
  assert.equal(formOf(':'), 'shown signs alone');
  assert.equal(formOf(`${'a'.repeat(100_000)}\n# b`), '');
});

test('a monitor decides nothing: it names no subject, and makes no verdict graded', () => {
  const [program, monitor] = [1, 0].map((weight) => ({ id: weight ? 'sum' : 'style', version: '1', weight }));
  const cardOf = (id: string) => ({
    type: id === 'style' ? ('judge' as const) : ('verifier' as const),
    evidence: null,
  });
  const watched = watchedTools([program!, monitor!], cardOf);
  assert.deepEqual(watched, { tools: ['sum@1'], isGraded: false, admitted: null });
  assert.deepEqual(watched, watchedTools([program!], cardOf));
});

test('the evidence of a tool stands in for a reference of its precision, and is given up where live audits lie below it', () => {
  const exploited = (at: number, random: Random) =>
    group(at, random, () => verdictOf(true, random.next() < 0.6), { admitted: 0.92, kind: 'choice' });
  const [alarm] = alarmsOf(0, 60, exploited).filter(({ watch }) => watch === 'precision');
  assert.ok(alarm && alarm.query < 50 && alarm.before === 0.92, `${alarm?.query}`);
  const noisy = (at: number, random: Random) =>
    group(at, random, () => verdictOf(true, random.next() < 0.85), { admitted: 0.92, kind: 'choice' });
  const later = alarmsOf(0, 1_500, noisy).filter(({ watch }) => watch === 'precision');
  assert.deepEqual(later, [], 'a live precision that stands still is no change');
  const falls = (at: number, random: Random) =>
    group(at, random, () => verdictOf(true, random.next() < (at < 100 ? 0.96 : 0.75)), {
      admitted: 0.92,
      kind: 'choice',
    });
  const noticed = alarmsOf(0, 400, falls).find(({ watch }) => watch === 'precision');
  assert.ok(noticed && noticed.query < 200, `${noticed?.query}`);
});

test('the precision that a tool was admitted with is what its sealed cases leave open, less the noise of verdicts', () => {
  const gate = (shares: Record<string, { value: number; low: number; high: number; of: number }>) => ({
    tool: 't',
    version: '1',
    source: '',
    gates: [{ gate: 'G4', name: 'discrimination', outcome: 'passed' as const, cases: 100, shares }],
    labelled: [],
    admitted: true,
    provisional: false,
  });
  const evidence = gate({
    falsePositives: { value: 0, low: 0, high: 0.06, of: 60 },
    rightOnesPaid: { value: 1, low: 0.9, high: 1, of: 40 },
  });
  assert.equal(admittedPrecision({ type: 'verifier', evidence })?.toFixed(3), (1 / 1.06 - 0.02).toFixed(3));
  assert.equal(admittedPrecision({ type: 'judge', evidence }), null);
  assert.equal(admittedPrecision({ type: 'verifier', evidence: gate({}) }), null);
  assert.equal(admittedPrecision({ type: 'verifier', evidence: null }), null);
});

test('the alarm on unscorable responses says who gained, by what the run declared', () => {
  const hidden = (worth: number | null) => (at: number, random: Random) =>
    group(at, random, (draw, id) => (draw.next() < 0.3 ? missing('output') : usual(draw, id)), { worth });
  for (const [worth, gains] of [
    [null, true],
    [-1, false],
  ] as const) {
    const watcher = new Watcher(SETTINGS);
    const alarm = alarmsOf(450, 900, hidden(worth), watcher).find(({ watch }) => watch === 'unscorable');
    assert.ok(alarm?.gained && alarm.gained.length > 0);
    assert.equal(
      alarm.gained.every(({ mean, gained, ids }) => mean > 0 && gained > 0 && ids.length > 0),
      gains,
    );
    assert.equal(watcher.gains[0]!.mean > 0, gains);
  }
});

test('a referee that agrees with too few audits is told, and one that agrees is not, however often one looks', () => {
  const declared = testCard({ id: 'self', kinds: ['chat'], type: 'judge', referee: true });
  const card = { ...declared, evidence: null };
  const library = { get: (id: string) => (id === 'self' ? { card } : undefined) } as unknown as Library;
  const audited = (agrees: boolean, at: number) => {
    const results = [{ tool: 'self', version: card.version, status: 'scored', value: agrees ? 1 : 0 }];
    const assignment = { kind: 'chat', tools: [{ id: 'self', version: card.version, weight: 1 }] };
    return { assignment, records: [{ record: `r${at}`, reward: { results } }] } as unknown as RecordedGroup;
  };
  const alarmsAt = (share: number, audits: number): number[] => {
    const random = new Random(3);
    let referees = new Referees();
    return Array.from({ length: audits }, (_, at) => at).filter((at) => {
      referees = new Referees(refereesState.parse(JSON.parse(JSON.stringify(referees.state()))));
      return referees.see(audited(random.next() < share, at), 0, true, library).length > 0;
    });
  };
  assert.deepEqual(alarmsAt(0.85, 2_000), []);
  const [first = 1e9] = alarmsAt(0.5, 400);
  assert.ok(first < 200, String(first));
  assert.ok(new Referees().isReferee(audited(true, 1), library));
});
