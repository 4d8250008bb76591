import { type ChildProcess, spawn } from 'node:child_process';

/**
 * Stands between: it ends the engine and all its children when the pipe from rlar closes, so that an engine outlives no
 * rlar, however that ended.
 */
const GUARD = `
const { spawn } = require('node:child_process');
const child = spawn(process.argv[1], process.argv.slice(2), { stdio: ['ignore', 'inherit', 'inherit'], detached: true });
const end = () => { try { process.kill(-child.pid, 'SIGKILL'); } catch {} };
child.on('error', (error) => { console.error(error.message); process.exit(127); });
child.on('exit', (code) => { end(); process.exit(code ?? 1); });
process.stdin.on('end', () => { end(); process.exit(0); }).resume();
process.on('SIGTERM', () => { end(); process.exit(0); });
`;

/** Starts an engine behind its guard: the end of the guard's input is the end of the engine. */
export function launchEngine(command: string, args: readonly string[]): ChildProcess {
  return spawn(process.execPath, ['-e', GUARD, command, ...args], {
    env: environment(),
    stdio: ['pipe', 'ignore', 'pipe'],
  });
}

function environment(): NodeJS.ProcessEnv {
  const { PATH, HOME, CUDA_VISIBLE_DEVICES, LD_LIBRARY_PATH } = process.env;
  const given = { PATH, HOME, CUDA_VISIBLE_DEVICES, LD_LIBRARY_PATH };
  // The files are here: an engine that asks a hub for others would serve another model.
  return { ...given, LANG: 'C.UTF-8', HF_HUB_OFFLINE: '1', TRANSFORMERS_OFFLINE: '1' };
}
