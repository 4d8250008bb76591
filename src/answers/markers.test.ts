import assert from 'node:assert/strict';
import { test } from 'node:test';
import { markersOf } from './markers.ts';

test('markers of other languages are found before, between and behind English ones', () => {
  for (const [text, claims] of [
    ['La réponse est 5.', ['5.']],
    ['The correct solution is 4.\nLa réponse est 5.', ['4.', '5.']],
    ['La respuesta es 5.\nThe answer is 6.', ['5.', '6.']],
    ['The answer to the solution: 3\nRésultat\nRéponse : 8', ['3', '8']],
    ['答案是 9\nMy answer: 10\nОтвет: 11', ['9', '10', '11']],
    ['No marker here, of my own or the best.', []],
  ] as const)
    assert.deepEqual(
      markersOf(text).map((claim) => claim.text),
      claims,
    );
});
