/** The memory that a worker thread and its watchdog share about one task: four integers, by place. */
const PROGRESS_BYTES = 4 * Int32Array.BYTES_PER_ELEMENT;
/** Number of rollouts begun: 0 before the first one, and negative after the last one is done. */
export const PROGRESS = 0;
/** The number that the kernel gives the thread; 0 where it is not Linux. */
export const THREAD = 1;
/** 1 while the thread works on one of its first rollouts of a tool. */
export const COLD = 2;

/** @returns the shared memory of a new task */
export function newProgress(): Int32Array<SharedArrayBuffer> {
  return new Int32Array(new SharedArrayBuffer(PROGRESS_BYTES));
}
