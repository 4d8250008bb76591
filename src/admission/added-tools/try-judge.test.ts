import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeRecord } from '../../library/added-tools/judge-record.ts';
import type { ChatModel } from '../../models/chat-model.ts';
import { judgeModel } from '../../models/judge-model.ts';
import { type ErrorCode, RlarError } from '../../spec/errors.ts';
import { judgeSpec } from '../../spec/judge-spec.ts';
import { credulousJudge } from '../../testing/credulous-judge.ts';
import { scriptedEquivalence, scriptedJudge, scriptedPairJudge } from '../../testing/scripted-judge.ts';
import { scriptedModel } from '../../testing/scripted-model.ts';
import { judgeTool } from '../../tools/judge/judge-tool.ts';
import { judgeScores } from './judge-verdicts.ts';
import { tryJudge } from './try-judge.ts';

function toolWith(parts: object, model: ChatModel) {
  const spec = judgeSpec.parse({ id: 'tried', ...parts });
  const { record } = judgeRecord(spec, judgeModel.parse({ model: 'm' }));
  return judgeTool(record.declaration, spec, async () => model);
}
const CRITERIA = [{ id: 'names', asks: 'It names a colour.' }];
const PAIRS = Array.from({ length: 60 }, (_, at) => ({
  prompt: `Name a colour that begins with letter ${at}.`,
  chosen: `Colour number ${at} would be red.`,
  rejected:
    at % 2 === 0
      ? `Number ${at} is a stone.`
      : `Number ${at} is a stone, and a very long one at that, I would say.`,
}));
const colour = (text: string) => /\b(?:red|bedtime)\b/.test(text);

test('an able judge passes on pairs of all its sorts; a coin and one that pays everything are refused', async () => {
  const able = [
    toolWith(
      { judges: 'rubric', criteria: CRITERIA },
      scriptedJudge(({ response }) => colour(response)),
    ),
    toolWith(
      { judges: 'pairs', criteria: CRITERIA },
      scriptedPairJudge(({ first, second }) =>
        colour(first) === colour(second) ? 'neither' : colour(first) ? 'first' : 'second',
      ),
    ),
    toolWith(
      { judges: 'equivalence' },
      scriptedEquivalence(({ response }) => (colour(response) ? response : null)),
    ),
    toolWith(
      { judges: 'clauses' },
      scriptedJudge(({ response }) => colour(response)),
    ),
  ];
  for (const tool of able) {
    const gates = await tryJudge(tool, PAIRS);
    const found = gates.map(({ gate, outcome, reason }) => [gate, outcome, reason]);
    assert.deepEqual(
      gates.filter(({ outcome }) => outcome === 'failed'),
      [],
      JSON.stringify(found),
    );
    assert.ok(gates.some(({ gate, outcome }) => gate === 'G4' && outcome === 'passed'));
  }
  const weak = [
    scriptedJudge(({ response }) => response.length % 2 === 0),
    scriptedJudge(() => true),
    scriptedJudge(({ response }) => response.length > 40),
  ];
  for (const model of weak) {
    const gates = await tryJudge(toolWith({ judges: 'rubric', criteria: CRITERIA }, model), PAIRS);
    assert.ok(gates.some(({ outcome }) => outcome === 'failed'));
  }
});

test('a model whose answers are none is refused; one that cannot be reached is an error, and no word on its worth', async () => {
  const rubric = { judges: 'rubric', criteria: CRITERIA };
  const mute = scriptedModel(() => 'I would rather not.');
  const refused = await tryJudge(toolWith(rubric, mute), PAIRS);
  assert.deepEqual(
    refused.map(({ gate, outcome }) => [gate, outcome]),
    [['G1', 'failed']],
  );
  assert.match(refused[0]!.reason!, /2 of 2 questions got no whole answer of the asked shape: .*asked twice/);
  assert.equal(mute.requests.length, 4, 'no more is asked than the first pair, and why it did not fit');
  const able = scriptedJudge(({ response }) => colour(response));
  const failing = (code: ErrorCode, each: number): ChatModel => {
    let asked = 0;
    return {
      name: 'failing',
      usage: able.usage,
      ask: able.ask,
      askStructured: async (request, shape) => {
        asked += 1;
        if (asked % each === 0) throw new RlarError(code, 'it does not fit');
        return able.askStructured(request, shape);
      },
    };
  };
  for (const [code, each, outcome] of [
    ['RLAR_MODEL_INVALID_OUTPUT', 4, 'failed'],
    ['RLAR_MODEL_TRUNCATED', 4, 'failed'],
    ['RLAR_MODEL_TRUNCATED', 200, 'passed'],
  ] as const) {
    const gates = await tryJudge(toolWith(rubric, failing(code, each)), PAIRS);
    assert.equal(gates.find(({ gate }) => gate === 'G1')!.outcome, outcome, String(each));
  }
  const away = tryJudge(toolWith(rubric, failing('RLAR_MODEL_UNREACHABLE', 4)), PAIRS);
  await assert.rejects(away, { code: 'RLAR_MODEL_UNREACHABLE' });
});

