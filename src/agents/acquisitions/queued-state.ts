import { noUsage } from '../../models/chat-usage.ts';
import type { AcquisitionRequest } from '../code-agent/request.ts';
import type { AcquisitionState } from './state.ts';

/**
 * @param keepTexts false leaves the words of the prompt out, which are the caller's text
 * @returns the state of an acquisition that nobody has worked on
 */
export function queuedState(id: string, request: AcquisitionRequest, keepTexts: boolean): AcquisitionState {
  const { target, queries, rollouts } = keepTexts ? request : withoutWords(request);
  const labelled = rollouts.filter((rollout) => rollout.good !== null).length;
  const now = Date.now();
  return {
    id,
    target,
    status: 'queued',
    note: 'waiting',
    samples: { queries: queries.length, rollouts: rollouts.length, labelled },
    model: null,
    usage: noUsage(),
    tool: null,
    error: null,
    created: now,
    updated: now,
    attempts: 0,
  };
}

function withoutWords(request: AcquisitionRequest): AcquisitionRequest {
  const { target } = request;
  return target.what === 'kind' ? request : { ...request, target: { what: 'constraint', id: target.id } };
}
