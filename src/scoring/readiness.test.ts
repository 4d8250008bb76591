import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eachRollout } from '../spec/prepared-tool.ts';
import type { Tool, ToolHealth } from '../spec/tool.ts';
import { scored } from '../spec/verdict.ts';
import { literal } from '../tools/literal/index.ts';
import { Readiness } from './readiness.ts';

const NEVER = new Promise<never>(() => {});
const toolWith = (parts: Pick<Tool, 'open' | 'health'>): Tool => ({
  declaration: { ...literal.declaration, id: 'mine', execution: 'async', provenance: { origin: 'user' } },
  prepare: () => eachRollout(() => scored(1)),
  ...parts,
});
const unhealthy = (message: RegExp) => ({ code: 'RLAR_TOOL_UNHEALTHY', message });

test('within the interval a tool is asked once, whatever it said and however much work waits', async () => {
  for (const said of [{ ok: true }, { ok: false, reason: 'no' }] satisfies ToolHealth[]) {
    let asked = 0;
    const readiness = new Readiness({ everyMs: Number.POSITIVE_INFINITY });
    const tool = toolWith({
      health: async () => {
        asked += 1;
        return said;
      },
    });
    await Promise.allSettled(Array.from({ length: 100 }, () => readiness.require(tool)));
    await Promise.allSettled([
      readiness.require({ ...tool, declaration: { ...tool.declaration, version: '2' } }),
    ]);
    assert.equal(asked, 1);
    assert.equal(readiness.known([tool])[0]!.ok, said.ok);
  }
});

test('a doubted tool is asked again where it was healthy, and not before its time where it was not', async () => {
  const answers: ToolHealth[] = [{ ok: true }, { ok: false, reason: 'gone' }, { ok: true }];
  const readiness = new Readiness({ everyMs: Number.POSITIVE_INFINITY });
  const tool = toolWith({ health: () => answers.shift()! });
  await readiness.require(tool);
  readiness.doubt(tool);
  await assert.rejects(readiness.require(tool), unhealthy(/gone/));
  readiness.doubt(tool);
  await assert.rejects(readiness.require(tool), unhealthy(/gone/));
  assert.equal(answers.length, 1);
});

test('what is no answer is a no: silence, an error, anything else', async () => {
  const given: unknown[] = [undefined, null, true, 'ok', { ok: 1 }, { ok: 'true' }, { ok: false }, []];
  for (const value of given) {
    const tool = toolWith({ health: () => value as ToolHealth });
    await assert.rejects(
      new Readiness().require(tool),
      unhealthy(/neither|no reason/),
      JSON.stringify(value),
    );
  }
  const thrown = toolWith({ health: () => assert.fail('connection refused') });
  await assert.rejects(new Readiness().require(thrown), unhealthy(/connection refused/));
  let aborted = false;
  const silent = toolWith({
    health: (signal) => {
      signal.addEventListener('abort', () => {
        aborted = true;
      });
      return NEVER;
    },
  });
  await assert.rejects(new Readiness({ probeMs: 1 }).require(silent), unhealthy(/no answer of health/));
  assert.ok(aborted);
});

test('work does not wait for ever for a tool that opens; the tool is opened once, and found open later', async () => {
  const opening = Promise.withResolvers<void>();
  let opened = 0;
  const tool = toolWith({
    open: () => {
      opened += 1;
      return opening.promise;
    },
  });
  const readiness = new Readiness({ openMs: 1, everyMs: 0 });
  await assert.rejects(readiness.require(tool), unhealthy(/still opening/));
  opening.resolve();
  await readiness.require(tool);
  assert.equal(opened, 1);
});

test('a tool that declares nothing is always ready, and says nothing of its health', async () => {
  const readiness = new Readiness();
  await readiness.require(toolWith({}));
  assert.deepEqual(readiness.known([toolWith({})]), []);
});

test('closing ends a question that nobody answers', async () => {
  const readiness = new Readiness();
  const asked = readiness.require(toolWith({ health: () => NEVER }));
  readiness.close();
  await assert.rejects(asked, unhealthy(/closed/));
});
