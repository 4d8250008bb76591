/** What opens a pool closes it: nothing that scoring started is left when the service is closed. */
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { createRewardService, defineTool, scored } from '../index.ts';
import { javascriptTool } from '../library/added-tools/javascript-tool.ts';
import { promptRecogniser } from '../library/added-tools/prompt-recogniser.ts';
import { pythonTool } from '../library/added-tools/python-tool.ts';
import { inspectPython } from '../sandbox/functions/inspect-python.ts';
import { bubblewrapProblem } from '../sandbox/program/bubblewrap.ts';
import type { Tool } from '../spec/tool.ts';
import { toolDeclaration } from '../spec/tool-card.ts';

const skip = bubblewrapProblem() ?? (process.platform === 'linux' ? false : 'reads /proc');
const SINGLE = 'def score(prompt, response, reference):\n    return 1.0 if response == reference else 0.0\n';
const GROUP =
  'def reward(completions, **kwargs):\n    return [len(set(completions)) / len(completions) for _ in completions]\n';

function card(id: string) {
  return toolDeclaration.parse({
    id,
    version: '1',
    title: id,
    description: id,
    type: 'verifier',
    slot: 'correctness',
    kinds: [],
    execution: 'async',
    deadlineMs: 30_000,
    provenance: { origin: 'user' },
  });
}

async function python(id: string, source: string): Promise<Tool> {
  const found = await inspectPython(source);
  const settings = {
    source,
    found,
    trust: 'sandbox',
    grants: [],
    environment: null,
    callMs: 10_000,
  } as const;
  return pythonTool(card(id), settings);
}

function javascript(id: string): Tool {
  const source = 'export function score(prompt, response) { return 1; }';
  const tool = javascriptTool(card(id), { source }, { callMs: 1_000, usesReference: false });
  const asks = { source: 'export function recognise(prompt) { return [[0, 1]]; }' };
  return { ...tool, recogniser: promptRecogniser(asks, { callMs: 1_000, extracts: false }) };
}

/** Processes that this one started, and its threads. */
function left(): { children: number; threads: number; resources: string } {
  const threads = readdirSync('/proc/self/task');
  const children = threads.flatMap((thread) =>
    readFileSync(`/proc/self/task/${thread}/children`, 'latin1').split(' ').filter(Boolean),
  );
  return {
    children: children.length,
    threads: threads.length,
    resources: process.getActiveResourcesInfo().sort().join(' '),
  };
}

async function openScoreClose(): Promise<string[]> {
  const home = mkdtempSync(join(tmpdir(), 'rlar-close-'));
  try {
    const mine = defineTool({
      id: 'mine',
      version: '1',
      title: 'Mine',
      description: 'Mine',
      type: 'verifier',
      slot: 'correctness',
      kinds: [],
      deadlineMs: 30_000,
      prepare: () => async () => scored(1),
    });
    const tools = [
      mine,
      await python('single', SINGLE),
      await python('grouped', GROUP),
      javascript('script'),
    ];
    const service = await createRewardService({ home, tools, threads: 2 });
    await tools.at(-1)!.recogniser!.recognise('a prompt');
    const row = { prompt: 'What is 1 + 1?', responses: ['2', '3'], reference: '2' };
    const rewards = [];
    for (const tool of ['mine', 'single', 'grouped', 'script', 'literal', 'math-equivalence'])
      rewards.push(...(await service.reward({ ...row, tools: [tool] })));
    const program = {
      prompt: 'Write f.',
      response: '```python\ndef f(): return 1\n```',
      tests: ['assert f() == 1'],
    };
    rewards.push(...(await service.reward({ ...program, tools: ['unit-tests'] })));
    await service.close();
    return rewards.map(({ status }) => status);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** The kernel takes a moment to end a thread or a process; what is left for good stays. */
async function settled(most: ReturnType<typeof left>): Promise<ReturnType<typeof left>> {
  for (let tries = 0; tries < 200 && (left().children > 0 || left().threads > most.threads); tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 25));
  return left();
}

test('a closed service leaves no process, thread or timer', { skip }, async () => {
  assert.deepEqual(new Set(await openScoreClose()), new Set(['scored']));
  const before = left();
  await openScoreClose();
  const after = await settled(before);
  assert.equal(after.children, 0);
  assert.ok(after.threads <= before.threads, `${after.threads} threads, before ${before.threads}`);
  assert.equal(after.resources, before.resources);
});
