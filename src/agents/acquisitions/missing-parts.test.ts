import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { builtInLibrary } from '../../library/built-in.ts';
import type { Completer } from '../../models/completer.ts';
import { llmSettings } from '../../models/settings.ts';
import { type Assignment, assignment } from '../../spec/assignment.ts';
import type { JsonObject } from '../../spec/json.ts';
import { query } from '../../spec/query.ts';
import { MissingParts } from './missing-parts.ts';
import { planAcquisitions } from './plan.ts';
import { groupsFor, requestFor, type SampleGroup } from './request-for.ts';
import { acquireSettings } from './settings.ts';

const library = builtInLibrary([]);

function sample(prompt: string, more: JsonObject = {}, good: boolean | null = null): SampleGroup {
  const asked = query.parse({ messages: [{ role: 'user', content: prompt }], ...more });
  return { query: asked, answers: [{ text: `answer to ${prompt}`, good }] };
}

function lacking(missing: Assignment['missing'], kind: string | null = null): Assignment {
  const base = { confidence: 1, tools: [], rung: 'none', reason: 'nothing fits', snapshot: 'lib' };
  return assignment.parse({ ...base, kind, ...(missing && { missing }) });
}

function configFor(context: TestContext) {
  const home = mkdtempSync(join(tmpdir(), 'rlar-missing-'));
  context.after(() => rmSync(home, { recursive: true }));
  const texts = 'full' as const;
  return { home, texts, llm: llmSettings.parse({}), acquire: acquireSettings.parse({}) };
}

const nobody = async (): Promise<Completer> => {
  throw new Error('no model may be opened');
};

test('queries are gathered by what they lack, the most wanted first', () => {
  const missing = new MissingParts(library);
  missing.add(sample('a'), lacking([{ what: 'constraint', name: 'style:rhyme' }]));
  for (const prompt of ['b', 'c']) missing.add(sample(prompt), lacking([{ what: 'kind', name: 'puzzle' }]));
  missing.add(sample('d'), lacking([{ what: 'kind', name: 'writing' }]));
  missing.add(sample('e'), lacking(undefined));
  missing.add(sample('f'), lacking([{ what: 'kind', name: 'math.final-number' }], 'math.final-number'));
  assert.deepEqual(
    missing.parts().map(({ target, queries }) => [target, queries]),
    [
      [{ what: 'kind', kind: 'puzzle' }, 2],
      [{ what: 'constraint', id: 'style:rhyme' }, 1],
      [{ what: 'kind', kind: 'writing' }, 1],
    ],
  );
  assert.deepEqual(missing.unacquirable(), [{ reason: 'nothing fits', queries: 2 }]);
});

test('what has tools lacks nothing', () => {
  const missing = new MissingParts(library);
  const tools = [{ id: 'choice', version: '1', weight: 1 }];
  missing.add(sample('a'), { ...lacking(undefined, 'puzzle'), tools });
  assert.deepEqual([missing.parts(), missing.unread(), missing.unacquirable()], [[], [], []]);
});

test('a prompt that follows instructions is read for its constraints, not for a tool of the kind', () => {
  const missing = new MissingParts(library);
  missing.add(sample('Use 2 hashtags.'), lacking([{ what: 'kind', name: 'instruction-following' }]));
  assert.deepEqual(missing.parts(), []);
  assert.deepEqual(
    missing.unread().map(({ clauses }) => clauses),
    [['Use 2 hashtags.']],
  );
});

test('many queries are counted, and as many kept as an acquisition is given', () => {
  const missing = new MissingParts(library);
  for (let at = 0; at < 1000; at += 1)
    missing.add(sample(`p${at}`), lacking([{ what: 'constraint', name: 'x' }]));
  const [part] = missing.parts();
  assert.equal(part?.queries, 1000);
  assert.equal(part?.samples.length, 300);
});

