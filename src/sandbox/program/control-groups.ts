import { rmdirSync } from 'node:fs';
import { ControlGroup } from './control-group.ts';
import { attempt, findHierarchy, type Hierarchy, readControl } from './control-hierarchy.ts';

/**
 * Linux control groups, version 1 or 2, where they may be written: they alone bound the memory and the number of a
 * whole process tree, and give sandboxes less weight on the processor than the service itself. Where nothing is
 * writable the sandbox still has limits for each process, and reports carry no peak memory.
 */
let hierarchy: Hierarchy | null | undefined;
/** Longest unused first: a group counts what was killed in it for some time after. */
const idle: ControlGroup[] = [];
let made = 0;
const TRIES = 3;
/** Number of idle groups above which the first ones, if none of them is empty, count as stuck and are put last. */
const MOST_WAITING = 64;

function available(): Hierarchy | null {
  if (hierarchy === undefined) {
    const off = process.env.RLAR_CONTROL_GROUPS === 'off';
    hierarchy = off ? null : findHierarchy('/sys/fs/cgroup', readControl('/proc/self/cgroup') ?? '');
    if (hierarchy) process.once('exit', removeAll);
  }
  return hierarchy;
}

/** Whether the kernel bounds a sandbox's memory as a whole here. `RLAR_CONTROL_GROUPS=off` does without. */
export function controlGroupsUsable(): boolean {
  return available()?.folders.memory !== undefined;
}

function removeAll(): void {
  for (const group of idle) group.remove();
  for (const folder of new Set(Object.values(hierarchy?.folders ?? {}))) attempt(() => rmdirSync(folder));
}

function takeIdle(): ControlGroup | null {
  const index = idle.slice(0, TRIES).findIndex((group) => group.empty());
  if (index >= 0) return idle.splice(index, 1)[0] ?? null;
  if (idle.length > MOST_WAITING) idle.push(...idle.splice(0, TRIES));
  return null;
}

/** @returns an unused group, or null where control groups cannot be written */
export function takeControlGroup(): ControlGroup | null {
  const of = available();
  if (!of) return null;
  const reused = takeIdle();
  if (reused) return reused;
  try {
    return new ControlGroup(of, `sandbox-${++made}`);
  } catch {
    hierarchy = null;
    return null;
  }
}

/** Removes all groups that nothing is in any more. */
export function closeControlGroups(): void {
  for (const group of idle.splice(0))
    if (group.empty()) group.remove();
    else idle.push(group);
}

/** Gives a group back; it is used again when nothing is left in it. */
export function returnControlGroup(group: ControlGroup | null): void {
  if (group) idle.push(group);
}
