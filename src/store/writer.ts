/** The writer thread: takes all waiting jobs, commits them together, and answers them. */
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { storeFailure } from './failure.ts';
import { GroupCommit, type WriterSettings } from './group-commit.ts';
import type { WriterJob, WriterMessage } from './writer-jobs.ts';

/**
 * Approximate number of characters in one transaction. A larger number shares a sync among more jobs; a smaller one keeps
 * latency short.
 */
const GROUP_WEIGHT = 8_000_000;

/** Milliseconds without a job after which the facts of new records are filled. */
const IDLE_MS = 500;
/** Milliseconds without a job after which the search index is filled. */
const SEARCH_IDLE_MS = 2_000;
/** Milliseconds between two windows of facts. */
const PAUSE_MS = 10;

const port = parentPort;
if (port) serve(workerData);

function serve(settings: WriterSettings): void {
  let commit: GroupCommit;
  try {
    commit = new GroupCommit(settings);
  } catch (error) {
    const { code, message } = storeFailure(error, settings.file);
    send({ type: 'refused', code, message });
    port?.close();
    return;
  }
  let idle: NodeJS.Timeout | undefined;
  // Where it fails, the facts are filled later: who reads them fills them first.
  const fill = (): void => {
    try {
      const more = commit.fillFacts();
      idle = setTimeout(more ? fill : fillSearch, more ? PAUSE_MS : SEARCH_IDLE_MS).unref();
    } catch {
      idle = undefined;
    }
  };
  const fillSearch = (): void => {
    try {
      if (commit.fillSearch()) idle = setTimeout(fillSearch, PAUSE_MS).unref();
    } catch {
      idle = undefined;
    }
  };
  port?.on('message', (first: WriterJob | null) => {
    clearTimeout(idle);
    const { jobs, closing } = gather(first);
    const begin = performance.now();
    const answers = commit.execute(jobs);
    if (closing) commit.close();
    if (answers.length > 0) send({ type: 'answers', answers, ms: performance.now() - begin });
    if (closing) port.close();
    else idle = setTimeout(fill, IDLE_MS).unref();
  });
  idle = setTimeout(fill, IDLE_MS).unref();
  send({ type: 'opened' });
}

/** @returns the waiting jobs. `closing` is true where the final message, null, is among them */
function gather(first: WriterJob | null): { jobs: WriterJob[]; closing: boolean } {
  const jobs: WriterJob[] = [];
  let weight = 0;
  let next: WriterJob | null = first;
  while (next) {
    jobs.push(next);
    weight += next.method === 'append' ? next.argument.weight : 1;
    if (!port || weight > GROUP_WEIGHT) return { jobs, closing: false };
    const received: { message: WriterJob | null } | undefined = receiveMessageOnPort(port);
    if (!received) return { jobs, closing: false };
    next = received.message;
  }
  return { jobs, closing: true };
}

function send(message: WriterMessage): void {
  port?.postMessage(message);
}
