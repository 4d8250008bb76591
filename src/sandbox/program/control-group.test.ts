import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { ControlGroup } from './control-group.ts';
import { findHierarchy } from './control-hierarchy.ts';

/** Folders that look like the kernel's: what is written is seen, what the kernel would count is put there by the test. */
const root = mkdtempSync(join(tmpdir(), 'rlar-groups-'));
after(() => rmSync(root, { recursive: true }));

const MEGABYTE = 1024 * 1024;
const own = (place: string): string => join(place, `rlar-${process.pid}`);

/** The kernel makes these files with the folder. */
function kernelFiles(folder: string, files: Readonly<Record<string, string>>): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
}

test('version 2: controllers are handed down, bounds are set, use is counted from the last reset', async () => {
  const parent = join(root, 'two', 'system.slice', 'rlar.service');
  kernelFiles(parent, { 'cgroup.procs': '1\n' });
  const found = findHierarchy(join(root, 'two'), '0::/system.slice/rlar.service\n');
  assert.equal(found?.version, 2);
  for (const place of [parent, own(parent)])
    assert.equal(readFileSync(join(place, 'cgroup.subtree_control'), 'utf8'), '+memory +pids +cpu');
  const folder = join(own(parent), 'sandbox-1');
  kernelFiles(folder, {
    'cgroup.procs': '',
    'memory.peak': '0',
    'memory.events': 'low 0\nhigh 0\nmax 3\noom 1\noom_kill 1\n',
    'cpu.stat': 'usage_usec 2000\nuser_usec 1000\n',
    'pids.current': '2\n',
  });
  assert.ok(found);
  const group = new ControlGroup(found, 'sandbox-1');
  const now = (name: string): string => readFileSync(join(folder, name), 'utf8');
  group.reset(64 * MEGABYTE, 20);
  assert.deepEqual(['memory.max', 'memory.swap.max', 'pids.max', 'cpu.weight'].map(now), [
    String(64 * MEGABYTE),
    '0',
    '20',
    '50',
  ]);
  await group.add(4711);
  assert.equal(now('cgroup.procs'), '4711');
  assert.deepEqual(group.processes(), [4711]);
  assert.deepEqual([group.empty(), group.memoryExceeded(), group.cpuMs()], [false, false, 0]);
  kernelFiles(folder, {
    'memory.peak': `${5 * MEGABYTE}\n`,
    'memory.events': 'oom_kill 2\n',
    'cpu.stat': 'usage_usec 9000\n',
    'pids.current': '0\n',
  });
  assert.deepEqual(
    [group.peakMemoryBytes(), group.memoryExceeded(), group.cpuMs(), group.empty()],
    [5 * MEGABYTE, true, 7, true],
  );
  group.demote();
  assert.equal(now('cpu.weight'), '7');
  group.reset(64 * MEGABYTE, 20);
  assert.deepEqual([now('cpu.weight'), group.memoryExceeded(), group.cpuMs()], ['50', false, 0]);
});

test('version 1: each controller has a tree of its own', async () => {
  const tree = join(root, 'one');
  for (const name of ['memory', 'pids', 'cpu,cpuacct'])
    kernelFiles(join(tree, name, 'a'), { 'cgroup.procs': '1\n' });
  const membership = '4:memory:/a\n3:pids:/a\n2:cpu,cpuacct:/a\n';
  assert.deepEqual(findHierarchy(tree, membership)?.folders, {
    memory: own(join(tree, 'memory', 'a')),
    pids: own(join(tree, 'pids', 'a')),
  });
});

test('without a folder that can be written there is no group', () => {
  assert.equal(findHierarchy(join(root, 'none'), '0::/nowhere\n'), null);
  assert.equal(findHierarchy(join(root, 'none'), ''), null);
});

test('what a killed service left is removed, what a living one has stays', () => {
  const parent = join(root, 'stale');
  kernelFiles(parent, { 'cgroup.procs': '1\n' });
  for (const pid of [2 ** 22 + 5, process.ppid])
    mkdirSync(join(parent, `rlar-${pid}`, 'sandbox-1'), { recursive: true });
  findHierarchy(root, '0::/stale\n');
  assert.deepEqual(
    [2 ** 22 + 5, process.ppid].map((pid) => existsSync(join(parent, `rlar-${pid}`))),
    [false, true],
  );
});
