import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { grant, pythonFunction } from '../../sandbox/functions/function-spec.ts';
import { toolDeclaration } from '../../spec/tool-card.ts';

/** The programs of an added tool, as text. */
export interface ToolSources {
  /** The scoring program, JavaScript or Python as the record says. */
  readonly program: string;
  /** JavaScript: `recognise`, and `extract` of a constraint tool. Of tools that agents wrote. */
  readonly recogniser?: string;
}

/** Name of the recogniser's file in the folder of a tool. */
export const RECOGNISER_FILE = 'recogniser.js';

const python = z.object({
  language: z.literal('python'),
  found: pythonFunction,
  trust: z.enum(['sandbox', 'own']),
  grants: z.array(grant),
  /** Every package with its version, as `pip freeze` says; empty where none are installed. */
  requirements: z.array(z.string()),
});
const javascript = z.object({ language: z.literal('javascript'), usesReference: z.boolean() });

/** A program over the prompt alone: milliseconds that one call may take, and whether it reads a constraint's arguments. */
const recogniser = z.object({ callMs: z.number().positive(), extracts: z.boolean() });

/**
 * A reward function that a user brought or an agent wrote, as it stands in `HOME/tools/ID/VERSION/card.json`, beside its sources, its samples
 * and its evidence.
 */
export const addedTool = z
  .object({
    declaration: toolDeclaration,
    /** Name of the source file in the folder. */
    file: z.string().regex(/^function\.(py|js)$/),
    /** Milliseconds that one call may take. */
    callMs: z.number().positive(),
    run: z.discriminatedUnion('language', [python, javascript]),
    recogniser: recogniser.optional(),
  })
  .refine(
    ({ declaration, run }) =>
      run.language !== 'python' || run.trust !== 'own' || declaration.provenance.origin === 'user',
    'only what a user wrote can be run as the user’s own',
  );
export type AddedTool = z.infer<typeof addedTool>;

/** @returns the version of a tool: 12 hexadecimal digits over its sources and everything that decides how it is run */
export function versionOf(record: AddedTool, sources: ToolSources): string {
  const { declaration, file, callMs, run, recogniser: beside } = record;
  const { version: _, ...card } = declaration;
  const content = [card, file, callMs, run, sources.program, ...(beside ? [beside, sources.recogniser] : [])];
  return createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 12);
}

/** @returns the folder that holds all added tools, or that of all versions of one */
export function addedFolder(home: string, id?: string): string {
  return id === undefined ? join(home, 'tools') : join(home, 'tools', id);
}

/** @returns the folder of one version */
export function versionFolder(home: string, id: string, version: string): string {
  return join(addedFolder(home, id), version);
}
