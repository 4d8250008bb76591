import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tryJudge } from '../../admission/added-tools/try-judge.ts';
import { judgeRecord } from '../../library/added-tools/judge-record.ts';
import { judgeModel } from '../../models/judge-model.ts';
import { type JudgeSpec, judgeSpec } from '../../spec/judge-spec.ts';
import { Random } from '../../spec/random.ts';
import { scriptedJudge } from '../../testing/scripted-judge.ts';
import { scriptedModel } from '../../testing/scripted-model.ts';
import { judgeTool } from '../../tools/judge/judge-tool.ts';
import { writeRubric } from './write-rubric.ts';

/** The better response thanks the guest, whatever else it says. */
const PAIRS = Array.from({ length: 100 }, (_, at) => ({
  prompt: `Answer guest number ${at}.`,
  chosen: `${at % 2 ? 'The room is ready. ' : ''}Thank you for writing, guest ${at}.`,
  rejected: `${at % 3 ? 'The room is ready. ' : 'There is a garden as well. '}Come in, guest ${at}.`,
}));
const ORDER = { id: 'guests', kind: 'chat', pairs: PAIRS, rounds: 3 };
const THANKS = { id: 'Thanks', asks: 'It thanks the guest.', hard: false, weight: 1 };
const ROOM = { id: 'room', asks: 'It speaks of the room.', hard: false, weight: 1 };

/** A judge that decides the two criteria as a person would. */
function judgeWith(spec: JudgeSpec) {
  const { record } = judgeRecord(spec, judgeModel.parse({ model: 'm' }));
  const model = scriptedJudge(({ asks, response }) =>
    asks.includes('thanks') ? response.includes('Thank') : response.includes('room'),
  );
  return judgeTool(record.declaration, spec, async () => model);
}

test('what a rubric decides wrongly goes back to its writer, and the better rubric recovers held-out labels', async () => {
  const writer = scriptedModel([{ criteria: [ROOM] }, { criteria: [THANKS, ROOM] }, { criteria: [THANKS] }]);
  const { spec, heldOut, tried } = await writeRubric(writer, ORDER, judgeWith);
  assert.equal(tried.length, 3);
  assert.ok(tried[0]! < tried[1]! && tried[2] === 1, JSON.stringify(tried));
  assert.ok(spec.judges === 'rubric');
  assert.deepEqual(
    spec.criteria.map(({ id }) => id),
    ['thanks'],
  );
  assert.match(writer.requests[1]!.prompt, /room: It speaks of the room\.[\s\S]*did not stand below/);
  const gates = await tryJudge(judgeWith(spec), heldOut);
  assert.deepEqual(
    gates.filter(({ outcome }) => outcome === 'failed'),
    [],
  );
  const shares = gates.find(({ name }) => name === 'agreement')?.shares;
  assert.equal(shares?.agreement?.value, 1);
  assert.equal(shares?.coverage?.value, 1);
});

test('the writer never sees a held-out pair', async () => {
  const writer = scriptedModel(() => ({ criteria: [ROOM] }));
  const { heldOut } = await writeRubric(writer, ORDER, judgeWith);
  assert.equal(heldOut.length, 50);
  for (const { prompt } of heldOut)
    assert.ok(
      writer.requests.every((request) => !request.prompt.includes(prompt)),
      prompt,
    );
});

test('a rubric that does not recover labels is refused, ten of ten', async () => {
  const useless = ['room', 'garden', 'ready', 'in', 'guest', 'well', 'dog', 'number', 'comma', 'long'];
  for (const word of useless) {
    const asks = `It speaks of the ${word}.`;
    const writer = scriptedModel(() => ({ criteria: [{ id: word, asks, hard: false, weight: 1 }] }));
    const decides = (spec: JudgeSpec) => {
      const { record } = judgeRecord(spec, judgeModel.parse({ model: 'm' }));
      const model = scriptedJudge(({ response }) => response.includes(word));
      return judgeTool(record.declaration, spec, async () => model);
    };
    const { spec, heldOut } = await writeRubric(writer, { ...ORDER, rounds: 2 }, decides);
    const gates = await tryJudge(decides(spec), heldOut);
    assert.ok(
      gates.some(({ gate, outcome }) => gate === 'G4' && outcome === 'failed'),
      word,
    );
  }
});

test('criteria that are none are asked for again, and few pairs are an error', async () => {
  const writer = scriptedModel([
    { criteria: [{ ...ROOM, id: '!' }] },
    { criteria: [{ ...THANKS, id: 'Says Thanks!' }] },
  ]);
  const { spec } = await writeRubric(writer, { ...ORDER, rounds: 1 }, judgeWith);
  assert.ok(spec.judges === 'rubric' && spec.criteria[0]!.id === 'says-thanks');
  await assert.rejects(writeRubric(writer, { ...ORDER, pairs: PAIRS.slice(0, 50) }, judgeWith), {
    code: 'RLAR_INVALID_TOOL',
    message: /50 pairs are too few/,
  });
});

test('a rubric in use is revised by what it decides wrongly, and stays where no revision is better (MPO)', async () => {
  const rubric = (...criteria: object[]) =>
    judgeSpec.parse({ judges: 'rubric', id: 'guests', kinds: ['chat'], criteria });
  const ids = (spec: JudgeSpec) => (spec.judges === 'rubric' ? spec.criteria.map(({ id }) => id) : []);
  const room = rubric(ROOM);
  const better = scriptedModel([{ criteria: [THANKS] }]);
  const revised = await writeRubric(better, { ...ORDER, from: room }, judgeWith);
  assert.deepEqual([ids(revised.spec), revised.tried.length, revised.tried[1]], [['thanks'], 2, 1]);
  assert.match(
    better.requests[0]!.prompt,
    /room: It speaks of the room/,
    'its wrong decisions go to the writer first',
  );
  const worse = scriptedModel(() => ({ criteria: [ROOM] }));
  const mixed = rubric({ ...THANKS, id: 'thanks' }, { ...ROOM, weight: 0.5 });
  const kept = await writeRubric(worse, { ...ORDER, rounds: 1, from: mixed }, judgeWith);
  assert.equal(kept.spec, mixed);
  // A revision that wins on the shown pairs alone is none.
  const fooled = scriptedModel(() => ({
    criteria: [{ ...THANKS, id: 'learned', asks: 'It is one of the shown.' }],
  }));
  const overfits = (spec: JudgeSpec) => {
    const { record } = judgeRecord(spec, judgeModel.parse({ model: 'm' }));
    const trial = trialOf(spec.id);
    const model = scriptedJudge(({ asks, response }) =>
      asks.includes('shown') ? trial.has(response) : response.includes('room'),
    );
    return judgeTool(record.declaration, spec, async () => model);
  };
  const stays = await writeRubric(fooled, { ...ORDER, rounds: 1, from: room }, overfits);
  assert.ok(stays.tried[1]! > stays.tried[0]!);
  assert.equal(stays.spec, room);
});

/** The better responses on which rubrics of this name are tried. */
function trialOf(id: string): ReadonlySet<string> {
  return new Set(
    new Random(20, id)
      .shuffled(PAIRS)
      .slice(0, 24)
      .map(({ chosen }) => chosen),
  );
}
