import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { bubblewrapProblem } from '../../../src/sandbox/program/bubblewrap.ts';
import { cells, EscapeTable, missingFor } from './table.ts';

/** Every other cell of the escape suite, on which it applies; `npm run redteam -- sandbox --table` runs them all. */
const skip = bubblewrapProblem() ?? false;
const table = new EscapeTable();
before(() => table.open());
after(() => table.close());

const taken = cells().filter(({ without }, at) => without === null && at % 2 === 0);
for (const cell of taken)
  test(
    `${cell.language} ${cell.path}: ${cell.attack.name}`,
    {
      skip: skip || (missingFor(cell.language) ?? false),
    },
    async () => assert.deepEqual(await table.run(cell), []),
  );
