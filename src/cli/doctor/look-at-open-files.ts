import { readFileSync } from 'node:fs';
import type { Finding } from './finding.ts';

/** A connection takes one file, a sandbox about ten, the ledger and the library some dozens. */
const ENOUGH = 4096;

/**
 * @param limits content of `/proc/self/limits`; null where the system has none
 * @returns whether a server may open as many files as trainers with many connections need
 */
export function lookAtOpenFiles(limits = readLimits()): Finding | null {
  const line = limits && /^Max open files\s+(\S+)/m.exec(limits)?.[1];
  if (!line) return null;
  const most = line === 'unlimited' ? Number.POSITIVE_INFINITY : Number(line);
  const name = 'open files';
  if (most >= ENOUGH) return { name, state: 'ok', detail: `${line} at a time` };
  return {
    name,
    state: 'weaker',
    detail: `${line} at a time: with many connections or sandboxes the next one may be refused`,
    remedy: `Raise the limit to ${ENOUGH} or more: \`ulimit -n ${ENOUGH}\`, or LimitNOFILE=${ENOUGH} in the unit of systemd.`,
  };
}

function readLimits(): string | null {
  try {
    return readFileSync('/proc/self/limits', 'utf8');
  } catch {
    return null;
  }
}
