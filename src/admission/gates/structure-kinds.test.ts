/** The gate on tasks of its own kinds: checksums, code, and ways of writing to which hardly a reader objects. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { eachRollout } from '../../spec/prepared-tool.ts';
import type { Tool } from '../../spec/tool.ts';
import { scored } from '../../spec/verdict.ts';
import { testCard } from '../../testing/test-card.ts';
import type { Case } from '../candidate.ts';
import { codeIn, plainCode } from '../demands/code.ts';
import { hostileInside } from '../structure-edits/hostile-inside.ts';
import { Trial } from '../trial.ts';
import { structure } from './structure.ts';
import { structureCases } from './structure-cases.ts';

interface Row {
  readonly prompt: string;
  readonly right: string;
  readonly wrong?: string;
  readonly reference?: string;
}
type Judge = (response: string, row: Row) => boolean;

function sample({ prompt, reference }: Row, response: string, good: boolean): Case {
  return {
    name: `${prompt.slice(0, 40)}: ${response.slice(0, 20)}`,
    query: {
      messages: [{ role: 'user', content: prompt }],
      ...(reference !== undefined && { references: [reference] }),
    },
    options: {},
    response,
    good,
    origin: 'label',
  };
}

const judged = (rows: readonly Row[], judge: Judge, more: readonly Case[] = []) =>
  structure.run(trialOf(rows, judge, more));

/** @returns the trial of a verifier of these rows. Without a prompt of them it pays nothing */
function trialOf(rows: readonly Row[], judge: Judge, more: readonly Case[] = []): Trial {
  const card = testCard({ id: 'verify-x' });
  const tool: Tool = {
    declaration: { ...card, provenance: { ...card.provenance, origin: 'user' } },
    prepare: ({ messages = [] }) => {
      const row = rows.find(({ prompt }) => prompt === String(messages.at(-1)?.content));
      return eachRollout(async ({ text }) => scored(Number(row !== undefined && judge(text, row))));
    },
  };
  const cases = rows.flatMap((row) => [
    sample(row, row.right, true),
    ...(row.wrong === undefined ? [] : [sample(row, row.wrong, false)]),
  ]);
  return new Trial({ tool, fresh: () => tool, cases: [...cases, ...more], seed: 20 }, 'audit');
}

const sum = (digits: string) => [...digits].reduce((all, digit) => all + Number(digit), 0);
const CHECKED = ['48213', '901573', '3662', '710', '5248079', '16', '83741206', '209680114'].map(
  (number): Row => {
    const right = `${number}${sum(number) % 10}`;
    const wrong = `${number}${(sum(number) + 4) % 10}`;
    return {
      prompt: `Append the check digit to ${number} and reply with the full number only.`,
      right,
      wrong,
    };
  },
);

describe('a checksum', () => {
  test('refused: any number of that length whose own check digit is right', async () => {
    const loose: Judge = (response, { right }) =>
      /^\d+$/.test(response.trim()) &&
      response.trim().length === right.length &&
      sum(response.trim().slice(0, -1)) % 10 === Number(response.trim().at(-1));
    const { outcome, reason = '' } = await judged(CHECKED, loose);
    assert.equal(outcome, 'failed', reason);
    assert.match(reason, /(?:changed|exchanged|, after ).*paid, though it breaks/);
  });
  test('passed: the very number', async () => {
    const { outcome, reason } = await judged(CHECKED, (response, { right }) => response.trim() === right);
    assert.equal(outcome, 'passed', reason);
  });
});

const CODE = [
  ['total', 'returns the sum of a list', 'let sum = 0;\n  for (const x of list) sum += x;\n  return sum;'],
  [
    'largest',
    'returns the largest of a list',
    'let best = list[0];\n  for (const x of list) if (x > best) best = x;\n  return best;',
  ],
  [
    'doubled',
    'returns a list with each number doubled',
    'const out = [];\n  for (const x of list) out.push(x * 2);\n  return out;',
  ],
  [
    'tail',
    'returns all but the first two',
    'const from = 2;\n  const rest = list.slice(from);\n  return rest;',
  ],
].map(([name, does, body]): Row => {
  const right = `function ${name}(list) {\n  ${body}\n}`;
  return { prompt: `Write a JavaScript function ${name} that ${does}.`, right, reference: right };
});
const plain = (text: string) => {
  const block = codeIn(text);
  return block && plainCode(block);
};

describe('code', () => {
  test('passed: the same code but for names of its own, comments and layout', async () => {
    const { outcome, reason } = await judged(CODE, (response, { right }) => plain(response) === plain(right));
    assert.equal(outcome, 'passed', reason);
  });
  test('refused: constants are not looked at; the name is not looked at', async () => {
    const loose =
      (pattern: RegExp): Judge =>
      (response, { right }) =>
        plain(response)?.replace(pattern, '') === plain(right)!.replace(pattern, '');
    for (const [pattern, why] of [
      [/\d+/g, /constant one more: paid, though it breaks what the code does/],
      [/(?<=function )\w+/g, /what is defined .*: paid/],
    ] as const) {
      const { outcome, reason = '' } = await judged(CODE, loose(pattern));
      assert.equal(outcome, 'failed', reason);
      assert.match(reason, why);
    }
  });
  test('every letter must be that of the reference: refused for line breaks around it, else provisional', async () => {
    const { outcome, reason = '' } = await judged(CODE, (response, { right }) => response === right);
    assert.equal(outcome, 'failed', reason);
    const trimmed = await judged(CODE, (response, { right }) => response.trim() === right);
    assert.equal(trimmed.outcome, 'not-applicable');
    assert.match(trimmed.reason, /: the score is lost, though nothing forbids it/);
  });
});

const UNITS = [3, 7, 12, 45, 80].map(
  (km): Row => ({
    prompt: `Convert ${km} km to m. End with a single line 'Answer: <number> m'.`,
    right: `Answer: ${km * 1000} m`,
    wrong: `Answer: ${km * 100} m`,
    reference: `${km * 1000} m`,
  }),
);
const exact: Judge = (response, { right }) => response.trim() === right;

describe('ways of writing', () => {
  test('provisional: neither a comma at the thousands nor bold is read', async () => {
    const { outcome, reason = '' } = await judged(UNITS, exact);
    assert.equal(outcome, 'not-applicable', reason);
    assert.match(reason, /the score is lost, though nothing forbids it/);
  });
  test('refused where a response labelled right is written like that', async () => {
    const bold = UNITS.slice(0, 2).map((row) =>
      sample({ ...row, prompt: `${row.prompt} ` }, `**${row.right}**`, true),
    );
    const { outcome, reason = '' } = await judged(UNITS, exact, bold);
    assert.equal(outcome, 'failed', reason);
    assert.match(reason, /bold: the score is lost/);
  });
  test('passed where they are read', async () => {
    const lenient: Judge = (response, { right }) => {
      const value = (text: string) =>
        Number(/^\**Answer: ([\d,.]+) m\**$/.exec(text.trim())?.[1]?.replaceAll(',', ''));
      return value(response) === value(right);
    };
    const { outcome, reason } = await judged(UNITS, lenient);
    assert.equal(outcome, 'passed', reason);
  });
});

test('hostile words are tried whatever else there is to try', () => {
  for (const rows of [CHECKED, CODE, UNITS]) {
    const cases = structureCases(trialOf(rows, exact)) ?? [];
    const hostile = cases.filter(({ known }) => known === 'hostile').map(({ sort }) => sort);
    const right = rows[0]!.right;
    for (const { sort } of hostileInside(right)) assert.ok(hostile.includes(sort), sort);
  }
});
