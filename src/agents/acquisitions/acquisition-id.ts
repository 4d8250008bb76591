import { hash } from 'node:crypto';
import { type AnyRequest, type AnyTarget, isForModel } from './any-request.ts';

/** @returns a key for the target; at most one acquisition with the same key is in work at a time */
export function targetKey(target: AnyTarget): string {
  if (target.what === 'kind') return `kind ${target.kind}`;
  if (target.what === 'constraint') return `constraint ${target.id}`;
  return `reward model for ${target.kind}, ${target.language}${target.reference ? ', with references' : ''}`;
}

/** @returns the target's name and 8 hexadecimal digits of the request: the same request is the same acquisition */
export function acquisitionId(request: AnyRequest): string {
  const name = targetKey(request.target)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60);
  return `${name}-${hash('sha256', JSON.stringify(decisive(request)), 'hex').slice(0, 8)}`;
}

/** The parts of a request that can change its outcome. */
function decisive(request: AnyRequest): unknown {
  if (isForModel(request)) return request;
  const { target, queries, rollouts, seed } = request;
  return [target, queries, rollouts, seed];
}
