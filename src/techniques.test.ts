/** Every technique that can be switched on over HTTP changes a reward as its paper says; docs/techniques.md names them. */
import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { parseConfig } from './config.ts';
import { defineTool } from './index.ts';
import { builtInLibrary } from './library/built-in.ts';
import type { LibraryPart } from './library/library.ts';
import { buildApp } from './server/app.ts';
import { RewardService } from './service.ts';
import type { Reward } from './spec/reward.ts';
import { SHAPE_NAMES, shapeSettings } from './spec/shaping.ts';
import { scored } from './spec/verdict.ts';
import { SHAPING_CASES } from './testing/shaping-cases.ts';
import { MODEL_CASES } from './testing/techniques/model-cases.ts';
import { PROGRAM_CASES } from './testing/techniques/program-cases.ts';
import { techniqueModels } from './testing/techniques/technique-models.ts';

const models = await techniqueModels();
const library = builtInLibrary([...models.tools.map((tool) => ({ tool, evidence: null })), ...rivals()]);
const app = await buildApp(new RewardService(parseConfig({ home: null }), library, null));
after(async () => {
  await app.close();
  await models.close();
});

/** Two tools of one kind: one is a little surer, the other costs nothing. */
function rivals(): LibraryPart[] {
  return [
    { id: 'dear', accuracy: 0.92, costPer1000: 20, value: 0.9 },
    { id: 'cheap', accuracy: 0.9, costPer1000: 0, value: 0.5 },
  ].map(({ id, accuracy, costPer1000, value }) => {
    const tool = defineTool({
      ...{ id, version: '1', title: id, description: `Says ${value}.`, type: 'metric', slot: 'quality' },
      ...{ kinds: ['chat'], costPer1000 },
      prepare: () => () => scored(value),
    });
    const labelled = [
      { set: 'own', items: 400, scored: 400, accuracy, falsePositives: 0, falseNegatives: 0 },
    ];
    const gates = [{ gate: 'G1', name: 'run', outcome: 'passed' as const, cases: 40 }];
    const evidence = {
      tool: id,
      version: '1',
      source: 'x',
      gates,
      labelled,
      admitted: true,
      provisional: false,
    };
    return { tool, evidence };
  });
}

async function earn(body: object): Promise<(number | null)[]> {
  const reply = await app.inject({ method: 'POST', url: '/v1/rewards', payload: body });
  assert.equal(reply.statusCode, 200, reply.body);
  const { items } = reply.json() as { items: Reward[] };
  for (const { status, reason } of items) assert.notEqual(status, 'failed', reason);
  return items.map(({ reward }) => reward);
}

const CASES = { ...PROGRAM_CASES, ...MODEL_CASES };

for (const [technique, { off, on, earned }] of Object.entries(CASES))
  test(technique, async () => {
    for (const [body, wanted] of [
      [off, earned.off],
      [on, earned.on],
    ] as const) {
      const rewards = await earn(body);
      assert.equal(rewards.length, wanted.length);
      for (const [index, reward] of rewards.entries()) {
        const value = wanted[index]!;
        const same = value === null ? reward === null : reward !== null && Math.abs(reward - value) < 1e-3;
        assert.ok(same, `${technique}: ${JSON.stringify(rewards)} is not ${JSON.stringify(wanted)}`);
      }
    }
    assert.notDeepEqual(earned.off, earned.on);
  });

interface Row {
  readonly technique: string;
  readonly switchedOnBy: string;
  readonly trainerNeeds: string;
  /** Files of tests, below src, without their ending. */
  readonly tests: readonly string[];
}

