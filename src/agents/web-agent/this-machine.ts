import { availableParallelism, totalmem } from 'node:os';

/** @returns this machine, as a machine's file would say it: its memory and processors; cards are not looked for */
export function thisMachine(): { readonly memoryGb: number; readonly cores: number } {
  return { memoryGb: totalmem() / 1e9, cores: availableParallelism() };
}
