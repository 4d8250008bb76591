import { readTemplatedPrompt, withoutEnds } from '../../text/chat-template.ts';

/** One sample as a trainer has it: the prompt as its template wrote it, and what the policy said after it. */
export interface TemplatedSample {
  readonly prompt: string;
  readonly response: string;
  /** `expected`: an answer without an end token was cut off · `unknown`: it says nothing */
  readonly eos: 'expected' | 'unknown';
}

/**
 * Makes a row of a templated sample: system and user turns out of the template, end and padding tokens off the
 * response, a `<think>` that the template put at its front back in its place, and `finish_reason: "length"` where an
 * end token was to be there and is not. A prompt in no template that is known is what the user said.
 */
export function sampleRow(sample: TemplatedSample): Record<string, unknown> {
  const template = readTemplatedPrompt(sample.prompt);
  const { text, ended } = withoutEnds(sample.response, template?.ends);
  const prefilled = template?.prefilled ?? '';
  const opened = prefilled.startsWith('<think>') && !text.trimStart().startsWith('<think>');
  const cutOff = template !== null && sample.eos === 'expected' && !ended;
  return {
    ...(template ? { messages: template.messages } : { prompt: sample.prompt }),
    response: opened ? prefilled + text : text,
    ...(cutOff && { finish_reason: 'length' }),
  };
}
