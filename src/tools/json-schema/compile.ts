import { Ajv, type Options, type ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { type JsonObject, type JsonValue, jsonObject } from '../../spec/json.ts';
import { rowPattern } from '../../text/row-pattern.ts';
import { FORMATS } from './formats.ts';

/** Says whether a value is valid, and which rules it breaks: all of them, or the first one. */
export interface Validator {
  readonly isValid: (value: JsonValue) => boolean;
  readonly errors: (value: JsonValue) => string[];
}

const MOST_ERRORS = 5;

/**
 * Compiles a schema of draft 2020-12, or of draft 7 where `$schema` or its old form of `items` says so. Nothing is
 * loaded: a reference to another document is an error. Ajv's own keyword `$async` is left out: with it every value would pass.
 * @throws Error where the schema is none, or refers to what it does not hold
 */
export function compileSchema(schema: JsonObject): Validator {
  const { $schema, $async: _, ...rest } = asObject(withoutProto(unwrapped(schema)));
  const draft = typeof $schema === 'string' ? $schema : '';
  if (/draft-0?[1-5]\b/.test(draft)) throw new Error(`${draft} is not supported`);
  const first = compiled(rest, /draft-0?[67]\b/.test(draft), draft !== '');
  let thorough: ValidateFunction | null = null;
  return {
    isValid: (value) => first.validate(withoutProto(value)) === true,
    errors(value) {
      thorough ??= first.again();
      thorough(withoutProto(value));
      return (thorough.errors ?? []).slice(0, MOST_ERRORS).map((error) => {
        const path = error.instancePath === '' ? '(root)' : error.instancePath;
        return `${path} ${error.message ?? error.keyword}`.slice(0, 160);
      });
    },
  };
}

function compiled(schema: JsonObject, seventh: boolean, stated: boolean) {
  try {
    const validate = engine(seventh, false).compile(schema);
    return { validate, again: () => engine(seventh, true).compile(schema) };
  } catch (error) {
    if (seventh || stated) throw error;
    return compiled(schema, true, true);
  }
}

function engine(seventh: boolean, allErrors: boolean): Ajv {
  const options: Options = {
    strict: false,
    logger: false,
    allErrors,
    formats: { ...FORMATS },
    validateFormats: true,
    code: { regExp: Object.assign(rowPattern, { code: 'rowPattern' }) },
  };
  return seventh ? new Ajv(options) : new Ajv2020(options);
}

/** Keys that mean something to the validator itself: it skips or calls them. So they get other names, in the schema and in the value. */
const OWN = ['__proto__', 'constructor', 'toString', 'valueOf'];

function withoutProto(value: JsonValue): JsonValue {
  const text = JSON.stringify(value);
  return OWN.some((key) => text.includes(key)) ? renamed(value) : value;
}

function renamed(value: JsonValue): JsonValue {
  if (typeof value === 'string') return nameOf(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(renamed);
  const entries = Object.entries(value).map(([key, item]) => [nameOf(key), renamed(item)]);
  return Object.fromEntries(entries);
}

function nameOf(key: string): string {
  return OWN.includes(key) ? `${key} as a key` : key;
}

function asObject(value: JsonValue): JsonObject {
  return jsonObject.parse(value);
}

/** A schema as chat endpoints take it, `{name, schema}` or `{type: "json_schema", json_schema: {schema}}`. */
function unwrapped(schema: JsonObject): JsonObject {
  const named = jsonObject.safeParse(schema.json_schema);
  if (named.success) return unwrapped(named.data);
  const inner = jsonObject.safeParse(schema.schema);
  const own = ['type', 'properties', '$ref', 'anyOf', 'oneOf', 'allOf', '$defs'].some((key) => key in schema);
  return inner.success && !own ? inner.data : schema;
}
