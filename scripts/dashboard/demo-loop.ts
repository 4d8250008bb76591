/** What stands beside the rewards of a demo ledger: an acquisition with its trace, and a loop that noticed and tried something. */
import { z } from 'zod';
import { AcquisitionFiles } from '../../src/agents/acquisitions/acquisition-files.ts';
import { newChange } from '../../src/evolution/changes/change.ts';
import { beginGuard, tryItem } from '../../src/evolution/changes/try-item.ts';
import { addEvent, emptyState, writeState } from '../../src/evolution/loop/state.ts';
import { jsonObject } from '../../src/spec/json.ts';
import type { ToolCard } from '../../src/spec/tool-card.ts';
import { FolderFiles } from '../../src/store/folder-files.ts';

const ID = 'style-rhyme-1a2b3c';
const PROGRAM = `export function score({ response }) {
  const ends = response.trim().split('\\n').map((line) => line.trim().slice(-2));
  return ends.every((end, at) => at % 2 === 0 || end === ends[at - 1]) ? 1 : 0;
}
`;

/** A rollout of the demo. */
export const demoPlace = z.object({ record: z.string(), run: z.string(), step: z.number() });
type DemoPlace = z.infer<typeof demoPlace>;

/** @param card of any tool, which the loop is said to try. @param places of rollouts that the alarm and the trial name */
export async function addLoop(home: string, card: ToolCard, places: readonly DemoPlace[]): Promise<void> {
  const state = { ...emptyState(), groups: 288, updated: Date.now() };
  const snapshots = { incumbent: 's1', candidate: 's2' };
  const change = newChange('1', { card }, snapshots, Date.now() - 3_600_000);
  for (let item = 0; item < 260; item += 1) {
    const [candidate, incumbent] = [item % 9 === 0 ? 0 : 1, item % 5 === 0 || item % 9 === 0 ? 0 : 1];
    const { record, step } = places[item % places.length]!;
    if (item === 180) beginGuard(change, Date.now() - 1_800_000);
    tryItem(change, candidate - incumbent, { record, step, candidate, incumbent, right: true });
  }
  state.changes.push({ ...change, note: 'made; watched against what was before' });
  const alarm = places.slice(-3);
  addEvent(state, 'alarm', 'unscorable (math.final-answer): more responses cannot be judged', {
    id: '1',
    watch: 'unscorable',
    subject: 'math.final-answer',
    advice: 'Look at the rollouts: a policy may learn that having no reward is cheaper than being wrong.',
    rollouts: alarm.map(({ record }) => record),
    places: alarm.map((place) => ({ ...place })),
  });
  addEvent(state, 'acquisition', `acquisition ${ID} for style:rhyme`, { id: ID, target: 'style:rhyme' });
  addEvent(state, 'tried', `${card.id}@${card.version} is on trial, unpaid: it judges what was unscored`, {});
  addEvent(state, 'trouble', 'the trial of \u202Eevil<script>alert(1)</script>: RLAR_TOOL_CRASHED boom', {});
  await writeState(new FolderFiles(home), state, null);
  await addAcquisition(home);
}

async function addAcquisition(home: string): Promise<void> {
  const files = new AcquisitionFiles(new FolderFiles(home), ID);
  const at = Date.now() - 60_000;
  await files.writeState({
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
  const entries = [
    { type: 'start', attempt: 1, model: 'a-model' },
    ...events.map((event) => ({ type: 'event', event })),
    {
      type: 'exchange',
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
  const trace = await files.openTrace(true);
  for (const entry of entries) await trace.append(jsonObject.parse(entry));
  await trace.close();
}
