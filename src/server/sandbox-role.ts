import type { FastifyInstance } from 'fastify';
import { ensureBubblewrap } from '../sandbox/program/bubblewrap.ts';
import { ProgramWorker } from '../scoring/program-worker.ts';
import type { RewardService } from '../service.ts';
import { RlarError } from '../spec/errors.ts';
import { openProgramQueue } from '../store/open-program-queue.ts';

/**
 * Has this process run programs of the whole deployment, from when it is ready until it closes.
 * @param isRequired false: where no program can be run here, it takes none, and says so
 * @throws RLAR_SANDBOX_MISSING: a process that fails every program would empty the queue of the others
 */
export function takePrograms(
  app: FastifyInstance,
  service: RewardService,
  { isRequired, onTrouble }: { readonly isRequired: boolean; readonly onTrouble: (message: string) => void },
): ProgramWorker | null {
  const sandbox = ensureBubblewrap(false);
  if (!sandbox.ready) {
    if (isRequired) throw new RlarError('RLAR_SANDBOX_MISSING', sandbox.message);
    onTrouble(`this process takes no programs of others: ${sandbox.message}`);
    return null;
  }
  const queue = openProgramQueue(service.config.home);
  const worker = new ProgramWorker(queue, (entry, signal) => service.runHandedOver(entry, signal), {
    ...(service.config.sandboxPlaces !== undefined && { places: service.config.sandboxPlaces }),
    onTrouble,
  });
  app.addHook('onReady', async () => worker.start());
  app.addHook('preClose', () => worker.close());
  return worker;
}
