import { z } from 'zod';
import { type AcquisitionRequest, acquisitionTarget } from '../code-agent/request.ts';
import { type ModelRequest, modelTarget } from '../web-agent/model-request.ts';

/** What an acquisition is for: a tool that the code agent writes, or a reward model that the web agent finds. */
export const anyTarget = z.union([acquisitionTarget, modelTarget]);
export type AnyTarget = z.infer<typeof anyTarget>;

export type AnyRequest = AcquisitionRequest | ModelRequest;

/** @returns whether the web agent is to work on it */
export function isForModel(request: AnyRequest): request is ModelRequest {
  return request.target.what === 'reward-model';
}