test('where nothing is unread no model is opened', async (context) => {
  const missing = new MissingParts(library);
  const { requests, reading } = await planAcquisitions(missing, configFor(context), library, {
    seed: 1,
    open: nobody,
  });
  assert.deepEqual([requests, reading], [[], null]);
});

test('unread clauses are named by a model once, and become sorts', async (context) => {
  const config = configFor(context);
  let asked = 0;
  const constraint = (words: string, sort: string, checkable = true) => ({
    words,
    sort,
    meaning: sort,
    checkable,
  });
  const completer: Completer = {
    name: 'tiny',
    complete: async ({ prompt }) => {
      asked += 1;
      assert.ok(prompt.includes('two semicolons') && prompt.includes('be moving'));
      assert.ok(!prompt.includes('use 9 semicolons'), 'the same words with another number');
      const prompts = [
        { prompt: 0, constraints: [constraint('two semicolons', 'Semicolon Count')] },
        { prompt: 1, constraints: [constraint('be moving', 'tone', false)] },
        { prompt: 2, constraints: [constraint('use 8 semicolons', 'semicolon-count')] },
      ];
      return { text: JSON.stringify({ prompts }), inputTokens: 1, outputTokens: 1, model: 'tiny' };
    },
  };
  const plan = async () => {
    const missing = new MissingParts(library);
    const clause = (name: string) => lacking([{ what: 'clause', name }]);
    missing.add(sample('Write; use two semicolons'), clause('use two semicolons'));
    missing.add(sample('Write, and be moving'), clause('be moving'));
    missing.add(sample('Talk; use 8 semicolons'), clause('use 8 semicolons'));
    missing.add(sample('Sing; use 9 semicolons'), clause('use 9 semicolons'));
    const made = await planAcquisitions(missing, config, library, { seed: 1, open: async () => completer });
    return { ...made, unacquirable: missing.unacquirable() };
  };
  const { requests, reading, unacquirable } = await plan();
  assert.deepEqual(
    requests.map(({ target }) => target),
    [{ what: 'constraint', id: 'semicolon-count', text: 'two semicolons' }],
  );
  assert.equal(requests[0]?.queries.length, 3, 'all that are alike');
  assert.equal(reading?.calls, 1);
  assert.ok(unacquirable.some(({ reason }) => reason.includes('be moving')));
  assert.deepEqual((await plan()).requests, requests);
  assert.equal(asked, 1);
});

test('a wrong answer to several constraints says nothing of one of them', () => {
  const constraints = [{ id: 'a' }, { id: 'b' }];
  const groups = [
    sample('p', { constraints }, false),
    sample('q', { constraints }, true),
    sample('r', { constraints: [{ id: 'a' }] }, false),
  ];
  const { rollouts } = requestFor({ what: 'constraint', id: 'a' }, groups, 1);
  assert.deepEqual(
    rollouts.map(({ query: index, good }) => [index, good]),
    [
      [0, null],
      [1, true],
      [2, false],
    ],
  );
  assert.deepEqual(
    requestFor({ what: 'kind', kind: 'k' }, groups, 1).rollouts.map(({ good }) => good),
    [false, true, false],
  );
});

test('of a file, the rows that the target is for', () => {
  const groups = [sample('p', { constraints: [{ id: 'a' }] }), sample('q'), sample('r', { kind: 'puzzle' })];
  const picked = (target: Parameters<typeof groupsFor>[0]) =>
    groupsFor(target, groups).map(({ query: { messages } }) => messages[0]?.content);
  assert.deepEqual(picked({ what: 'constraint', id: 'a' }), ['p']);
  assert.deepEqual(picked({ what: 'constraint', id: 'z' }), ['p', 'q', 'r']);
  assert.deepEqual(picked({ what: 'kind', kind: 'puzzle' }), ['p', 'q', 'r']);
  assert.deepEqual(picked({ what: 'kind', kind: 'other' }), ['p', 'q']);
});
