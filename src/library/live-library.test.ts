import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { openLibrary } from '../admission/open-library.ts';
import { defineTool } from '../index.ts';
import { scored } from '../spec/verdict.ts';
import { sampleTool } from '../testing/sample-tool.ts';
import { builtInParts } from './built-in.ts';
import { Library } from './library.ts';
import { LiveLibrary } from './live-library.ts';
import { withRegistry } from './registry/open-registry.ts';
import { publishTool } from './registry/publish.ts';

const folder = mkdtempSync(join(tmpdir(), 'rlar-live-'));
after(() => rmSync(folder, { recursive: true, force: true }));

test('a library that is given stays as it is: its policy, and what is gone', async () => {
  const [first, ...others] = builtInParts();
  const library = new Library([{ ...first!, gone: true }, ...others], { allowProvisional: true });
  const live = LiveLibrary.of(library);
  assert.equal(live.current, library);
  assert.equal(await live.at(library.snapshot), library);
  assert.equal(await live.refresh(), library);
  await live.close();
});

test('what is published names the whole library of the deployment, whoever publishes it', async () => {
  const home = join(folder, 'deployment');
  const own = defineTool({
    id: 'own-score',
    version: '1',
    title: 'Own',
    description: 'A fixed score.',
    type: 'verifier',
    slot: 'correctness',
    kinds: [],
    prepare: () => () => scored(1),
  });
  const live = await openLibrary({ home, tools: [own] }, { isDeployment: true });
  const entry = await publishTool({ home }, await sampleTool('half', '0.5'), { by: 'user' });
  assert.equal((await live.refresh()).snapshot, entry?.snapshot);
  const taken = await sampleTool('own-score', '0.5');
  await assert.rejects(publishTool({ home }, taken, { by: 'user' }), { code: 'RLAR_INVALID_TOOL' });
  await live.close();
});

test('looking at a library makes nothing', async () => {
  const home = join(folder, 'empty');
  const live = await openLibrary({ home, tools: [] });
  assert.equal(live.current.get('half'), undefined);
  await live.close();
  const { staticCards } = await withRegistry({ home }, (registry) => registry.head());
  assert.equal(staticCards, null);
});
