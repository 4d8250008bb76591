/** The commands around judges, as a user gives them, against a local endpoint. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { parseConfig } from '../config.ts';
import { query } from '../spec/query.ts';
import { localEndpoint } from '../testing/local-endpoint.ts';
import { rlarProcess } from '../testing/rlar-process.ts';
import { fencedText, scriptedJudge } from '../testing/scripted-judge.ts';
import { NO_AGENTS } from './agents-tally.ts';
import { openPlace } from './library-place.ts';
import { writeMissingRubrics } from './write-missing-rubrics.ts';

const folder = mkdtempSync(join(tmpdir(), 'judges-commands-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const judge = scriptedJudge(({ asks, response }) => ({
  met: asks.includes('thanks') ? response.includes('Thank') : response.length > 0,
  reason: 'It thanks the guest warmly.',
}));
const models: string[] = [];
let server: Awaited<ReturnType<typeof localEndpoint>>;
before(async () => {
  server = await localEndpoint((request) => {
    const [system = '', prompt = ''] = request.messages.map(({ content }) => content);
    models.push(request.model ?? '');
    if (system.startsWith('You write rubrics for judging responses to one task'))
      return JSON.stringify({
        criteria: [{ id: 'thanks', asks: 'It thanks the guest.', hard: false, weight: 1 }],
      });
    if (system.startsWith('You write rubrics'))
      return JSON.stringify({
        criteria: [{ id: 'thanks', asks: 'It thanks the guest.', hard: true, weight: 1 }],
      });
    if (system.startsWith('You write tests'))
      return JSON.stringify({
        entry_point: 'double',
        language: 'javascript',
        cases: [2, 5].map((n) => ({ input: [n], output: 2 * n })),
      });
    if (system.startsWith('You work out by hand')) {
      const calls = [...prompt.matchAll(/^\d+\. double\((\d+)\)/gm)].map(([, n]) => Number(n));
      return JSON.stringify({ results: calls.map((n) => ({ decided: true, output: 2 * n })) });
    }
    if (prompt.includes('What was done, by numbered steps:')) {
      const check = /^The mark is ([0-9a-f]{12})\.$/m.exec(prompt)?.[1] ?? '';
      const order = /order (\d+)\./.exec(fencedText(prompt, 'task'))?.[1];
      const seen = new RegExp(`^\\[(\\d+)\\] tool: order ${order} gone$`, 'm').exec(
        fencedText(prompt, 'response'),
      );
      const [step, quote] = seen ? [Number(seen[1]), `order ${order} gone`] : [0, ''];
      return JSON.stringify({ check, reason: 'as it stands', step, quote, done: seen !== null });
    }
    if (prompt.includes('Why the other judge does')) {
      const check = /^The mark is ([0-9a-f]{12})\.$/m.exec(prompt)?.[1] ?? '';
      return JSON.stringify({ check, reason: 'r', same: fencedText(prompt, 'critique').includes('thanks') });
    }
    return judge.ask({ purpose: 'judge', system, prompt });
  });
});
after(() => server.close());

async function rlar(...args: string[]) {
  const reach = { RLAR_LLM_MODEL: 'tiny', RLAR_LLM_BASE_URL: server.baseUrl };
  const home = { RLAR_HOME: join(folder, 'home') };
  const { code, both } = await rlarProcess(folder, { ...home, ...reach }, args);
  return { code, out: both };
}
const file = (name: string, content: string | readonly object[]) => {
  const text = typeof content === 'string' ? content : content.map((row) => JSON.stringify(row)).join('\n');
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const PAIRS = Array.from({ length: 60 }, (_, at) => ({
  prompt: `Please answer guest number ${at} of the house.`,
  chosen: `Thank you, guest ${at}.`,
  rejected: `${at % 2 ? 'The room is ready for you. ' : ''}Come in, guest ${at}.`,
}));
const rubric = (more = '') => `judges: rubric
id: thanks
kinds: [chat]
criteria:
  - { id: thanks, asks: It thanks the guest. }
${more}`;

test('with labels and another model a judge is admitted, and no longer provisional', async () => {
  const spec = file('thanks.yaml', rubric());
  const pairs = file('pairs.jsonl', PAIRS);
  const same = await rlar('judges', 'add', spec, '--pairs', pairs, '--second', 'tiny');
  assert.match(same.out, /that is the judge’s own model/);
  const added = await rlar('judges', 'add', spec, '--pairs', pairs, '--second', 'other');
  assert.equal(added.code, 0, added.out);
  assert.match(added.out, /G7[\s\S]*the same questions to other agrees on 100\.0 %/);
  assert.ok(models.includes('other'));
  const listed = await rlar('judges', 'list');
  assert.match(listed.out, /thanks +tiny at http[\s\S]*admitted/);
  assert.doesNotMatch(listed.out, /provisional/);
});

test('a judge of trajectories is admitted on labelled trajectories, one a row, and judges others; a file without any is refused', async () => {
  const spec = file('cleared.yaml', 'judges: success\nid: cleared\nkinds: [tool-calls]\n');
  const trajectory = (at: number, isDone: boolean) => {
    const idle = { role: 'tool', content: 'a long list of many other orders' };
    const call = { role: 'assistant', content: '', tool_calls: [{ name: 'clear', arguments: { id: at } }] };
    const result = { role: 'tool', content: `order ${at} ${isDone ? 'gone' : 'locked'}` };
    const end = { role: 'assistant', content: 'It is cleared.' };
    const steps = [...(isDone === (at % 2 === 0) ? [idle, idle] : []), call, result, end];
    return { prompt: `Clear order ${at}.`, response: { steps }, correct: isDone };
  };
  const rows = Array.from({ length: 40 }, (_, at) => [trajectory(at, true), trajectory(at, false)]).flat();
  const labelled = file('trajectories.jsonl', rows);
  const added = await rlar('judges', 'add', spec, '--pairs', labelled, '--second', 'other');
  assert.equal(added.code, 0, added.out);
  assert.match(added.out, /forged trajectories +passed[\s\S]*the same questions to other agrees on 100\.0 %/);
  const more = [trajectory(77, true), trajectory(77, false)];
  const scored = await rlar(
    'score',
    file('more.jsonl', more),
    '--tool',
    'cleared',
    '--out',
    '-',
    '--no-record',
  );
  assert.match(scored.out, /"reward":1,[\s\S]*"reward":0,/);
  const none = await rlar('judges', 'add', spec, '--pairs', file('none.jsonl', rows.slice(0, 1)));
  assert.match(none.out, /RLAR_FILE_UNREADABLE[\s\S]*no task has a right and a wrong trajectory/);
});

test('a rubric that recovers no labels is refused, and the same labels pay for no second one', async (context) => {
  const flatterer = scriptedJudge(() => true);
  const local = await localEndpoint((request) => {
    const [system = '', prompt = ''] = request.messages.map(({ content }) => content);
    return system.startsWith('You write rubrics')
      ? JSON.stringify({ criteria: [{ id: 'fine', asks: 'It is fine.', hard: false, weight: 1 }] })
      : flatterer.ask({ purpose: 'judge', system, prompt });
  });
  context.after(() => local.close());
  const home = join(folder, 'refusing');
  await (await openPlace(parseConfig({ home }), true)).live.close();
  const config = parseConfig({ home, llm: { baseUrl: local.baseUrl, model: 'tiny' } });
  const samples = Array.from({ length: 80 }, (_, at) => ({
    query: query.parse({ messages: [{ role: 'user', content: `Please answer guest ${at} of the house.` }] }),
    answers: [
      { text: `Thank you, guest ${at}.`, good: true },
      { text: `Come in, guest ${at}.`, good: false },
    ],
  }));
  const write = () => writeMissingRubrics(config, [{ kind: 'chat', samples }], NO_AGENTS);
  const { rubric, trials } = await write();
  assert.deepEqual([rubric.worked, rubric.kept, rubric.usage?.calls], [1, 0, 3]);
  assert.equal(trials!.calls, local.requests.length - 3, 'what its judges were asked is counted as well');
  const asked = local.requests.length;
  assert.deepEqual(await write(), NO_AGENTS);
  assert.equal(local.requests.length, asked);
});

test('what was answered in one process is not asked in the next, until it is forgotten', async () => {
  const rows = file('rows.jsonl', [
    { prompt: 'Answer the guest.', responses: ['Thank you, dear guest.', 'Come in.'] },
  ]);
  const score = ['score', rows, '--tool', 'thanks', '--out', '-', '--no-record'];
  const asked = async () => {
    const before = models.length;
    const { out } = await rlar(...score);
    assert.match(out, /"reward":1,[\s\S]*"reward":0,/);
    return models.length - before;
  };
  assert.equal(await asked(), 2);
  assert.equal(await asked(), 0);
  assert.match((await rlar('judges', 'forget', 'thanks')).out, /erased 2 answers/);
  assert.equal(await asked(), 2);
});

test('a classifier out of the ledger takes the groups that it is sure of', async () => {
  const rows = Array.from({ length: 110 }, (_, at) => ({
    prompt: `Please answer guest number ${at} of the house.`,
    responses: [0, 1, 2, 3].map(
      (one) => `${one % 2 ? 'Thank you' : 'Go away'}, guest ${at} of room ${at * 7 + one}.`,
    ),
  }));
  const few = await rlar('judges', 'distil', 'thanks');
  assert.match(few.out, /the ledger has 0 verdicts/);
  const scored = await rlar(
    'score',
    file('ledger.jsonl', rows),
    '--tool',
    'thanks',
    '--out',
    join(folder, 'scored.jsonl'),
  );
  assert.equal(scored.code, 0, scored.out);
  const made = await rlar('judges', 'distil', 'thanks');
  assert.match(made.out, /thanks@\w+: a classifier decides/);
  const before = models.length;
  const bad = file('bad.jsonl', [
    { prompt: 'Please answer guest 900.', responses: ['Go away, guest 900.', 'Go away now, guest.'] },
  ]);
  const again = await rlar('score', bad, '--tool', 'thanks', '--out', '-', '--no-record');
  assert.match(again.out, /"judgedBy":"the classifier"/);
  assert.equal(models.length, before);
});

test('coverage and redundancy of any rubric', async () => {
  const spec = file(
    'two.yaml',
    rubric(
      '  - { id: again, asks: It thanks the guest once more. }\n  - { id: any, asks: It says something. }\n',
    ),
  );
  const told = await rlar('judges', 'coverage', spec, '--pairs', file('few.jsonl', PAIRS.slice(0, 24)));
  assert.match(told.out, /coverage 100\.0 % of 24 pairs[\s\S]*redundancy 33\.3 % of 3 criteria/);
  assert.match(told.out, /again +100\.0 % +0\.0 % +0\.0 % +thanks/);
});

test('right label, wrong reason', async () => {
  const critiques = PAIRS.slice(0, 20).map((pair, at) => ({
    ...pair,
    critique:
      at < 15
        ? 'Only the first one thanks the guest.'
        : 'The second one breaks in on the guest without a greeting.',
  }));
  const read = await rlar(
    'judges',
    'audit',
    'thanks',
    '--critiques',
    file('why.jsonl', critiques),
    '--reader',
    'reader',
  );
  assert.match(read.out, /right +100\.0 % of 20[\s\S]*wrong reason 25\.0 % of 20[\s\S]*soundness +0\.75/);
  const words = await rlar('judges', 'audit', 'thanks', '--critiques', join(folder, 'why.jsonl'));
  assert.match(words.out, /wrong reason 25\.0 % of 20/);
});

test('a rubric for each query is written before, counted and within a budget, and used by its judge', async () => {
  const own = file(
    'own.yaml',
    'judges: rubric\nid: own\nperQuery: true\ncriteria:\n  - { id: any, asks: It says something. }\n',
  );
  assert.equal((await rlar('judges', 'add', own)).code, 0);
  const rows = file('own.jsonl', [
    {
      prompt: 'Answer the first guest.',
      reference: 'Thank you, first guest.',
      responses: ['Thank you.', 'Come in.'],
    },
    { prompt: 'Say no more than hello.', reference: 'Hello there.', responses: ['Hello there.'] },
  ]);
  const score = ['score', rows, '--tool', 'own', '--out', '-', '--no-record'];
  assert.match((await rlar(...score)).out, /No rubric was written for this query/);
  const little = await rlar('judges', 'rubrics', rows, '--judge', 'own', '--max-calls', '1');
  assert.equal(little.code, 1);
  assert.match(little.out, /0 rubrics written/);
  const written = await rlar('judges', 'rubrics', rows, '--judge', 'own');
  assert.match(
    written.out,
    /1 rubrics written, 2 tried on the reference, 1 dropped, 0 there before; \d+ calls/,
  );
  assert.match((await rlar('judges', 'rubrics', rows, '--judge', 'own')).out, /1 there before/);
  assert.match((await rlar(...score)).out, /"reward":1,[\s\S]*"reward":0\.5,[\s\S]*"reward":null/);
});

test('tests for tasks without tests: agreed on by two authors, kept where they tell responses apart', async () => {
  const program = (body: string) => `\`\`\`javascript\nfunction double(n) { ${body} }\n\`\`\``;
  const prompt = 'Write a JavaScript function double(n) that doubles a number.';
  const rows = file('code.jsonl', [
    { prompt, responses: [program('return 2 * n'), program('return 4')] },
    { prompt: `${prompt} Be brief.`, responses: [program('return 2 * n')] },
  ]);
  const made = await rlar('write-tests', rows, '--out', join(folder, 'tests.jsonl'), '--second', 'other');
  assert.match(made.out, /1 of 1 tasks have tests now, 1 in all; 1 rows/);
  const [row] = readFileSync(join(folder, 'tests.jsonl'), 'utf8').split('\n');
  const { tests, tests_by: by } = JSON.parse(row!) as { tests: object[]; tests_by: { agreed: number } };
  assert.deepEqual(tests, [{ input: [5], output: 10 }], 'both responses give 4 for 2');
  assert.equal(by.agreed, 2);
  const scored = await rlar('score', join(folder, 'tests.jsonl'), '--out', '-', '--no-record');
  assert.match(scored.out, /"reward":1,[\s\S]*"reward":0,/);
});

test('what a judge decided often enough becomes a rule, by the loop or by hand, with the judge as second opinion', async () => {
  const config = file('improve.yaml', 'evolution: { improve: true }\n');
  const looked = await rlar('evolution', 'run', '--once', '--config', config);
  assert.equal(looked.code, 0, looked.out);
  const log = await rlar('evolution', 'log');
  assert.match(log.out, /proposed +a rule repeats 100\.0 % of sealed verdicts of thanks/, log.out);
  const ruled = await rlar('judges', 'distil', 'thanks', '--as', 'rule');
  assert.equal(ruled.code, 0, ruled.out);
  assert.match(ruled.out, /words\.includes\("thank"\)/);
  assert.match(ruled.out, /G7 +second opinion +passed/);
  assert.match(ruled.out, /thanks-rule@\w+ is in the library/);
});

test('a hundred preferences start the loop: a rubric that orders sealed ones is made, and the pairs are evidence', async () => {
  const rows = Array.from({ length: 100 }, (_, at) => ({
    ...PAIRS[at % 60]!,
    prompt: `Please answer guest number ${at} of our hotel.`,
    kind: 'writing',
  }));
  const learnt = await rlar('evolution', 'learn', file('hundred.jsonl', rows), '--allow-provisional');
  assert.equal(learnt.code, 0, learnt.out);
  assert.match(learnt.out, /rubric-writing, a new rubric +50\.0 % +100\.0 % +made/);
  assert.match(learnt.out, /of 100 preferences the library orders 100\.0 % right, 50\.0 % before/);
  const log = await rlar('library', 'log');
  assert.match(log.out, /learning/);
  const exported = await rlar('gold', 'export', '--as', 'referee');
  assert.match(exported.out, /"reference":"[AB]"/);
});
