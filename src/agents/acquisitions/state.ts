import { z } from 'zod';
import { chatUsage } from '../../spec/chat-usage.ts';
import { query } from '../../spec/query.ts';
import { acquisitionTarget } from '../code-agent/request.ts';
import { modelRequest } from '../web-agent/model-request.ts';
import { type AnyRequest, anyTarget } from './any-request.ts';

/**
 * `queued` and `running` end in one of the others. `interrupted` and `failed` (an error, such as a budget that is
 * spent or a model out of reach) go on where they were when the same is asked for again; the rest are answers.
 */
const acquisitionStatus = z.enum([
  'queued',
  'running',
  'admitted',
  'refused',
  'not-checkable',
  'interrupted',
  'failed',
]);
export type AcquisitionStatus = z.infer<typeof acquisitionStatus>;

/** One acquisition as its `state.json` keeps it and as it stands on the wire. */
export const acquisitionState = z.object({
  id: z.string(),
  target: anyTarget,
  status: acquisitionStatus,
  /** The last step in a few words; after the end, the reason. */
  note: z.string(),
  /** Numbers of the request's samples. */
  samples: z.object({ queries: z.number().int(), rollouts: z.number().int(), labelled: z.number().int() }),
  model: z.string().nullable(),
  /** Total spending over all attempts. */
  usage: chatUsage,
  /** The tool that it brought into the library. */
  tool: z.object({ id: z.string(), version: z.string() }).nullable(),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  /** Milliseconds since 1970. */
  created: z.number(),
  updated: z.number(),
  /** Number of starts. */
  attempts: z.number().int(),
});
export type AcquisitionState = z.infer<typeof acquisitionState>;

/** The request as `request.json` keeps it, so that an interrupted acquisition can go on without its caller. */
export const storedRequest: z.ZodType<AnyRequest> = z.union([
  modelRequest,
  z.object({
    target: acquisitionTarget,
    queries: z.array(query),
    rollouts: z.array(
      z.object({ query: z.number().int().nonnegative(), text: z.string(), good: z.boolean().nullable() }),
    ),
    seed: z.number().int(),
  }),
]);

/** @returns whether the acquisition has its answer; only other samples, or another seed, can give another */
export function isAnswer(status: AcquisitionStatus): boolean {
  return status === 'admitted' || status === 'refused' || status === 'not-checkable';
}
