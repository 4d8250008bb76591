/** The machine that gates run on may be busy: what they say of a candidate must not depend on it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RlarError } from '../spec/errors.ts';
import { overTime } from '../spec/over-time.ts';
import { eachRollout } from '../spec/prepared-tool.ts';
import type { Recogniser, Tool } from '../spec/tool.ts';
import { failed, scored } from '../spec/verdict.ts';
import { fc } from '../testing/fc.ts';
import { testCard } from '../testing/test-card.ts';
import type { Case } from './candidate.ts';
import { endpoints } from './gates/endpoints.ts';
import { runGate } from './gates/gate.ts';
import { labels } from './gates/labels.ts';
import { otherWordings } from './gates/other-wordings.ts';
import { extractor, recogniser } from './gates/recogniser.ts';
import { recogniserEdits } from './gates/recogniser-edits.ts';
import { run } from './gates/run.ts';
import { steadyRecogniser } from './steady-recogniser.ts';
import { Trial } from './trial.ts';

/** What a machine does to the next call: lets it through, has no processor or no sandbox for it, or makes it look late. */
type Turn = 'through' | 'starved' | 'no sandbox' | 'late';
type Machine = () => Turn;

const quiet: Machine = () => 'through';

/** @returns a machine that does this to its calls, over and over; no more than two in a row come to harm */
function busy(turns: readonly Turn[]): Machine {
  let call = 0;
  let harmed = 0;
  return () => {
    const turn = harmed >= 2 ? 'through' : turns[call % turns.length]!;
    call += 1;
    harmed = turn === 'through' ? 0 : harmed + 1;
    return turn;
  };
}

/** Reads “at least N words”, and at times wrongly: so that there is something to find. */
function reader(machine: Machine, wrongFrom: number): Recogniser {
  const trouble = { calls: 0, failures: 0, last: null };
  const ask = <Value>(value: Value, otherwise: Value): Value => {
    const turn = machine();
    if (turn === 'starved' || turn === 'no sandbox')
      throw new RlarError('RLAR_SANDBOX_FAILED', 'no thread started');
    if (turn === 'through') return value;
    trouble.failures += 1;
    return otherwise;
  };
  return {
    trouble,
    recognise: async (prompt) => {
      const found = /at least (\d+) words/.exec(prompt);
      return ask(found ? [[found.index, found.index + found[0].length]] : [], []);
    },
    extract: async (prompt) => {
      const number = Number(/\d+/.exec(prompt)?.[0] ?? 0);
      return ask({ n: number < wrongFrom ? number : 0 }, null);
    },
  };
}

const declaration = testCard({ id: 'check-words', constraint: 'words', kinds: [] });

function tool(machine: Machine, wrongFrom: number): Tool {
  return {
    declaration: { ...declaration, execution: 'async' },
    recogniser: reader(machine, wrongFrom),
    prepare: (_, options) =>
      eachRollout(async ({ text }) => {
        const turn = machine();
        if (turn === 'starved') return overTime(declaration, 'starved', 10);
        if (turn === 'no sandbox') return failed('RLAR_SANDBOX_FAILED', 'No thread started.');
        if (turn === 'late') return overTime(declaration, 'time', 10);
        return scored(Number(text.trim() !== '' && text.split(/\s+/).length >= Number(options.least)));
      }),
  };
}

const cases: Case[] = [2, 3, 4, 5].flatMap((least) =>
  ['one', 'one two three four five six', 'one two three'].map((response, at) => ({
    name: `${least} ${at}`,
    query: { messages: [{ role: 'user', content: `Write at least ${least} words.` }] },
    options: { least },
    response,
    good: response.split(' ').length >= least,
    origin: 'label' as const,
  })),
);
const stated = Array.from({ length: 12 }, (_, at) => ({
  prompt: `Write at least ${at + 2} words.`,
  kwargs: { n: at + 2 },
}));
const prompts = {
  asks: stated.map(({ prompt }) => prompt),
  asksNot: ['Write.', 'Write 5 words of it.', 'Sing.'],
};

const GATES = [run, endpoints, labels, recogniser, extractor, recogniserEdits, otherWordings];

async function reports(machine: Machine, wrongFrom: number): Promise<unknown[]> {
  const made = tool(machine, wrongFrom);
  const wordings = { asks: stated, asksNot: prompts.asksNot, independence: 'another' };
  const input = { tool: made, fresh: () => made, cases, recogniser: prompts, extractor: stated, wordings };
  const trial = new Trial({ ...input, seed: 1 }, 'audit');
  const results = [];
  for (const gate of GATES) results.push((await runGate(gate, trial)).report);
  return results;
}

test('property: on a machine that delays any calls, every gate says what it says on a quiet one', async () => {
  const turn = fc.constantFrom<Turn[]>(
    'through',
    'through',
    'through',
    'through',
    'starved',
    'no sandbox',
    'late',
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(turn, { minLength: 3, maxLength: 12 }),
      fc.constantFrom(5, 100),
      async (turns, wrongFrom) => {
        assert.deepEqual(await reports(busy(turns), wrongFrom), await reports(quiet, wrongFrom));
      },
    ),
    { numRuns: 3 },
  );
});

test('where the machine lets nothing through, no gate says anything of the candidate: the trial is to be made again', async () => {
  const never: Machine = () => 'starved';
  const starved = { code: 'RLAR_TOOL_STARVED' };
  await Promise.all(
    GATES.map((gate) => {
      const made = tool(never, 100);
      const wordings = { asks: stated, asksNot: prompts.asksNot, independence: 'another' };
      const input = {
        tool: made,
        fresh: () => made,
        cases,
        recogniser: prompts,
        extractor: stated,
        wordings,
      };
      return assert.rejects(runGate(gate, new Trial({ ...input, seed: 1 }, 'audit')), starved, gate.name);
    }),
  );
});

test('property: of prompts asked about in one call, none is passed over that the recogniser takes alone', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.boolean(), { maxLength: 120 }), async (asks) => {
      const made = asks.map((asking, at) => `${at}: ${asking ? 'at least 3 words' : 'sing'}`);
      const plain = reader(quiet, 100);
      const silentOn = async (some: readonly string[]) => some.every((prompt) => !prompt.includes('least'));
      const left = await steadyRecogniser({ ...plain, silentOn }).notSilent(made);
      for (const prompt of made) if (prompt.includes('least')) assert.ok(left.includes(prompt), prompt);
      if (!asks.includes(true)) assert.deepEqual(left, []);
    }),
    { numRuns: 40 },
  );
});

test('a program that says it is silent where it is not is asked prompt by prompt', async () => {
  const lying = { ...reader(quiet, 100), silentOn: async () => true };
  const all = Array.from({ length: 64 }, () => 'Write at least 3 words.');
  assert.equal((await steadyRecogniser(lying).notSilent(all)).length, 64);
});
