import { z } from 'zod';
import { inapplicable } from './prepared-tool.ts';
import type { PreparedTool, Tool, ToolQuery } from './tool.ts';

/** A tool whose `prepare` gets its options as the schema reads them. */
export interface ToolParts<Options> extends Omit<Tool, 'prepare' | 'options'> {
  /** What an assignment may set, with the defaults. A strict object: an option with a misspelt name would be none. */
  readonly options: z.ZodType<Options>;
  prepare(query: ToolQuery, options: Options): PreparedTool;
}

/** The schema of a tool that takes no options. */
export const noOptions = z.strictObject({});

/**
 * Makes a tool that is held to its options. Options that the schema refuses are one outcome for all tools: every rollout
 * is `unscored` because of the query, and the reason names the option.
 */
export function makeTool<Options>({ prepare, ...rest }: ToolParts<Options>): Tool {
  return {
    ...rest,
    prepare(query, given) {
      const options = rest.options.safeParse(given);
      if (options.success) return prepare(query, options.data);
      return inapplicable(`Options of ${rest.declaration.id}: ${reasonOf(options.error)}.`);
    },
  };
}

function reasonOf(error: z.ZodError): string {
  const issue = error.issues[0]!;
  const at = issue.path.map(String).join('.');
  const message = issue.message.replace(/\.$/, '');
  return (at === '' ? message : `${at}: ${message}`).slice(0, 300);
}
