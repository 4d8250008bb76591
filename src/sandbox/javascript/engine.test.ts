import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../../testing/fc.ts';
import { Engine } from './engine.ts';
import { compileEngine } from './run-javascript.ts';

const SOURCE = `function fill(count, length) {
  const texts = [];
  for (let at = 0; at < count; at += 1) texts.push(String(at).padEnd(length, 'x'));
  return texts.length;
}`;

const filling = (engine: Engine, [count, length]: readonly [number, number]) =>
  engine.call({ source: SOURCE, entry: 'fill', inputs: [count, length], limitMs: 2_000 });

test('property: what fits into the memory of a new engine fits whatever was called before', async () => {
  const sizes = fc.tuple(fc.integer({ min: 1, max: 60 }), fc.constantFrom(10, 5_000, 90_000, 400_000));
  await fc.assert(
    fc.asyncProperty(fc.array(sizes, { minLength: 2, maxLength: 8 }), async (calls) => {
      const used = await Engine.create(compileEngine());
      for (const call of calls) {
        const alone = await filling(await Engine.create(compileEngine()), call);
        const after = await filling(used, call);
        assert.equal(after.ok, alone.ok, JSON.stringify([calls, call]));
        assert.equal(after.ok ? '' : after.error.code, alone.ok ? '' : alone.error.code);
      }
    }),
    { numRuns: 3 },
  );
});

test('what exhausts the memory of a module that was used before is called again in a new one, and once alone in a new one', async () => {
  const bomb: [number, number] = [2_000, 400_000];
  const fresh = await Engine.create(compileEngine());
  const used = await Engine.create(compileEngine());
  assert.ok((await filling(used, [1, 10])).ok);
  for (const engine of [fresh, used]) {
    const run = await filling(engine, bomb);
    assert.equal(run.ok ? 'ok' : run.error.code, 'memory');
    assert.ok((await filling(engine, [1, 10])).ok);
  }
  assert.deepEqual([fresh.replaced, used.replaced], [1, 2]);
});
