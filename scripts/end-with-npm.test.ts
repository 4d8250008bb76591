import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';

const source = join(import.meta.dirname, '../bin/end-with-npm.mjs');
/** As `bin/rlar.mjs`: starts a process that would run for ever, and says its number. */
const launcher = `
import { spawn } from 'node:child_process';
import { endWithNpm } from ${JSON.stringify(source)};
const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
endWithNpm(child);
console.log(child.pid);
child.on('exit', () => process.exit());
`;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

const skip = process.platform === 'linux' ? false : 'only Linux says whose child a process is';
for (const signal of ['SIGTERM', 'SIGKILL'] as const)
  test(`a server that npm started ends when npm is gone by ${signal}`, { skip }, async () => {
    const shell = 'node --input-type=module -e "$LAUNCHER"; exit';
    const npm = spawn('sh', ['-c', shell], {
      env: {
        PATH: `${join(process.execPath, '..')}:${process.env.PATH}`,
        LAUNCHER: launcher,
        npm_lifecycle_event: 'rlar',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(createInterface(npm.stdout), 'line')) as [string];
    const server = Number(line);
    assert.ok(isAlive(server));
    npm.kill(signal);
    while (isAlive(server)) await new Promise((resolve) => setTimeout(resolve, 50));
  });
