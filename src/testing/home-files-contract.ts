/** What the shared files of every home must do. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RlarError } from '../spec/errors.ts';
import type { HomeFiles } from '../store/home-files.ts';

/** @param make makes an empty home, and gives what opens its files: each time as another process would */
export function homeFilesContract(name: string, make: () => Promise<() => Promise<HomeFiles>>): void {
  test(`${name}: a file is whole, and another process reads it; a stamp tells each write`, async () => {
    const open = await make();
    const [one, other] = [await open(), await open()];
    const path = 'acquisitions/a-1/state.json';
    assert.deepEqual([await one.read(path), await one.stamp(path)], [null, null]);
    const stamps = new Set<string | null>();
    for (const text of ['', 'a "text"\n', `\u0000 and \u0010, \u{1F642}${'x'.repeat(100_000)}`]) {
      await one.write(path, text);
      assert.equal(await other.read(path), text);
      assert.deepEqual(await other.readAll(['evolution/none', path]), [null, text]);
      stamps.add(await other.stamp(path));
    }
    assert.equal(stamps.size, 3);
    await other.remove(path);
    await other.remove(path);
    assert.equal(await one.read(path), null);
    await Promise.all([one.close(), other.close()]);
  });

  test(`${name}: of two that replace the same text one does, and knows what stands there since`, async () => {
    const open = await make();
    const [one, other] = [await open(), await open()];
    const path = 'evolution/state.json';
    const first = await one.replace(path, 'a', null);
    assert.ok(first !== null && first === (await other.stamp(path)));
    assert.equal(await other.replace(path, 'b', null), null);
    const both = await Promise.all([one.replace(path, 'one', first), other.replace(path, 'other', first)]);
    assert.equal(both.filter((stamp) => stamp === null).length, 1);
    assert.equal(await one.read(path), both[0] === null ? 'other' : 'one');
    const last = both[0] ?? both[1] ?? null;
    assert.equal(last, await one.stamp(path));
    await other.write(path, 'written');
    assert.equal(await one.replace(path, 'late', last), null);
    assert.equal(await one.read(path), 'written');
    await Promise.all([one.close(), other.close()]);
  });

  test(`${name}: names stand directly in their folder, in order`, async () => {
    const files = await (await make())();
    assert.deepEqual(await files.list('evolution/inbox'), []);
    for (const path of [
      'evolution/inbox/b.json',
      'evolution/inbox/a.json',
      'evolution/inboxes',
      'evidence/c',
    ])
      await files.write(path, path);
    await (await files.openLog('acquisitions/z/trace.jsonl')).append('{}');
    assert.deepEqual(await files.list('evolution/inbox'), ['a.json', 'b.json']);
    assert.deepEqual(await files.list('evolution'), ['inbox', 'inboxes']);
    assert.deepEqual(await files.list('acquisitions'), ['z']);
    await files.close();
  });

  test(`${name}: a log holds its lines in the order of the calls, and goes on at another process`, async () => {
    const open = await make();
    const [one, other] = [await open(), await open()];
    const path = 'acquisitions/a-1/trace.jsonl';
    assert.equal(await one.read(path), null);
    const log = await one.openLog(path);
    assert.deepEqual(log.lines, []);
    const lines = Array.from({ length: 20 }, (_, at) => JSON.stringify({ at, text: 'line\n\u0000' }));
    await Promise.all(lines.map((line) => log.append(line)));
    const before = await other.stamp(path);
    log.close();
    const next = await other.openLog(path);
    assert.deepEqual(next.lines, lines);
    await next.append('last');
    next.close();
    assert.notEqual(await one.stamp(path), before);
    assert.equal(await one.read(path), [...lines, 'last'].map((line) => `${line}\n`).join(''));
    // Whoever lost its job may still be writing: no line takes the place of another.
    const [late, owner] = [await one.openLog(path), await other.openLog(path)];
    await Promise.all([late.append('late'), owner.append('own'), owner.append('next')]);
    const end = (await one.read(path))!.split('\n').slice(lines.length + 1, -1);
    assert.deepEqual(end.toSorted(), ['late', 'next', 'own']);
    assert.ok(end.indexOf('own') < end.indexOf('next'));
    for (const log of [late, owner]) log.close();
    await Promise.all([one.close(), other.close()]);
  });

  test(`${name}: no path leads out of the shared folders`, async () => {
    const files = await (await make())();
    const wrong = [
      'rlar.db',
      '/etc/passwd',
      'evolution/../rlar.db',
      'evolution//a',
      'evolution/.a',
      'evolution/',
    ];
    for (const path of wrong) {
      const isRefused = (thrown: unknown) => thrown instanceof RlarError && thrown.code === 'RLAR_NOT_FOUND';
      await assert.rejects(files.read(path), isRefused, path);
      await assert.rejects(files.write(path, ''), isRefused, path);
      await assert.rejects(files.openLog(path), isRefused, path);
    }
    await files.close();
  });
}