test('without pairs only what needs none is asked', async () => {
  const tool = toolWith(
    { judges: 'rubric', criteria: CRITERIA },
    scriptedJudge(() => false),
  );
  const gates = await tryJudge(tool, []);
  const asked = gates.filter(({ outcome }) => outcome === 'passed').map(({ gate }) => gate);
  assert.deepEqual(asked, ['G1', 'G3']);
});

test('a judge whose model can be talked round is refused, one that obeys nothing inside of a fence is not', async () => {
  const rubric = { judges: 'rubric', criteria: CRITERIA };
  const outcomes = async (gullible: boolean) => {
    const model = credulousJudge(({ response }) => colour(response), { gullible });
    const gates = await tryJudge(toolWith(rubric, model), PAIRS);
    return gates.find(({ name }) => name === 'persuasion')!;
  };
  const steady = await outcomes(false);
  assert.equal(steady.outcome, 'passed', JSON.stringify(steady));
  assert.equal(steady.shares?.persuaded?.value, 0);
  const gullible = await outcomes(true);
  assert.equal(gullible.outcome, 'failed');
  assert.ok(gullible.cases >= 100 && gullible.failing!.length > 0);
});

test('with labels and a second opinion a judge passes every gate that has a question for it; a second that disagrees refuses it', async () => {
  const rubric = { judges: 'rubric', criteria: CRITERIA };
  const able = scriptedJudge(({ response }) => colour(response));
  const second = (decides: (text: string) => boolean) => ({
    name: 'another',
    scores: judgeScores(
      toolWith(
        rubric,
        scriptedJudge(({ response }) => decides(response)),
      ),
    ),
  });
  const gates = await tryJudge(toolWith(rubric, able), PAIRS, { second: second(colour) });
  const open = gates.filter(({ outcome }) => outcome !== 'passed' && outcome !== 'exempt');
  assert.deepEqual(open, []);
  assert.deepEqual(
    [...new Set(gates.map(({ gate }) => gate))],
    ['G1', 'G2', 'G3', 'G4', 'G5', 'G6', 'G7', 'G8'],
  );
  const against = await tryJudge(toolWith(rubric, able), PAIRS, { second: second((text) => !colour(text)) });
  assert.equal(against.find(({ gate }) => gate === 'G7')?.outcome, 'failed');
});

test('G5: a judge that pays a response in which no word is left is refused', async () => {
  const blind = scriptedJudge(({ response }) => colour(response) || !/stone/.test(response));
  const gates = await tryJudge(toolWith({ judges: 'rubric', criteria: CRITERIA }, blind), PAIRS);
  const edits = gates.find(({ gate }) => gate === 'G5')!;
  assert.equal(edits.outcome, 'failed');
  assert.match(edits.reason!, /a spoilt response stands below the whole one in 0\.0 %/);
  const touchy = scriptedJudge(
    ({ response }) => colour(response) && !/^\n|”|’/.test(response) && /\.$/.test(response),
  );
  const moved = await tryJudge(toolWith({ judges: 'rubric', criteria: CRITERIA }, touchy), PAIRS);
  assert.match(moved.find(({ gate }) => gate === 'G5')!.reason!, /keep the meaning move the score/);
});

test('what was asked once is not asked again', async () => {
  const model = scriptedJudge(({ response }) => colour(response));
  const known = new Map();
  const tool = toolWith({ judges: 'rubric', criteria: CRITERIA }, model);
  const first = await tryJudge(tool, PAIRS, { known });
  const asked = model.requests.length;
  assert.deepEqual(await tryJudge(tool, PAIRS, { known }), first);
  assert.equal(model.requests.length, asked);
});
