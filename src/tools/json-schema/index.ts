import { z } from 'zod';
import { takesBack } from '../../answers/takes-back-form.ts';
import { withoutThinking } from '../../answers/thinking.ts';
import type { JsonValue } from '../../spec/json.ts';
import { eachRollout, inapplicable } from '../../spec/prepared-tool.ts';
import { scored, unscored, type Verdict } from '../../spec/verdict.ts';
import { findJsonDocument } from '../../text/json-document.ts';
import { defineBuiltIn } from '../define-built-in.ts';
import { compileSchema, type Validator } from './compile.ts';
import { whyEmpty } from './content.ts';
import { examplesIn } from './examples.ts';
import { prepareMatch } from './matches-reference.ts';

const settings = z.strictObject({
  /** Whether the response must be JSON and nothing else. */
  bare: z.boolean().default(false),
  /** Whether a reference beside the schema is compared with the document. */
  reference: z.boolean().default(true),
  /** Whether a document that is valid but says nothing earns 0: `{}`, empty texts, stand-ins, the prompt's own example. */
  content: z.boolean().default(true),
});

const LARGEST_SCHEMA = 300_000;
const LARGEST_EXPLAINED = 50_000;

/** Validates the JSON of a response against the query's schema. */
export const jsonSchema = defineBuiltIn({
  declaration: {
    id: 'json-schema',
    version: '2.0.0',
    title: 'JSON schema',
    description:
      'Right when the response gives one JSON document, bare, in a code fence or on lines of its own, that is valid against ' +
      'the schema of the query (draft 2020-12 or 7) and holds more than empty values and stand-ins. Compares it with the ' +
      'reference where the query carries one; else says nothing about whether the values are true. Loads no other document.',
    type: 'verifier',
    slot: 'correctness',
    needs: ['schema'],
    kinds: ['instruction-following.json', 'data-to-text.json'],
    execution: 'thread',
    deadlineMs: 500,
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
    const examples = options.content ? examplesIn(query.prompt) : [];
    const isEmpty = options.content
      ? (value: JsonValue) => whyEmpty(value, schema, { prompt: query.prompt, examples })
      : null;
    const matches = options.reference ? prepareMatch(query.references) : null;
    return eachRollout(({ text }) => {
      const said = withoutThinking(text);
      const found = findJsonDocument(said);
      if ('fault' in found) return scored(0, { fault: found.fault });
      if (options.bare && found.where !== 'whole')
        return scored(0, { where: found.where, errors: ['not bare JSON'] });
      if (found.where !== 'whole' && takesBack(behindDocument(said)))
        return scored(0, { where: found.where, errors: ['the document is taken back'] });
      const verdict = judge(found.value, found.where, validator, text.length <= LARGEST_EXPLAINED);
      if (verdict.status !== 'scored' || verdict.value !== 1) return verdict;
      const match = matches?.(found.value) ?? null;
      if (match === 'different') return scored(0, { where: found.where, reference: match });
      // What equals the reference says what was asked for, however short its values are.
      const empty = match === 'same' ? null : isEmpty?.(found.value);
      if (empty) return { ...scored(0, { where: found.where, empty }), flags: ['no-content'] };
      return match === 'not comparable'
        ? unscored('The document is valid; the reference cannot be compared with it.')
        : verdict;
    });
  },
});

function behindDocument(text: string): string {
  return text.slice(Math.max(text.lastIndexOf('}'), text.lastIndexOf(']')) + 1);
}

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
