/** A rubric that decides wrongly in audits is revised, passes the gates, and is kept for a trial; a good one stays. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { addJudge } from '../../admission/added-tools/add-judge.ts';
import { withRegistry } from '../../library/registry/open-registry.ts';
import { judgeModel } from '../../models/judge-model.ts';
import { judgeSpec } from '../../spec/judge-spec.ts';
import { localEndpoint } from '../../testing/local-endpoint.ts';
import { scriptedJudge } from '../../testing/scripted-judge.ts';
import { revisedJudge } from './improve-judge.ts';

const home = mkdtempSync(join(tmpdir(), 'rlar-revised-'));
after(() => rmSync(home, { recursive: true, force: true }));
const PAIRS = Array.from({ length: 80 }, (_, at) => ({
  prompt: `Answer guest number ${at}.`,
  chosen: `${at % 2 ? 'The room is ready. ' : ''}Thank you for writing, guest ${at}.`,
  rejected: `${at % 3 ? 'The room is ready. ' : 'There is a garden as well. '}Come in, guest ${at}.`,
}));

test('a rubric is revised by what it decides wrongly in audits, and goes on trial', async () => {
  const judge = scriptedJudge(({ asks, response }) =>
    response.includes(asks.includes('thanks') ? 'Thank' : 'room'),
  );
  const server = await localEndpoint(async ({ messages: [system, prompt] }) =>
    system!.content.startsWith('You write rubrics')
      ? JSON.stringify({ criteria: [{ id: 'thanks', asks: 'It thanks the guest.', hard: true, weight: 1 }] })
      : judge.ask({ purpose: 'judge', system: system!.content, prompt: prompt!.content }),
  );
  try {
    const model = judgeModel.parse({ model: 'tiny', baseUrl: server.baseUrl, concurrency: 16 });
    const spec = judgeSpec.parse({
      judges: 'rubric',
      id: 'guests',
      kinds: ['writing'],
      criteria: [{ id: 'room', asks: 'It speaks of the room.' }],
    });
    await addJudge({ home }, spec, model);
    const before = await withRegistry({ home }, (registry) => registry.head());
    const [card] = before.published;
    assert.ok(card && spec.judges === 'rubric');
    const revised = await revisedJudge({ home }, { card, spec, model }, PAIRS);
    assert.ok(revised && revised.card.id === 'guests' && revised.card.version !== card.version);
    assert.match(revised.reason, /80 audited pairs/);
    assert.ok(
      revised.card.evidence?.gates.some(({ gate, outcome }) => gate === 'G6' && outcome === 'passed'),
    );
    const unchanged = await withRegistry({ home }, (registry) => registry.head());
    assert.equal(unchanged.seq, before.seq, 'it is on trial, not in the library');
    assert.equal(
      await revisedJudge({ home }, { card, spec, model }, PAIRS.slice(0, 40)),
      null,
      'too few pairs',
    );
  } finally {
    await server.close();
  }
});
