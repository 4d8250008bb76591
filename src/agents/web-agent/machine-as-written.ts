import { z } from 'zod';
import { machineNames } from './machine-names.ts';

const gigabytes = z.number().positive();
const gpu = z.union([gigabytes, z.looseObject({ memoryGb: gigabytes })]);

/** The machine that is to serve the model. */
export interface Machine {
  /** A model may be spread over all cards; none: the processors do the work. */
  readonly gpus: readonly { readonly memoryGb: number }[];
  /** Main memory. */
  readonly memoryGb: number;
  readonly cores: number;
  /** What can be started there; null: with a GPU everything, without one the managed worker and TEI. */
  readonly runtimes: readonly string[] | null;
}

/** A machine as people write it. Other fields are ignored. */
const written = z.looseObject({
  gpus: z.union([z.number().int().nonnegative(), z.array(gpu)]).nullish(),
  gpuMemoryGb: gigabytes.nullish(),
  memoryGb: gigabytes.optional(),
  cores: z.number().int().positive().optional(),
  /** The runtimes that can be started there. */
  runtimes: z.array(z.enum(['managed-worker', 'vllm', 'sglang', 'tei', 'openrlhf'])).optional(),
});

/**
 * Reads a machine: cards as objects, as gigabytes, or as a number of cards with `gpuMemoryGb`. Fields may go by other names
 * (`vram_gb`, `ram_gb`, `cpus`), and may be written with underscores.
 */
export const machineAsWritten = z.preprocess(machineNames, written).transform((machine, context): Machine => {
  const ofOne = machine.gpuMemoryGb ?? null;
  const listed = machine.gpus ?? (ofOne === null ? 0 : 1);
  if (typeof listed === 'number' && listed > 0 && ofOne === null) {
    context.addIssue({
      code: 'custom',
      path: ['gpuMemoryGb'],
      message: 'how much memory has each of the gpus?',
    });
    return z.NEVER;
  }
  const cards = typeof listed === 'number' ? Array.from({ length: listed }, () => ofOne ?? 0) : listed;
  const gpus = cards.map((card) => ({
    memoryGb: typeof card === 'number' ? card : card.memoryGb,
  }));
  const { memoryGb } = machine;
  if (memoryGb === undefined && gpus.length === 0) {
    context.addIssue({ code: 'custom', path: ['memoryGb'], message: 'gigabytes of main memory' });
    return z.NEVER;
  }
  return {
    gpus,
    memoryGb: memoryGb ?? gpus.reduce((sum, card) => sum + card.memoryGb, 0),
    cores: machine.cores ?? 2,
    runtimes: machine.runtimes ?? null,
  };
});
