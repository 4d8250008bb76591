import { hash } from 'node:crypto';
import type { AcquisitionRequest, AcquisitionTarget } from '../code-agent/request.ts';

/** @returns a key for the target; at most one acquisition with the same key is in work at a time */
export function targetKey(target: AcquisitionTarget): string {
  return target.what === 'kind' ? `kind ${target.kind}` : `constraint ${target.id}`;
}

/** @returns the target's name and 8 hexadecimal digits of the request: the same request is the same acquisition */
export function acquisitionId(request: AcquisitionRequest): string {
  const name = targetKey(request.target)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60);
  const { target, queries, rollouts, seed } = request;
  return `${name}-${hash('sha256', JSON.stringify([target, queries, rollouts, seed]), 'hex').slice(0, 8)}`;
}
