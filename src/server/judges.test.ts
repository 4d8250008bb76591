/** Techniques of judges, switched on over HTTP: each changes a reward as its paper says, and asks no more than it must. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { markOf, scriptedJudge, scriptedPairJudge } from '../testing/scripted-judge.ts';
import { scriptedModel } from '../testing/scripted-model.ts';
import { judgeServers, criterionOf as one, valuesOf as values } from '../testing/served-judge.ts';
import { rubricKey } from '../tools/judge/desk.ts';

const serve = judgeServers();
const PINNED = { prompt: 'Write a note to the guests.', tools: ['judge'] };

test('rule fraction (AutoRule): the reward is the share of rules that hold', async () => {
  const model = scriptedJudge(({ criterion, response }) => response.includes(criterion));
  const post = await serve(
    { judges: 'rubric', criteria: ['brief', 'kind', 'clear', 'warm'].map((id) => one(id)) },
    [model],
  );
  const responses = ['brief kind clear warm', 'brief kind clear', 'brief', 'nothing of it'];
  assert.deepEqual(values(await post({ ...PINNED, responses })), [1, 0.75, 0.25, 0]);
});

test('hard rules gate and principles grade (OpenRubrics, OpenRS)', async () => {
  const model = scriptedJudge(({ criterion, response }) =>
    criterion === 'polite' ? !response.includes('idiot') : response.includes('warm') ? 2 : 1,
  );
  const grades = ['cold', 'neutral', 'warm'];
  const post = await serve(
    { judges: 'rubric', criteria: [one('polite', { hard: true }), one('warm', { grades })] },
    [model],
  );
  const responses = ['warm words', 'plain words', 'warm words, idiot'];
  assert.deepEqual(values(await post({ ...PINNED, responses })), [1, 0.5, 0]);
});

test('checklist (CM2): binary, with words that show it, behind what it depends on', async () => {
  const model = scriptedJudge(({ criterion, response }) => ({
    met: true,
    quote: criterion === 'greets' ? 'Dear guests' : response,
  }));
  const criteria = [one('greets', { quote: true }), one('signs', { after: ['greets'] })];
  const post = await serve({ judges: 'rubric', criteria }, [model]);
  const [grounded, not] = await post({ ...PINNED, responses: ['Dear guests, come. Ada', 'Come. Ada'] });
  assert.equal(grounded!.reward, 1);
  assert.equal(not!.status, 'failed', 'words that do not stand in the response are no verdict, and no zero');
});

/** Better is what names more letters of a, b, c. */
const letters = () =>
  scriptedPairJudge(({ first, second }) => {
    const count = (text: string) => new Set(text.match(/[abc]/g)).size;
    return count(first) === count(second) ? 'neither' : count(first) > count(second) ? 'first' : 'second';
  });
const CUP = { judges: 'pairs', criteria: [one('better')] };
const GROUP = { ...PINNED, responses: ['1 a b c', '2', '3 a b', '4 a'] };

test('a cup (ArenaRL): N − 1 comparisons, in both orders, ranked with a mean of a half', async () => {
  const model = letters();
  const rewards = await (await serve(CUP, [model]))(GROUP);
  assert.equal(rewards[0]!.reward, 1);
  assert.equal(rewards.reduce((sum, { reward }) => sum + reward!, 0) / 4, 0.5);
  assert.equal(model.requests.length, 2 * 3);
});

test('seeds by a pointwise pass: the two best meet in the final, whatever they say', async () => {
  const pairs = letters();
  const grades = scriptedJudge(({ response }) => new Set(response.match(/[abc]/g)).size);
  const model = scriptedModel((request) =>
    request.prompt.includes('The first response') ? pairs.ask(request) : grades.ask(request),
  );
  const rewards = await (await serve({ ...CUP, seeds: 'pointwise' }, [model]))(GROUP);
  assert.deepEqual(values(rewards).slice(0, 2).concat(rewards[2]!.reward), [1, 1 / 6, 2 / 3]);
  assert.equal(model.requests.length, 4 + 2 * 3);
});

test('adaptive criteria (OpenRS): made for the two responses out of principles, whose weights count outside of the model', async () => {
  const asked: string[] = [];
  const model = scriptedModel((request) => {
    if (request.prompt.includes('The principles:')) {
      const check = markOf(request);
      return {
        check,
        criteria: [
          { from: 'true', asks: 'It names the hour.', weight: 1 },
          { from: 'brief', asks: 'It is in one line.', weight: 1 },
        ],
      };
    }
    asked.push(request.prompt);
    return byCriterion.ask(request);
  });
  const byCriterion = scriptedPairJudge(({ criterion, first }) =>
    criterion.endsWith('true') === first.includes('nine') ? 'first' : 'second',
  );
  const criteria = [one('true', { weight: 3 }), one('brief')];
  const post = await serve({ judges: 'pairs', rank: 'anchor', adaptive: true, criteria }, [model]);
  const row = { ...PINNED, reference: 'We open.', responses: ['We open at nine.'] };
  assert.deepEqual(values(await post(row)), [0.75]);
  assert.ok(asked.length === 2 && asked.every((prompt) => prompt.includes('It names the hour.')));
});

