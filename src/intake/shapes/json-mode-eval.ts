import type { Shape } from '../shape.ts';

/** NousResearch/json-mode-eval: messages, a JSON schema as text, and one right answer as `completion`. */
export const jsonModeEval: Shape = {
  name: 'json-mode-eval',
  when: { prompt: 'any', schema: 'any', completion: 'any' },
  read: { prompt: 'prompt', schema: 'schema', reference: 'completion' },
  kind: 'instruction-following.json',
};
