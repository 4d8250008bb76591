import { noUsage } from '../../models/chat-usage.ts';
import { type AnyRequest, type AnyTarget, isForModel } from './any-request.ts';
import type { AcquisitionState } from './state.ts';

/**
 * @param keepTexts false leaves the words of the prompt out, which are the caller's text
 * @returns the state of an acquisition that nobody has worked on
 */
export function queuedState(id: string, request: AnyRequest, keepTexts: boolean): AcquisitionState {
  const now = Date.now();
  return {
    id,
    target: keepTexts ? request.target : withoutWords(request.target),
    status: 'queued',
    note: 'waiting',
    samples: samplesOf(request),
    model: null,
    usage: noUsage(),
    tool: null,
    error: null,
    created: now,
    updated: now,
    attempts: 0,
  };
}

function samplesOf(request: AnyRequest): AcquisitionState['samples'] {
  if (isForModel(request)) {
    const { length } = request.pairs;
    return { queries: length, rollouts: 2 * length, labelled: 2 * length };
  }
  const { queries, rollouts } = request;
  const labelled = rollouts.filter((rollout) => rollout.good !== null).length;
  return { queries: queries.length, rollouts: rollouts.length, labelled };
}

function withoutWords(target: AnyTarget): AnyTarget {
  return target.what === 'constraint' ? { what: 'constraint', id: target.id } : target;
}
