import { closeSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** Locks that this process holds: one with its id that is none of these is of a process that had the id before it. */
const held = new Set<string>();

/**
 * Waits until this process may do work that one process at a time does, and takes the lock: a file with the id of the process
 * whose turn it is. A lock of a process that has died is taken over.
 * @param onWait called once where another process has the turn
 * @returns a function that gives the turn back
 * @throws the signal's reason
 */
export async function takeTurn(lock: string, onWait: () => void, signal?: AbortSignal): Promise<() => void> {
  for (let noted = false; ; noted = true) {
    try {
      const file = openSync(lock, 'wx');
      writeSync(file, String(process.pid));
      closeSync(file);
      held.add(lock);
      return () => {
        held.delete(lock);
        rmSync(lock, { force: true });
      };
    } catch (thrown) {
      if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIST')) throw thrown;
    }
    if (!isHeld(lock)) rmSync(lock, { force: true });
    else {
      if (!noted) onWait();
      await sleep(500, undefined, signal && { signal });
    }
  }
}

function isHeld(lock: string): boolean {
  try {
    const { mtimeMs } = statSync(lock);
    const pid = Number(readFileSync(lock, 'utf8'));
    // Empty for a moment: its writer has just begun.
    if (pid === 0) return Date.now() - mtimeMs < 5_000;
    if (pid === process.pid) return held.has(lock);
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    return thrown instanceof Error && 'code' in thrown && thrown.code === 'EPERM';
  }
}
