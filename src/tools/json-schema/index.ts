import { z } from 'zod';
import type { JsonValue } from '../../spec/json.ts';
import { makeTool } from '../../spec/make-tool.ts';
import { eachRollout, inapplicable } from '../../spec/prepared-tool.ts';
import { scored, unscored, type Verdict } from '../../spec/verdict.ts';
import { findJson } from '../../text/find-json.ts';
import { compileSchema, type Validator } from './compile.ts';

const settings = z.strictObject({
  /** Whether the response must be JSON and nothing else. */
  bare: z.boolean().default(false),
});

const LARGEST_SCHEMA = 300_000;
const LARGEST_EXPLAINED = 50_000;

/** Validates the JSON of a response against the query's schema. */
export const jsonSchema = makeTool({
  declaration: {
    id: 'json-schema',
    version: '1.0.0',
    title: 'JSON schema',
    description:
      'Right when the response holds JSON, bare, in a code fence or in prose, that is valid against the schema of the ' +
      'query (draft 2020-12 or 7). Says nothing about whether the values are true. Loads no other document.',
    type: 'verifier',
    slot: 'correctness',
    needs: ['schema'],
    range: [0, 1],
    kinds: ['instruction-following.json', 'data-to-text.json'],
    execution: 'thread',
    deadlineMs: 500,
    deterministic: true,
    contentGuard: true,
    costPer1000: 0,
    provenance: { origin: 'built-in' },
  },
  options: settings,
  prepare(query, options) {
    const { schema } = query;
    if (!schema) return inapplicable('The query carries no schema.');
    if (JSON.stringify(schema).length > LARGEST_SCHEMA) return inapplicable('The schema is too large.');
    let validator: Validator;
    try {
      validator = compileSchema(schema);
    } catch (error) {
      return inapplicable(`The schema cannot be used: ${String(error).slice(0, 200)}`);
    }
    return eachRollout(({ text }) => {
      const found = findJson(text);
      if (!found) return scored(0, { found: null });
      if (options.bare && found.where !== 'whole')
        return scored(0, { where: found.where, errors: ['not bare JSON'] });
      return judge(found.value, found.where, validator, text.length <= LARGEST_EXPLAINED);
    });
  },
});

function judge(value: JsonValue, where: string, validator: Validator, explain: boolean): Verdict {
  try {
    if (validator.isValid(value)) return scored(1, { where });
    return scored(0, {
      where,
      errors: explain ? validator.errors(value) : ['not valid; too large to list the errors'],
    });
  } catch (error) {
    // A schema may refer to itself without end. Anything else comes from a key such as "valueOf" in the response.
    if (!(error instanceof RangeError)) return scored(0, { where, errors: [String(error).slice(0, 160)] });
    return unscored(`The schema cannot be evaluated: ${String(error).slice(0, 200)}`);
  }
}
