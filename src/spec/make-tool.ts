import { z } from 'zod';
import { inapplicable } from './prepared-tool.ts';
import type { PreparedTool, Tool, ToolQuery } from './tool.ts';

/** A tool whose `prepare` gets its options as the schema reads them. */
export interface ToolParts<Options> extends Omit<Tool, 'prepare' | 'options'> {
  /**
   * The options that an assignment may set, with their defaults. It is a strict object, so that a misspelt option is an
   * error.
   */
  readonly options: z.ZodType<Options>;
  prepare(query: ToolQuery, options: Options): PreparedTool;
}

/** The schema of a tool that takes no options. */
export const noOptions = z.strictObject({});

/**
 * Makes a tool that checks its options. Options that the schema refuses have the same outcome for all tools: every rollout
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
