import { readTemplated } from '../../intake/templated-sample.ts';

/** One sample as a trainer has it: the prompt as its template wrote it, and what the policy said after it. */
export interface TemplatedSample {
  readonly prompt: string;
  /** Anything else than a text is no response, and costs this sample alone. */
  readonly response: unknown;
  /** `expected`: an answer without an end token was cut off · `unknown`: it says nothing */
  readonly eos: 'expected' | 'unknown';
}

/**
 * Makes a row of a templated sample; `finish_reason: "length"` where an end token was to be there and is not.
 */
export function sampleRow(sample: TemplatedSample): Record<string, unknown> {
  const { messages, answer } = readTemplated(sample.prompt);
  if (typeof sample.response !== 'string')
    return { ...(messages ? { messages } : { prompt: sample.prompt }), responses: [sample.response] };
  const { text, ended } = answer(sample.response);
  const cutOff = messages !== null && sample.eos === 'expected' && !ended;
  return {
    ...(messages ? { messages } : { prompt: sample.prompt }),
    response: text,
    ...(cutOff && { finish_reason: 'length' }),
  };
}
