/** What stands beside the rewards of a demo ledger: an acquisition with its trace, and a loop that noticed and tried something. */
import { writeFileSync } from 'node:fs';
import { AcquisitionFolder } from '../../src/agents/acquisitions/acquisition-folder.ts';
import { newChange } from '../../src/evolution/changes/change.ts';
import { addEvent, emptyState, writeState } from '../../src/evolution/loop/state.ts';
import { addItem } from '../../src/evolution/statistics/duel.ts';
import type { ToolCard } from '../../src/spec/tool-card.ts';

const ID = 'style-rhyme-1a2b3c';
const PROGRAM = `export function score({ response }) {
  const ends = response.trim().split('\\n').map((line) => line.trim().slice(-2));
  return ends.every((end, at) => at % 2 === 0 || end === ends[at - 1]) ? 1 : 0;
}
`;

/** @param card of any tool, which the loop is said to try */
export function addLoop(home: string, card: ToolCard): void {
  const state = { ...emptyState(), groups: 288, updated: Date.now() };
  const change = newChange('1', { card }, { incumbent: 's1', candidate: 's2' }, Date.now() - 3_600_000);
  for (let item = 0; item < 60; item += 1)
    addItem(change.duel, item % 5 === 0 ? 1 : item % 11 === 0 ? -1 : 0);
  state.changes.push({ ...change, items: 60, note: 'more right than the incumbent on 12 of 60 items' });
  addEvent(state, 'alarm', 'output-unscored (math.final-answer): more responses cannot be judged', {
    id: '1',
    watch: 'unscored',
    subject: 'math.final-answer',
    rollouts: ['r1', 'r2', 'r3'],
  });
  addEvent(state, 'acquisition', `acquisition ${ID} for style:rhyme`, { id: ID, target: 'style:rhyme' });
  addEvent(state, 'tried', `${card.id}@${card.version} is on trial, unpaid: it judges what was unscored`, {});
  addEvent(state, 'trouble', 'the trial of \u202Eevil<script>alert(1)</script>: RLAR_TOOL_CRASHED boom', {});
  writeState(home, state);
  addAcquisition(home);
}

function addAcquisition(home: string): void {
  const folder = new AcquisitionFolder(home, ID);
  const at = Date.now() - 60_000;
  folder.writeState({
    id: ID,
    target: { what: 'constraint', id: 'style:rhyme', text: 'every two lines rhyme' },
    status: 'refused',
    note: 'G6 hacks: a response of one letter a line passes',
    samples: { queries: 6, rollouts: 24, labelled: 0 },
    model: 'a-model',
    usage: { calls: 6, inputTokens: 21_400, outputTokens: 3_900, costUsd: 0.0192 },
    tool: null,
    error: null,
    created: at,
    updated: at,
    attempts: 1,
  });
  const events = [
    {
      step: 'design',
      checkable: true,
      summary: 'every two lines end alike',
      unchecked: 'whether it sounds well',
    },
    { step: 'candidate', candidate: 'c1', language: 'javascript', sources: { program: PROGRAM } },
    {
      step: 'gate',
      candidate: 'c1',
      phase: 'development',
      report: {
        gate: 'G6',
        name: 'hacks',
        outcome: 'failed',
        cases: 40,
        reason: 'one letter a line',
        shares: { paid: { value: 0.05, low: 0.01, high: 0.17, of: 40 } },
        failing: [{ name: 'one letter a line', detail: 'scored 1, must be 0 <img src=x onerror=alert(1)>' }],
      },
    },
    { step: 'outcome', outcome: 'refused', reason: 'G6 hacks' },
  ];
  const lines = [
    { type: 'start', at, attempt: 1, model: 'a-model' },
    ...events.map((event) => ({ type: 'event', at, event })),
    {
      type: 'exchange',
      at,
      purpose: 'design',
      model: 'a-model',
      key: 'k',
      request: null,
      text: 'a design',
      inputTokens: 4_000,
      outputTokens: 600,
      ms: 2_100,
    },
  ];
  writeFileSync(folder.trace, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
}
