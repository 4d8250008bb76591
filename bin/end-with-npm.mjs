// npm passes a signal on to the shell that it started, and the shell dies without telling us: so look who our parents are.
import { readFileSync } from 'node:fs';

const LOOK_MS = 500;

/**
 * Under an npm script, ends `child` when npm is gone: killed, by whatever signal. Elsewhere it does nothing, since a server
 * may well outlive the shell that it was started from.
 * @param {import('node:child_process').ChildProcess} child
 */
export function endWithNpm(child) {
  if (!process.env.npm_lifecycle_event) return;
  const [parent, grandparent] = parents();
  const timer = setInterval(() => {
    const [parentNow, grandparentNow] = parents();
    if (parentNow === parent && grandparentNow === grandparent) return;
    clearInterval(timer);
    child.kill('SIGTERM');
  }, LOOK_MS);
  timer.unref();
}

/** @returns {[number, number]} our parent, and its own where the system says it: a shell of npm stands between us */
function parents() {
  const parent = process.ppid;
  try {
    const stat = readFileSync(`/proc/${parent}/stat`, 'utf8');
    return [parent, Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])];
  } catch {
    return [parent, 0];
  }
}