/** The rows of the page's first table; “the same” stands for the tests of the row before. */
function rowsOfPage(): Row[] {
  const page = readFileSync(join(import.meta.dirname, '../docs/techniques.md'), 'utf8');
  const [named = '', missing = ''] = page.split('\n## What is not here');
  const rowsIn = (part: string) =>
    part.split('\n').filter((line) => /^\| .* \|$/.test(line) && line.split(' | ').length === 6);
  assert.deepEqual(rowsIn(missing), [], 'rows of what is here stand in the first table');
  let before: readonly string[] = [];
  return rowsIn(named)
    .slice(2)
    .map((line) => {
      const [technique = '', , , switchedOnBy = '', trainerNeeds = '', tests = ''] = line
        .slice(2, -2)
        .split(' | ');
      const named = Array.from(tests.matchAll(/`([^`]+)`/g), ([, name = '']) => name);
      before = tests.startsWith('the same') ? [...before, ...named] : named;
      return { technique, switchedOnBy, trainerNeeds, tests: before };
    });
}

/** @returns the source of a test, of all tests of a folder, or null where there is none */
function sourceOf(name: string): string | null {
  const at = join(import.meta.dirname, name);
  const own = [`${at}.test.ts`, `${at}.slow.test.ts`].filter((file) => existsSync(file));
  const inFolder = existsSync(at) ? globSync('**/*.test.ts', { cwd: at }).map((file) => join(at, file)) : [];
  const files = own.length > 0 ? own : inFolder;
  return files.length === 0 ? null : files.map((file) => readFileSync(file, 'utf8')).join('\n');
}

/** A report, or samples to train on: no reward changes. */
const REWARDS_NOTHING = /^(?:–|fine-tuning|supervised)/;
const OVER_HTTP = /\.inject\(|servedJudge|judgeServers|withApp|withTrainers|\/v1\/rewards/;

test('docs/techniques.md names tests that exist, and for all that changes a reward one that goes over HTTP', () => {
  const rows = rowsOfPage();
  assert.ok(rows.length > 60, `${rows.length} rows`);
  assert.deepEqual(
    rows.map(({ technique }) => technique).filter((name, index, all) => all.indexOf(name) !== index),
    [],
    'each technique has one row',
  );
  const missing = rows.flatMap(({ technique, tests }) => {
    const gone = tests.filter((name) => sourceOf(name) === null);
    return tests.length === 0 || gone.length > 0 ? [`${technique}: ${gone.join(', ') || 'no test'}`] : [];
  });
  assert.deepEqual(missing, []);
  const untried = rows.filter(({ technique, trainerNeeds, switchedOnBy, tests }) => {
    if (REWARDS_NOTHING.test(trainerNeeds) || Object.hasOwn(CASES, technique)) return false;
    const shape = /shape `([a-z-]+)`/.exec(switchedOnBy)?.[1];
    if (shape !== undefined && Object.hasOwn(SHAPING_CASES, shape)) return false;
    return !tests.some((name) => OVER_HTTP.test(sourceOf(name)!));
  });
  assert.deepEqual(
    untried.map(({ technique }) => technique),
    [],
    'no test switches it on over HTTP',
  );
  const unnamed = Object.keys(CASES).filter((name) => !rows.some(({ technique }) => technique === name));
  assert.deepEqual(unnamed, [], 'a case without a row');
});

test('every shape, and every way of `steps`, stands in the picture of docs/shaping.md', () => {
  const picture = readFileSync(join(import.meta.dirname, '../docs/pictures/shapes.svg'), 'utf8');
  const texts = Array.from(picture.matchAll(/>([^<]+)<\/text>/g), ([, text = '']) =>
    text.split(/[^a-z-]+/),
  ).flat();
  const ways = shapeSettings.options.find(({ shape: { shape } }) => shape.value === 'steps')!.shape;
  const hows = 'how' in ways ? ways.how.unwrap().options : [];
  assert.ok(hows.length > 10);
  assert.deepEqual(
    [...SHAPE_NAMES, ...hows].filter((name) => !texts.includes(name)),
    [],
    'draw it: node scripts/with-node.mjs scripts/draw-shapes.ts',
  );
});
