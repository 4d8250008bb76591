import { Worker } from 'node:worker_threads';
import { asRlarError, RlarError } from '../spec/errors.ts';
import type { GroupCommit, WriterSettings } from './group-commit.ts';
import { knownCode, WriterClient } from './writer-client.ts';
import type { WriterMessage } from './writer-jobs.ts';

const file = new URL(`./writer.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url);

/**
 * Starts the writer thread.
 * @throws the error of the thread, where it could not open the file
 */
export async function startWriter(settings: WriterSettings, pendingBytes: number): Promise<WriterClient> {
  const worker = new Worker(file, {
    workerData: settings,
    name: 'rlar-writer',
    resourceLimits: { maxYoungGenerationSizeMb: 8 },
  });
  const client = connectWorker(worker, pendingBytes);
  await new Promise<void>((resolve, reject) => {
    worker.once('message', (message: WriterMessage) => {
      if (message.type === 'refused') reject(new RlarError(knownCode(message.code), message.message));
      else resolve();
    });
    worker.once('error', (error) => reject(asRlarError(error, 'RLAR_STORE_FAILED')));
  });
  worker.unref();
  return client;
}

/** @param worker a thread that runs writer.ts */
export function connectWorker(worker: Worker, pendingBytes: number): WriterClient {
  const gone = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  return new WriterClient((client) => {
    worker.on('message', (message: WriterMessage) => client.receive(message));
    worker.on('error', (error) =>
      client.broke(
        new RlarError('RLAR_STORE_FAILED', `the writer thread broke: ${error.message}`, { cause: error }),
      ),
    );
    worker.on('exit', () => client.broke(new RlarError('RLAR_STORE_FAILED', 'the writer thread has ended')));
    return {
      post: (job) => worker.postMessage(job),
      hold: (held) => (held ? worker.ref() : worker.unref()),
      close() {
        worker.ref();
        worker.postMessage(null);
        return gone;
      },
    };
  }, pendingBytes);
}

/** A writer in this thread, for a store in memory, where reader and writer must share one connection. */
export function startInlineWriter(commit: GroupCommit, pendingBytes: number): WriterClient {
  return new WriterClient(
    (client) => ({
      post(job) {
        const begin = performance.now();
        const answers = commit.execute([job]);
        client.receive({ type: 'answers', answers, ms: performance.now() - begin });
      },
      hold() {},
      async close() {
        commit.close();
      },
    }),
    pendingBytes,
  );
}
