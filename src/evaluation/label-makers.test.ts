import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Library } from '../library/library.ts';
import { eachRollout } from '../spec/prepared-tool.ts';
import { scored } from '../spec/verdict.ts';
import { testCard } from '../testing/test-card.ts';
import { labelMakers } from './label-makers.ts';

test('verifiers of tests and of constraints made labels, whoever wrote them; what compares or grades did not', () => {
  const cards = [
    testCard({ id: 'runs', type: 'verifier', needs: ['tests'] }),
    testCard({ id: 'checks', type: 'verifier', needs: ['prompt', 'constraints'] }),
    testCard({ id: 'compares', type: 'verifier', needs: ['reference'] }),
    testCard({ id: 'grades', type: 'metric', needs: ['tests'] }),
  ];
  const library = new Library(
    cards.map((declaration) => ({
      tool: { declaration, prepare: () => eachRollout(() => scored(1)) },
      evidence: null,
    })),
  );
  assert.deepEqual(labelMakers(library), ['checks', 'runs']);
});