test('win rate (DNO): the mean preference over the group and a teacher; circles are counted', async () => {
  const beats: Record<string, string> = { rock: 'scissors', scissors: 'paper', paper: 'rock' };
  const model = scriptedPairJudge(({ first, second }) =>
    beats[first] === second
      ? 'first'
      : beats[second] === first
        ? 'second'
        : first === 'teacher'
          ? 'first'
          : 'second',
  );
  const post = await serve({ ...CUP, rank: 'win-rate' }, [model]);
  const responses = ['rock', 'scissors', 'paper', 'rock', ''];
  const rewards = await post({ ...PINNED, responses, reference: 'teacher' });
  // rock: scissors 1, paper 0, rock ½, nothing 1, teacher 0; scissors: rock twice 0, paper 1, nothing 1, teacher 0
  assert.deepEqual(values(rewards), [0.5, 0.4, 0.6, 0.5, 0]);
  assert.equal(rewards[0]!.results[0]!.evidence.cycles, 1);
  const [alone] = await post({ ...PINNED, responses: ['rock'] });
  assert.equal(alone!.status, 'unscored');
});

test('vote@k (R1-Reward): asked on only while the answers differ, and what most say counts', async () => {
  let asked = 0;
  const model = scriptedJudge(({ response }) => {
    asked += 1;
    return response === 'sure' || asked % 2 === 0;
  });
  const post = await serve({ judges: 'rubric', criteria: [one('good')], votes: 5 }, [model]);
  assert.deepEqual(values(await post({ ...PINNED, responses: ['sure'] })), [1]);
  assert.equal(asked, 2);
  const [split] = await post({ ...PINNED, responses: ['not so sure'] });
  assert.ok(asked > 4, 'the answers differ, so that it is asked again');
  assert.equal(split!.results[0]!.evidence.splits, 1);
});

test('a cheaper judge first: where it is unsure of one response the whole group goes to the other, and once for a run', async () => {
  let flips = 0;
  const cheap = scriptedJudge(
    ({ response }) => (response === 'odd' ? (flips += 1) % 2 === 0 : response !== 'bad'),
    'cheap',
  );
  const dear = scriptedJudge(({ response }) => response === 'odd', 'dear');
  const post = await serve({ judges: 'rubric', criteria: [one('good')], cheaper: { model: 'small' } }, [
    dear,
    cheap,
  ]);
  const sure = await post({ ...PINNED, run: 'a', responses: ['good', 'bad'] });
  assert.deepEqual(values(sure), [1, 0]);
  assert.equal(dear.requests.length, 0);
  const split = await post({ ...PINNED, prompt: 'Another.', run: 'a', responses: ['good', 'odd', 'bad'] });
  assert.deepEqual(values(split), [0, 1, 0]);
  assert.ok(split.every(({ results }) => results[0]!.evidence.escalated === 'its answers differed'));
  const before = cheap.requests.length;
  const later = await post({ ...PINNED, prompt: 'Another.', run: 'a', responses: ['good', 'bad'] });
  assert.deepEqual(values(later), [0, 0], 'the choice for this query holds within the run');
  assert.equal(cheap.requests.length, before);
  assert.deepEqual(values(await post({ ...PINNED, run: 'a', responses: ['odd'] })).length, 1);
  assert.equal(
    dear.requests.length,
    5,
    'and so does that for the first query: its group stays with the cheaper judge',
  );
});

test('the first look of a run at the rubric of a query holds for the run, also where none was written yet', async () => {
  const rubrics = new Map<string, string>();
  const spec = { judges: 'rubric', criteria: [one('good')], perQuery: true };
  const post = await serve(spec, [scriptedJudge(() => true)], rubrics);
  const body = { ...PINNED, responses: ['a', 'b'] };
  assert.deepEqual(values(await post({ ...body, run: 'early' })), [null, null]);
  const messages = [{ role: 'user' as const, content: PINNED.prompt }];
  rubrics.set(rubricKey('judge', { messages, references: [] }), JSON.stringify([one('more')]));
  assert.deepEqual(values(await post({ ...body, run: 'early' })), [null, null]);
  assert.deepEqual(values(await post({ ...body, run: 'late' })), [1, 1]);
});
