import { parentPort, workerData } from 'node:worker_threads';
import { workInBackground } from '../program/background-thread.ts';
import type { JavaScriptCall } from './call.ts';
import { Engine } from './engine.ts';

/**
 * The thread in which one engine lives. When it is ready it tells its number, as the kernel counts threads. Its owner terminates
 * it where even the interrupt does not help.
 */
const number = workInBackground();
const engine = await Engine.create(workerData.compiled);
parentPort?.on('message', async (call: JavaScriptCall) => {
  parentPort?.postMessage(await engine.call(call));
});
parentPort?.postMessage(number);
