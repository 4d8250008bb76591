import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import type { ChatModel, ChatRequest } from '../../models/chat-model.ts';
import { fenceFor } from '../../text/fence-for.ts';

/** The files of `prompts/` that ask for something. */
export type PromptName =
  | 'split-constraints'
  | 'design-constraint'
  | 'design-kind'
  | 'witnesses-constraint'
  | 'witnesses-kind'
  | 'rephrasings'
  | 'wordings'
  | 'write-constraint'
  | 'write-kind'
  | 'write-factors'
  | 'repair'
  | 'reflect'
  | 'adjudicate';

/** The files of `prompts/` that stand within others. */
type PartName =
  | 'system'
  | 'helpers'
  | 'program-constraint'
  | 'program-kind'
  | 'recogniser-constraint'
  | 'recogniser-kind';

const PLACE = /\{\{(\w+)\}\}/g;

/** One question of the code agent to the model. */
export interface Step<Shape> extends Pick<ChatRequest, 'role' | 'onAnswer'> {
  readonly purpose: string;
  readonly prompt: PromptName;
  /** Text of our own, by the name of its place in the prompt; it may have places for further text. */
  readonly values?: Readonly<Record<string, string>>;
  /** Text of strangers, by the name of its place: fenced. */
  readonly data: Readonly<Record<string, string>>;
  readonly shape: z.ZodType<Shape>;
  readonly seed: number;
  readonly temperature: number;
  readonly signal?: AbortSignal;
}

/** @returns a text of `prompts/`, as it stands there */
export function readPrompt(name: PromptName | PartName): string {
  return readFileSync(join(import.meta.dirname, 'prompts', `${name}.md`), 'utf8').trimEnd();
}

/**
 * Asks one step. What strangers wrote stands between marks that it cannot contain, because they are made from it; the
 * same step gives the same request, so that a recording of it can be replayed.
 * @throws RlarError RLAR_MODEL_…, as the model does
 */
export function askStep<Shape>(model: ChatModel, step: Step<Shape>): Promise<Shape> {
  const { purpose, prompt, values = {}, data, shape, seed, temperature, signal, role, onAnswer } = step;
  const fence = fenceFor(Object.values(data));
  const withValues = (text: string): string =>
    text.replace(PLACE, (place, name: string) => values[name] ?? place);
  const fill = (text: string): string =>
    withValues(withValues(text)).replace(PLACE, (_, name: string) => {
      if (name === 'fence') return fence;
      const known = data[name];
      return known === undefined ? '' : fenced(name, known, fence);
    });
  const text = fill(readPrompt(prompt));
  return model.askStructured(
    {
      purpose,
      system: fill(readPrompt('system')),
      prompt: text.replace(/\n{3,}/g, '\n\n').trimEnd(),
      seed,
      temperature,
      ...(role && { role }),
      ...(onAnswer && { onAnswer }),
      ...(signal && { signal }),
    },
    shape,
  );
}

function fenced(name: string, text: string, fence: string): string {
  return `<data-${fence} name="${name}">\n${text}\n</data-${fence}>`;
}
