import assert from 'node:assert/strict';
import { test } from 'node:test';
import { builtInLibrary } from '../../library/built-in.ts';
import { Library } from '../../library/library.ts';
import { assignment } from '../../spec/assignment.ts';
import { inapplicable } from '../../spec/prepared-tool.ts';
import { query } from '../../spec/query.ts';
import type { Recogniser } from '../../spec/tool.ts';
import type { ToolDeclaration } from '../../spec/tool-card.ts';
import { scriptedModel } from '../../testing/scripted-model.ts';
import { testCard } from '../../testing/test-card.ts';
import { MissingParts } from './missing-parts.ts';
import { readClauses } from './read-clauses.ts';

const silent: Recogniser = { recognise: async () => [] };
const part = (declaration: ToolDeclaration, recogniser?: Recogniser) => ({
  tool: { declaration, prepare: () => inapplicable('For a test.'), ...(recogniser && { recogniser }) },
  evidence: null,
});

/** @returns what a model is asked about a prompt with words that the library could not read */
async function asked(library: Library): Promise<string> {
  const missing = new MissingParts(library);
  const prompt = 'Write a poem. Every line ends with a fruit.';
  const clause = 'Every line ends with a fruit.';
  missing.add(
    { query: query.parse({ messages: [{ role: 'user', content: prompt }] }), answers: [] },
    assignment.parse({
      kind: null,
      confidence: 1,
      tools: [],
      rung: 'none',
      reason: 'nothing reads it',
      snapshot: library.snapshot,
      missing: [{ what: 'clause', name: clause }],
    }),
  );
  const model = scriptedModel([{ prompts: [] }]);
  await readClauses(missing, library, model, { seed: 1 });
  return model.requests[0]!.prompt;
}

test('sorts that prompts state are known to the model: of tools of one sort, and those that a tool of several finds', async () => {
  const prompt = await asked(
    new Library([
      part(testCard({ id: 'one', title: 'ends in a fruit', constraint: 'lines:fruit' }), silent),
      part(testCard({ id: 'unheard', title: 'ends in a nut', constraint: 'lines:nut' })),
      part(testCard({ id: 'all', constraints: ['words:most', 'words:least'] }), silent),
      part(testCard({ id: 'some', constraints: ['a:found', 'a:carried'] }), {
        ...silent,
        sorts: ['a:found'],
      }),
    ]),
  );
  for (const line of [
    'lines:fruit: ends in a fruit',
    'lines:nut: ends in a nut',
    'words:most: words most',
    'words:least: words least',
    'a:found: a found',
  ])
    assert.ok(prompt.includes(`- ${line}\n`), line);
  assert.ok(!prompt.includes('a:carried'));
});

test('a tool whose several sorts are carried by queries, and found in no prompt, changes no request', async () => {
  const carried = part(testCard({ id: 'rules', constraints: ['steps:never', 'steps:before'] }));
  const plain = part(testCard({ id: 'one', constraint: 'lines:fruit' }), silent);
  assert.equal(await asked(new Library([plain, carried])), await asked(new Library([plain])));
  assert.ok(!(await asked(builtInLibrary([]))).includes('trajectory:'));
});
