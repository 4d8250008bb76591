import { table } from '../../spec/table.ts';
import { plainNames } from './plain-names.ts';

/** Other names of the fields of a machine. */
const OF_MACHINE = table<string>({
  gpu: 'gpus',
  gpuCount: 'gpus',
  numGpus: 'gpus',
  vram: 'gpuMemoryGb',
  vramGb: 'gpuMemoryGb',
  gpuVramGb: 'gpuMemoryGb',
  gpuMemory: 'gpuMemoryGb',
  ram: 'memoryGb',
  ramGb: 'memoryGb',
  memory: 'memoryGb',
  cpu: 'cores',
  cpus: 'cores',
  cpuCores: 'cores',
});
/** Other names of the fields of a card. */
const OF_CARD = table<string>({ vram: 'memoryGb', vramGb: 'memoryGb', memory: 'memoryGb' });
/** Other names of runtimes. */
const OF_RUNTIME = table<string>({
  transformers: 'managed-worker',
  'text-embeddings-inference': 'tei',
});

/** @returns a machine under the names that are read; fields that nobody reads stay as they are */
export function machineNames(given: unknown): unknown {
  const plain = plainNames(given);
  if (!isRecord(plain)) return plain;
  const { gpu, ...others } = plain;
  // A card that is only named says nothing of its memory.
  const machine = renamed(typeof gpu === 'object' || typeof gpu === 'number' ? plain : others, OF_MACHINE);
  const { gpus, cores, gpuMemoryGb, runtimes } = machine;
  return {
    ...machine,
    gpus: cardsOf(gpus),
    gpuMemoryGb: gpuMemoryGb === 0 ? null : gpuMemoryGb,
    cores: isRecord(cores) ? cores.cores : cores,
    runtimes: Array.isArray(runtimes)
      ? runtimes.map((name) => (typeof name === 'string' ? (OF_RUNTIME[name] ?? name) : name))
      : runtimes,
  };
}

/** One card may stand without a list. */
function cardsOf(given: unknown): unknown {
  if (Array.isArray(given)) return given.map((card) => (isRecord(card) ? renamed(card, OF_CARD) : card));
  if (isRecord(given)) return [renamed(given, OF_CARD)];
  return typeof given === 'number' ? given : undefined;
}

/** The first name of a field counts. */
function renamed(
  fields: Readonly<Record<string, unknown>>,
  names: Readonly<Record<string, string>>,
): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    const own = names[name] ?? name;
    if (own === name || !Object.hasOwn(found, own)) found[own] = value;
  }
  return found;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
