import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inapplicable } from '../../spec/prepared-tool.ts';
import type { Recogniser, Tool } from '../../spec/tool.ts';
import { testCard } from '../../testing/test-card.ts';
import { Trial } from '../trial.ts';
import { recogniser } from './recogniser.ts';

function tool(recognise: Recogniser['recognise']): Tool {
  return {
    declaration: testCard({ id: 'check-tea', constraint: 'tea' }),
    recogniser: { recognise },
    prepare: () => inapplicable('not asked'),
  };
}

const asks = Array.from({ length: 20 }, (_, at) => `Task ${at}: mention tea, and write two lines.`);
const asksNot = Array.from({ length: 100 }, (_, at) => `Task ${at}: write two lines.`);
const apart = asks.map((prompt) => ({ prompt, words: ['write two lines'] }));

async function outcome(recognise: Recogniser['recognise']): Promise<string> {
  const made = tool(recognise);
  const trial = new Trial(
    { tool: made, fresh: () => made, cases: [], recogniser: { asks, asksNot, apart }, seed: 1 },
    'audit',
  );
  const conclusion = await recogniser.run(trial);
  const first = 'findings' in conclusion ? conclusion.findings?.[0]?.expected : undefined;
  return `${conclusion.outcome} ${first ?? ''}`;
}

test('a recogniser covers its own demand, and no other', async () => {
  const find = (pattern: RegExp): Recogniser['recognise'] => {
    return async (prompt) => {
      const found = pattern.exec(prompt);
      return found ? [[found.index, found.index + found[0].length]] : [];
    };
  };
  assert.equal(await outcome(find(/mention tea(?:, and)?/)), 'passed ');
  assert.match(await outcome(find(/.*tea.*/)), /^failed no span over "write two lines"/);
  assert.match(await outcome(find(/Task/)), /^failed nothing/);
  assert.match(await outcome(async () => []), /^failed a span/);
});
