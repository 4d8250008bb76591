import { readTemplated } from '../../intake/templated-sample.ts';

/** One sample of a trainer: the prompt in the form of its template, and the response of the policy. */
export interface TemplatedSample {
  readonly prompt: string;
  /** Must be a text. Any other value fails this sample alone. */
  readonly response: unknown;
  /** `expected`: an answer without an end token was cut off · `unknown`: it says nothing */
  readonly eos: 'expected' | 'unknown';
}

/** Makes a row of a templated sample. Sets `finish_reason: "length"` where an expected end token is missing. */
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
