import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { bubblewrapProblem } from '../../../src/sandbox/program/bubblewrap.ts';
import { Random } from '../../../src/spec/random.ts';
import { ATTACKS, cells, EscapeTable, missingFor } from './table.ts';

/** The escape suite: a seeded sample of its cells here, all of them in the slow tier. */
const skip = bubblewrapProblem() ?? false;
const SAMPLE = 14;
const table = new EscapeTable();
before(() => table.open());
after(() => table.close());

const applying = cells().filter(({ without }) => without === null);
// A compiler for each of them: the slow tier has them all.
const light = applying.filter(({ language }) => language !== 'cpp' && language !== 'java');
for (const cell of new Random(11, 'escape').shuffled(light).slice(0, SAMPLE))
  test(
    `${cell.language} ${cell.path}: ${cell.attack.name}`,
    {
      skip: skip || (missingFor(cell.language) ?? false),
    },
    async () => assert.deepEqual(await table.run(cell), []),
  );

test('every attack is tried somewhere, and every cell without one says why', () => {
  for (const attack of ATTACKS)
    assert.ok(
      applying.some((cell) => cell.attack === attack),
      attack.name,
    );
  assert.equal(new Set(ATTACKS.map(({ name }) => name)).size, ATTACKS.length);
  for (const { without } of cells()) assert.notEqual(without, '');
});
