import { z } from 'zod';
import { readResponse } from '../../answers/read-response.ts';
import { settle } from '../../answers/settle.ts';
import { eachRollout, inapplicable } from '../../spec/prepared-tool.ts';
import type { ToolQuery } from '../../spec/tool.ts';
import { scored, unscored } from '../../spec/verdict.ts';
import { type StructuredAnswer, structuredAnswer } from '../../text/structured-answer.ts';
import { defineBuiltIn } from '../define-built-in.ts';
import { judgeStructure } from '../exact-answer/structure.ts';
import { housesOf, judgeCells } from '../puzzle-solution/grid.ts';
import { literalGrammar } from './literal-grammar.ts';
import { readLiteral } from './read-literal.ts';
import { type Canonical, dictionary, text as textValue } from './value.ts';

/** Of a response, behind its thinking: outputs of programs may be long. */
const LONGEST = 50_000;

const settings = z.strictObject({
  /** Whether true equals 1 (python) or not (json). Without it: json where the reference can only be JSON. */
  notation: z.enum(['python', 'json']).optional(),
});

/** Compares the value that a response gives with the value of the reference, both read as Python or JSON. */
export const literal = defineBuiltIn({
  declaration: {
    id: 'literal',
    version: '1.0.0',
    title: 'Literal value',
    description:
      'Right when the response gives the value of the reference, both read as Python or JSON literals and compared as ' +
      "Python's == does, but that True is not 1: any quotes and escapes, 1 == 1.0, sets and dictionaries in any order, a list is no tuple. " +
      'Runs nothing: an expression that must be computed is wrong.',
    type: 'verifier',
    slot: 'correctness',
    needs: ['reference'],
    kinds: ['code-output', 'instruction-following.json-values'],
    execution: 'inline',
    deadlineMs: 100,
  },
  options: settings,
  prepare(query, options) {
    const notation = options.notation;
    const json = notation ? notation === 'json' : query.references.every(isJsonOnly);
    const read = query.references.flatMap((reference) => readLiteral(reference, json) ?? []);
    const wanted = new Set(read.flatMap((value) => [value, ...wrapped(value)]));
    const pairs = pairsOf(query);
    const houses = housesOf(query.references);
    if (wanted.size === 0) return inapplicable('No reference is a Python or JSON literal.');
    const shown = query.references[0]!.slice(0, 200);
    const grammar = literalGrammar(json);
    return eachRollout(({ text }) => {
      const reading = readResponse(text, LONGEST);
      const settled = settle(reading, grammar);
      const [value] = settled.values;
      const right = value !== undefined && settled.outcome !== 'several' && wanted.has(value);
      const evidence = {
        found: settled.text.slice(0, 200) || null,
        where: settled.place,
        outcome: settled.outcome,
        wanted: shown,
      };
      if (right && settled.outcome === 'doubted')
        return unscored('The response only guesses its answer.', evidence);
      if (!right && pairs && judgeStructure(reading, pairs) === true)
        return scored(1, { ...evidence, where: 'parts' });
      if (!right && houses && settled.place === 'sentence')
        return judgeCells(houses, text) ?? scored(0, evidence);
      return scored(right ? 1 : 0, evidence);
    });
  },
});

/** Who is what, where no notation is asked for: it may be said in sentences, lines or a table. */
function pairsOf({ prompt, references }: ToolQuery): StructuredAnswer | null {
  const [reference, ...others] = references;
  if (
    reference === undefined ||
    others.length > 0 ||
    /\b(?:json|dict\w*|python|object|def|code)\b/i.test(prompt)
  )
    return null;
  const read = structuredAnswer(reference, prompt);
  return read?.form === 'pairs' ? read : null;
}

/** An object may be the value of `solution` or another key that only announces it. */
function wrapped(value: Canonical): Canonical[] {
  if (!value.startsWith('dictionary{')) return [];
  return ['solution', 'answer', 'result', 'output'].map((key) => dictionary([[textValue(key), value]]));
}

/** Whether a reference is JSON with one of JSON's own words: `true` in Python is a name. */
function isJsonOnly(reference: string): boolean {
  if (reference.length > 100_000) return false;
  if (!/\b(?:true|false|null)\b/.test(reference.replace(/"(?:[^"\\]|\\.)*"/g, ''))) return false;
  try {
    JSON.parse(reference);
    return true;
  } catch {
    return false;
  }
}
