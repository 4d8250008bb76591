import { availableParallelism } from 'node:os';
import type { AdapterSpec } from '../../spec/adapter-spec.ts';
import { RlarError } from '../../spec/errors.ts';
import { type Engine, engineIsHere, launchWorker } from './launch-worker.ts';
import { ManagedWorker } from './managed-worker.ts';
import { type ModelFile, modelFolder, readModelFiles } from './model-files.ts';

/** Which worker a tool has. */
export interface WorkerRecord {
  readonly engine: Engine;
  /** Hash of the model's files, as `hashOfFiles` gives it. */
  readonly files: string;
}

/** Processes of one model that rlar runs itself, where cores and memory are there; each holds the weights. */
const MOST_PROCESSES = 4;
/** Bytes of a process beside the weights. */
const BESIDE: Readonly<Record<Engine, number>> = { 'built-in': 150e6, torch: 1.5e9 };
/** Weights to memory. */
const GROWTH = 1.2;

/**
 * The worker of a model that is on this machine. Nothing is started, nor read, before it is first used.
 * @param home where the model's files are
 */
export function workerOf(home: string, spec: AdapterSpec, { engine, files }: WorkerRecord): ManagedWorker {
  const folder = modelFolder(home, spec);
  const before = () => {
    const found = readModelFiles(folder, files);
    if (!engineIsHere(engine, home))
      throw new RlarError('RLAR_WORKER_FAILED', `the Python environment of ${spec.model} is not in ${home}`);
    requireMemory(spec.model, bytesOf(found, engine, spec.dtype));
  };
  return new ManagedWorker({
    name: `${spec.model} (${engine})`,
    launch: () => launchWorker(engine, home),
    open: () => ({
      folder,
      files: readModelFiles(folder, files).map(({ name, sha256 }) => ({ name, sha256 })),
      dtype: spec.dtype,
      attention: spec.attention,
      ...(spec.read.from === 'decoder-token' && { decoderToken: spec.read.token }),
    }),
    // Torch uses all cores, or the GPU, with one.
    processes: engine === 'torch' ? 1 : Math.min(MOST_PROCESSES, availableParallelism()),
    before,
  });
}

/** @returns bytes of memory that one process takes, about */
export function bytesOf(files: readonly ModelFile[], engine: Engine, dtype: AdapterSpec['dtype']): number {
  const weights = files.filter(({ name }) => name.endsWith('.safetensors'));
  const bytes = weights.reduce((sum, { size }) => sum + size, 0);
  // Files may hold half of the digits that are worked with; which they do stands in them.
  const wider = engine === 'built-in' || dtype === 'float32' ? 2 : 1;
  return bytes * wider * GROWTH + BESIDE[engine];
}

/** @throws RLAR_MODEL_TOO_LARGE */
export function requireMemory(model: string, bytes: number, free = process.availableMemory()): void {
  if (bytes <= free) return;
  const [needed, have] = [bytes, free].map((count) => `${(count / 1e9).toFixed(1)} GB`);
  throw new RlarError('RLAR_MODEL_TOO_LARGE', `${model} needs ${needed} of memory, ${have} are free`);
}
