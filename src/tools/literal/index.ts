import { z } from 'zod';
import { makeTool } from '../../spec/make-tool.ts';
import { eachRollout, inapplicable } from '../../spec/prepared-tool.ts';
import { scored } from '../../spec/verdict.ts';
import { findValue } from './find-value.ts';
import { readLiteral } from './read-literal.ts';

const settings = z.strictObject({
  /** Whether true equals 1 (python) or not (json). Without it: json where the reference can only be JSON. */
  notation: z.enum(['python', 'json']).optional(),
});

/** Compares the value that a response gives with the value of the reference, both read as Python or JSON. */
export const literal = makeTool({
  declaration: {
    id: 'literal',
    version: '1.0.0',
    title: 'Literal value',
    description:
      'Right when the response gives the value of the reference, both read as Python or JSON literals and compared as ' +
      "Python's == does: any quotes and escapes, 1 == 1.0, sets and dictionaries in any order, a list is no tuple. " +
      'Runs nothing: an expression that must be computed is wrong.',
    type: 'verifier',
    slot: 'correctness',
    needs: ['reference'],
    range: [0, 1],
    kinds: ['code-output'],
    execution: 'inline',
    deadlineMs: 100,
    deterministic: true,
    contentGuard: true,
    costPer1000: 0,
    provenance: { origin: 'built-in' },
  },
  options: settings,
  prepare(query, options) {
    const notation = options.notation;
    const json = notation ? notation === 'json' : query.references.every(isJsonOnly);
    const wanted = new Set(query.references.flatMap((reference) => readLiteral(reference, json) ?? []));
    if (wanted.size === 0) return inapplicable('No reference is a Python or JSON literal.');
    const shown = query.references[0]!.slice(0, 200);
    return eachRollout(({ text }) => {
      const found = findValue(text, json);
      if (!found) return scored(0, { found: null, wanted: shown });
      const evidence = { found: found.text.slice(0, 200), where: found.where, wanted: shown };
      return scored(wanted.has(found.value) ? 1 : 0, evidence);
    });
  },
});

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
