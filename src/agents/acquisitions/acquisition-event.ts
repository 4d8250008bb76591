import { z } from 'zod';
import { codeEvent } from '../code-agent/code-event.ts';
import { modelEvent } from '../web-agent/model-event.ts';

/** One event of an acquisition, of whichever agent works on it. */
export const acquisitionEvent = z.union([codeEvent, modelEvent]);
export type AcquisitionEvent = z.infer<typeof acquisitionEvent>;
