import { z } from 'zod';
import { RlarError } from '../spec/errors.ts';
import { type JsonValue, jsonValue } from '../spec/json.ts';
import { kindName } from '../spec/kinds.ts';
import { READERS, type ReaderName } from './readers/index.ts';
import { VALUE_TYPES } from './value-types.ts';

/**
 * The place of a value in a row: a column, or a path into a column (`answers.text`, `0.value`). A path that meets a list
 * asks each of its members, and JSON text on the way is read. `*` is the row itself, `sentence_*` the first column of such
 * a name.
 */
export type Path = string;

/**
 * How a value is made from a row: a path · a constant · the first of several that is there · a text with `{path}` in it ·
 * what a named reader (`src/intake/readers`) makes of other values. All are data, so that a shape can stand in YAML.
 */
export type Take =
  | Path
  | { readonly value: JsonValue }
  | { readonly first: readonly Take[] }
  | { readonly template: string }
  | { readonly as: ReaderName; readonly of: Take | readonly Take[] };

const take: z.ZodType<Take> = z.lazy(() =>
  z.union([
    z.string(),
    z.strictObject({ value: jsonValue }),
    z.strictObject({ first: z.array(take) }),
    z.strictObject({ template: z.string() }),
    z.strictObject({ as: z.enum(READERS), of: z.union([take, z.array(take)]) }),
  ]),
);

/** The fields of docs/input.md that a shape may fill. */
const FIELDS = [
  'prompt',
  'messages',
  'chosen',
  'rejected',
  'reference',
  'tests',
  'constraints',
  'expected_calls',
  'schema',
  'languages',
  'code',
  'input',
  'output',
  'entry_point',
] as const;

export const shapeSchema = z.strictObject({
  /** What `rlar check` calls it. */
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9._+-]{0,60}$/, 'a shape is named in small letters, digits and - . _ +'),
  /** Columns that identify a row, each with its type of content, or with a pattern between slashes for its text. All must fit. */
  when: z.record(z.string(), z.union([z.enum(VALUE_TYPES), z.templateLiteral(['/', z.string(), '/'])])),
  /** A pattern that the row's `data_source`, `dataset` or `source` must match, where columns alone do not tell. */
  source: z.string().optional(),
  /** The sources of a row's fields. A field of the row itself wins, unless the shape reads a column of that name. */
  read: z.partialRecord(z.enum(FIELDS), take),
  /** Columns with the name of a field that are not this field. */
  ignore: z.array(z.string()).optional(),
  /** The kind of all its rows. */
  kind: kindName.optional(),
  /** The family, where the answer decides the kind; taken like the row's own `task`. */
  task: z.string().optional(),
});
export type Shape = z.infer<typeof shapeSchema>;

/**
 * Makes a shape of your own, for `shapes` in `rlar.config.ts`.
 * @throws RlarError RLAR_INVALID_CONFIG naming the first wrong field
 */
export function defineShape(shape: Shape): Shape {
  const parsed = shapeSchema.safeParse(shape);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new RlarError(
    'RLAR_INVALID_CONFIG',
    `shape ${shape.name}: ${issue?.path.join('.')}: ${issue?.message}`,
  );
}
