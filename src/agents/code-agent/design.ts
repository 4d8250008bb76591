import { z } from 'zod';
import type { ChatModel } from '../../models/chat-model.ts';
import type { JsonObject } from '../../spec/json.ts';
import { argumentList, kwargsOf, typeName } from './arguments.ts';
import { askStep } from './ask-step.ts';
import { constraintSorts } from './prompts-asking-not.ts';
import type { AcquisitionRequest } from './request.ts';
import { describeSamples, type Samples } from './samples.ts';
import { seededOrder } from './seeded-order.ts';

const TYPES = [
  'integer',
  'number',
  'string',
  'boolean',
  'list of strings',
  'list of numbers',
  'object',
] as const;
const argument = z.object({ name: z.string(), type: z.enum(TYPES), meaning: z.string() });
type Argument = z.infer<typeof argument>;

const common = {
  checkable: z.boolean(),
  reason: z.string().describe('why no program can check it; empty where one can'),
  title: z.string().describe('a few words'),
  statement: z.string(),
  rules: z.array(z.string()),
  unchecked: z.string().describe('what no program can tell of it; empty where there is nothing'),
};
const constraintDesign = z.object({
  ...common,
  arguments: z.array(argument),
  samples: z.array(z.object({ prompt: z.number().int(), kwargs: argumentList })),
  overlaps: z.array(z.string()),
});
const kindDesign = z.object({ ...common, usesReference: z.boolean() });

/** The design of a tool, made before any program is written. */
export interface Design {
  readonly checkable: boolean;
  readonly reason: string;
  readonly title: string;
  readonly unchecked: string;
  /** The task in full, as the authors of the programs read it: statement, rules, arguments. */
  readonly text: string;
  /** The same with the rules in another order, for those who test what the first wrote. */
  readonly shuffled: (seed: number) => string;
  /** Arguments by number of the shown sample, as its prompt states them. Of constraints alone. */
  readonly kwargs: ReadonlyMap<number, JsonObject>;
  readonly usesReference: boolean;
  /** Sorts among the prompts that ask for something else which are this very sort. */
  readonly overlaps: readonly string[];
}

/**
 * Asks for the design: when a response is right, which part a program can check, and which part it cannot. @throws
 * RlarError RLAR_MODEL_…
 */
export async function design(
  request: AcquisitionRequest,
  samples: Samples,
  model: ChatModel,
  signal?: AbortSignal,
): Promise<Design> {
  const { target, seed } = request;
  const asked = { purpose: 'design', seed, temperature: 0, ...(signal && { signal }) } as const;
  if (target.what === 'kind') {
    const data = { kind: target.kind, samples: describeSamples(samples.shown) };
    const made = await askStep(model, { ...asked, prompt: 'design-kind', data, shape: kindDesign });
    return { ...made, ...textsOf(made, []), kwargs: new Map(), overlaps: [] };
  }
  const given = argumentsOf(samples);
  const named = [...samples.shown, ...samples.hidden].some(({ kwargs: stated }) => stated !== null);
  const made = await askStep(model, {
    ...asked,
    prompt: 'design-constraint',
    values: {
      given:
        given.length > 0
          ? `Its arguments are given, by those who made the prompts: ${names(given)}.`
          : named
            ? 'Those who made the prompts give its id alone: it takes no arguments, and the program reads the prompt.'
            : '',
      sorts: constraintSorts().join(', '),
    },
    data: {
      target: [`id: ${target.id}`, ...(target.text ? [`in a prompt: ${target.text}`] : [])].join('\n'),
      samples: describeSamples(samples.shown),
    },
    shape: constraintDesign,
  });
  const kwargs = made.samples.map(({ prompt, kwargs: list }) => [prompt, kwargsOf(list)] as const);
  const known = named ? keepGiven(given, made.arguments) : made.arguments;
  return { ...made, ...textsOf(made, known), kwargs: new Map(kwargs), usesReference: false };
}

const NAME = /^[A-Za-z_][\w.-]{0,59}$/;

/** The arguments that the caller's constraints carry; in order of first sight. */
function argumentsOf({ shown, hidden }: Samples): Argument[] {
  const found = new Map<string, Argument>();
  for (const { kwargs } of [...shown, ...hidden])
    for (const [name, value] of Object.entries(kwargs ?? {}))
      if (NAME.test(name) && !found.has(name))
        found.set(name, { name, type: asType(typeName(value)), meaning: '' });
  return [...found.values()];
}

function asType(name: string): Argument['type'] {
  return TYPES.find((type) => type === name) ?? 'string';
}

function names(given: readonly Argument[]): string {
  return given.map(({ name, type }) => `\`${name}\` (${type})`).join(', ');
}

/** Names and types come from the caller's constraints. Their meaning comes from the design. */
function keepGiven(given: readonly Argument[], made: readonly Argument[]): Argument[] {
  return given.map((entry) => ({
    ...entry,
    meaning: made.find(({ name }) => name === entry.name)?.meaning ?? '',
  }));
}

type Made = Readonly<Record<'title' | 'statement' | 'unchecked', string>> & {
  readonly rules: readonly string[];
};

function textsOf(made: Made, known: readonly Argument[]): Pick<Design, 'text' | 'shuffled'> {
  const shuffled = (seed: number): string =>
    textOf({ ...made, rules: seededOrder(made.rules, seed, (rule) => rule) }, known);
  return { text: textOf(made, known), shuffled };
}

function textOf(made: Made, known: readonly Argument[]): string {
  const listed = known.map(({ name, type, meaning }) => `- ${name} (${type}): ${meaning}`);
  return [
    made.title,
    made.statement,
    'Rules:',
    ...made.rules.map((rule) => `- ${rule}`),
    ...(listed.length > 0 ? ['Arguments:', ...listed] : ['It takes no arguments.']),
    ...(made.unchecked ? [`Not checked: ${made.unchecked}`] : []),
  ].join('\n');
}
