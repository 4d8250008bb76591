import { type Command, InvalidArgumentError } from 'commander';
import type { Config } from '../config.ts';
import type { RowOptions } from '../intake/read-row.ts';
import { row as rowSchema } from '../intake/row-schema.ts';
import type { JsonObject } from '../spec/json.ts';
import { kindName } from '../spec/kinds.ts';

/** The user's settings for all rows of a file. */
export interface RowFlags {
  readonly map?: Readonly<Record<string, string>>;
  readonly kind?: string;
  readonly tool?: readonly string[];
}

/**
 * Adds `--map`, `--kind` and `--tool` to a command that reads a file of rows.
 * @param kindMeans the help text of `--kind`
 */
export function withRowFlags(
  command: Command,
  kindMeans = 'the kind of the rows that name none, such as math.final-answer',
): Command {
  return command
    .option(
      '--map <field=column>',
      'read a column as a field, such as reference=solution; several times',
      readMapping,
      {},
    )
    .option('--kind <kind>', kindMeans, readKind)
    .option(
      '--tool <id>',
      'pin this tool for the rows that pin none; several times',
      (id: string, before: string[]) => [...before, id],
      [],
    );
}

/** @returns how the rows of a file are read */
export function rowOptionsOf({ map = {}, kind, tool = [] }: RowFlags, config: Config): RowOptions {
  const defaults: JsonObject = { ...(kind && { kind }), ...(tool.length > 0 && { tools: [...tool] }) };
  return { shapes: config.shapes, map, defaults };
}

function readMapping(text: string, before: Readonly<Record<string, string>>): Record<string, string> {
  const [field = '', ...rest] = text.split('=');
  const column = rest.join('=');
  if (column === '') throw new InvalidArgumentError('expected field=column, such as reference=solution');
  if (!Object.hasOwn(rowSchema.shape, field))
    throw new InvalidArgumentError(`${JSON.stringify(field)} is no field: docs/input.md lists them`);
  return { ...before, [field]: column };
}

function readKind(text: string): string {
  const parsed = kindName.safeParse(text);
  if (!parsed.success) throw new InvalidArgumentError(parsed.error.issues[0]?.message ?? 'no kind');
  return parsed.data;
}
