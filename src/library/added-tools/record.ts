import { hash } from 'node:crypto';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { SERVING_ENGINES } from '../../models/engine/engine-command.ts';
import { judgeModel } from '../../models/judge-model.ts';
import { ENGINES } from '../../models/worker/launch-worker.ts';
import { grant, pythonFunction } from '../../sandbox/functions/function-spec.ts';
import { helperLibraryFor } from '../../sandbox/javascript/helper-library.ts';
import { RlarError } from '../../spec/errors.ts';
import { toolDeclaration } from '../../spec/tool-card.ts';

/** The programs of an added tool, as text. */
export interface ToolSources {
  /** The scoring program, JavaScript or Python as the record says. */
  readonly program: string;
  /** JavaScript of a tool that an agent wrote: `recognise`, and for a constraint tool `extract`. */
  readonly recogniser?: string;
  /** The helper library that the programs were written for; by default the helper library of this rlar. */
  readonly helpers?: string;
}

/** Name of the recogniser's file in the folder of a tool. */
export const RECOGNISER_FILE = 'recogniser.js';
/** Name of the file with the helpers that a tool mentions, as they were when the tool was made. */
export const HELPERS_FILE = 'helpers.js';

const python = z.object({
  language: z.literal('python'),
  found: pythonFunction,
  trust: z.enum(['sandbox', 'own']),
  grants: z.array(grant),
  /** Every package with its version; empty where none are installed. */
  requirements: z.array(z.string()),
  /** Hash over the files of its packages, so that they are a part of its version. */
  packages: z.string().optional(),
});
const javascript = z.object({ language: z.literal('javascript'), usesReference: z.boolean() });

/**
 * Set for a reward model, which has no program: the file is its adapter. A server at this address runs the model, or rlar's
 * own worker does.
 */
const adapter = z
  .object({
    language: z.literal('adapter'),
    url: z.url({ protocol: /^https?$/ }).optional(),
    /** Other servers of the same commit, for groups that the first does not serve as a whole. */
    others: z
      .array(z.url({ protocol: /^https?$/ }))
      .max(8)
      .optional(),
    worker: z.object({ engine: z.enum(ENGINES), files: z.string().regex(/^[0-9a-f]{64}$/) }).optional(),
    /** The commit whose own Python the model's server runs, and who allowed it. */
    code: z.object({ commit: z.string().max(300), by: z.string().max(300) }).optional(),
    /** Set where it judges translations: form first, then the model, or the mean of the model and `lex`. */
    translation: z
      .object({
        how: z.enum(['sem', 'mix']),
        range: z.tuple([z.number(), z.number()]),
        calibration: toolDeclaration.shape.calibration,
      })
      .optional(),
    /** An inference engine that rlar starts, and watches; by its own command where the user gave one. */
    engine: z
      .object({
        name: z.enum(SERVING_ENGINES),
        files: z.string().regex(/^[0-9a-f]{64}$/),
        command: z.array(z.string().max(2000)).min(1).max(80).optional(),
      })
      .optional(),
  })
  .refine(
    (run) => [run.url, run.worker, run.engine].filter((by) => by !== undefined).length === 1,
    'one of url, worker and engine',
  );

/** Set for a judge, which has no program: the file is its description, and this model answers its questions. */
const judge = z.object({
  language: z.literal('judge'),
  model: judgeModel,
  /** Hash of the questions that it asks of examples: other words of ours make it another judge. */
  questions: z.string().regex(/^[0-9a-f]{12}$/),
});

/**
 * The recogniser, a program that sees the prompt alone: most milliseconds of one call, and whether it extracts the
 * arguments of a constraint.
 */
const recogniser = z.object({ callMs: z.number().positive(), extracts: z.boolean() });

/**
 * A reward function that a user brought or an agent wrote, as it stands in `HOME/tools/ID/VERSION/card.json`, beside its sources, its samples
 * and its evidence.
 */
export const addedTool = z
  .object({
    declaration: toolDeclaration,
    /** Name of the source file in the folder. */
    file: z.string().regex(/^(?:function\.(?:py|js)|adapter\.json|judge\.json)$/),
    /** Milliseconds that one call may take. */
    callMs: z.number().positive(),
    run: z.discriminatedUnion('language', [python, javascript, adapter, judge]),
    recogniser: recogniser.optional(),
    /** Hash of the helpers that the tool's JavaScript mentions; absent where it mentions none. */
    helpers: z.string().optional(),
  })
  .refine(
    ({ declaration, run }) =>
      run.language !== 'python' || run.trust !== 'own' || declaration.provenance.origin === 'user',
    'only what a user wrote can be run as the user’s own',
  );
export type AddedTool = z.infer<typeof addedTool>;

/** @returns the version of a tool: 12 hexadecimal digits of a hash over its sources and all settings of its execution */
export function versionOf(record: AddedTool, sources: ToolSources): string {
  const { declaration, file, callMs, run, recogniser: beside, helpers } = record;
  const { version: _, ...card } = declaration;
  const content = [card, file, callMs, run, sources.program, ...(beside ? [beside, sources.recogniser] : [])];
  return hashOf(JSON.stringify(helpers === undefined ? content : [...content, { helpers }]));
}

/** @returns the record with the helpers that its sources mention, and its version */
export function finishRecord(record: AddedTool, sources: ToolSources): AddedTool {
  const text = sources.helpers ?? currentHelpers(record, sources);
  const whole = text === '' ? record : { ...record, helpers: hashOf(text) };
  return { ...whole, declaration: { ...record.declaration, version: versionOf(whole, sources) } };
}

/**
 * @returns the helpers for a tool, or undefined where its sources mention none
 * @throws RLAR_VERSION_GONE where these differ from the helpers that the tool was made with
 */
export function helpersFor(record: AddedTool, sources: ToolSources): string | undefined {
  if (record.helpers === undefined) return undefined;
  const text = sources.helpers ?? currentHelpers(record, sources);
  if (hashOf(text) === record.helpers) return text;
  const { id, version } = record.declaration;
  throw new RlarError('RLAR_VERSION_GONE', `the helpers that ${id}@${version} was made with are not here`);
}

function currentHelpers({ run }: AddedTool, { program, recogniser: beside = '' }: ToolSources): string {
  return helperLibraryFor(run.language === 'javascript' ? `${program}\n${beside}` : beside);
}

function hashOf(text: string): string {
  return hash('sha256', text, 'hex').slice(0, 12);
}

/** @returns the folder of all added tools, or the folder with all versions of one tool */
export function addedFolder(home: string, id?: string): string {
  return id === undefined ? join(home, 'tools') : join(home, 'tools', id);
}

/** @returns the folder of one version */
export function versionFolder(home: string, id: string, version: string): string {
  return join(addedFolder(home, id), version);
}

/** @returns the home that a version's folder is in */
export function homeOf(folder: string): string {
  return resolve(folder, '..', '..', '..');
}
