import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fixtureGroup } from '../testing/fixture-group.ts';
import { backUpHome } from './back-up-home.ts';
import { openStore } from './open-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'rlar-backup-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const home = join(folder, 'home');

test('a home is copied while it is written to: all that was acknowledged before is in the copy, and it goes on', async () => {
  const store = await openStore({ home });
  mkdirSync(join(home, 'tools/mine'), { recursive: true });
  mkdirSync(join(home, 'hub-cache'));
  writeFileSync(join(home, 'tools/mine/tool.py'), 'def score(): ...');
  writeFileSync(join(home, 'tools/mine/words.db'), 'no database of ours');
  writeFileSync(join(home, 'hub-cache/kept'), 'again');
  const acknowledged: (string | null)[] = [];
  let goesOn = true;
  const write = async () => {
    for (let number = 0; goesOn; number += 1)
      acknowledged.push(...(await store.appendRewards([fixtureGroup(number, { run: 'a' })])).flat());
  };
  const writing = write();
  while (acknowledged.length < 40) await new Promise(setImmediate);
  const before = [...acknowledged];
  const target = join(folder, 'copy');
  const made = await backUpHome(home, target);
  const during = acknowledged.length - before.length;
  goesOn = false;
  await writing;
  await store.close();
  assert.ok(during > 0, 'the ledger was written to meanwhile');
  assert.deepEqual([made.databases, made.files], [['rlar.db'], 2]);
  assert.deepEqual(readdirSync(target).sort(), ['rlar.db', 'tools']);
  assert.equal(readFileSync(join(target, 'tools/mine/tool.py'), 'utf8'), 'def score(): ...');

  const restored = await openStore({ home: target });
  for (const record of before) assert.equal((await restored.getReward(record!))?.record, record);
  const { rows } = await restored.size();
  assert.ok(rows >= before.length && rows % 8 === 0, `${rows} rewards: groups are whole`);
  const [next] = await restored.appendRewards([fixtureGroup(1, { run: 'b', rollouts: 1 })]);
  assert.equal(next?.[0], `r${(rows + 1).toString(36)}`);
  await restored.close();
});

test('a target in use, one inside the home and a missing home are refused, and nothing is left behind', async () => {
  const used = join(folder, 'used');
  mkdirSync(used);
  writeFileSync(join(used, 'mine'), 'kept');
  for (const target of [used, join(used, 'mine'), home, join(home, 'inner')])
    await assert.rejects(backUpHome(home, target), { code: 'RLAR_OUTPUT_FAILED' });
  await assert.rejects(backUpHome(join(folder, 'nowhere'), join(folder, 'x')), { code: 'RLAR_NOT_FOUND' });
  assert.equal(readFileSync(join(used, 'mine'), 'utf8'), 'kept');

  const broken = join(folder, 'broken');
  mkdirSync(broken);
  writeFileSync(
    join(broken, 'rlar.db'),
    'this is no database at all, but long enough to be read as one: '.repeat(99),
  );
  await assert.rejects(backUpHome(broken, join(folder, 'y')), { code: 'RLAR_STORE_FAILED' });
  assert.equal(existsSync(join(folder, 'y')), false);
  assert.deepEqual(
    readdirSync(folder).filter((name) => name.includes('part')),
    [],
  );
});
