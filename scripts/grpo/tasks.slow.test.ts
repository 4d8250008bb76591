import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';

const program = `
import json
from tasks import KINDS, tasks

ALWAYS = ["", " ", "I cannot do that.", "0", "{}", "def f(x):\\n    return 0", "Yes. " * 50]
found = {}
for task in tasks(7, 40):
    right = [one for one in task.good if not task.solved(one)]
    wrong = [one for one in [*task.bad, *ALWAYS, task.prompt, f"{task.good[0]} {task.bad[0]}"] if task.solved(one)]
    of = found.setdefault(task.kind, {"tasks": 0, "bad": 0, "right": [], "wrong": []})
    of["tasks"] += 1
    of["bad"] += len(task.bad)
    of["right"] += right
    of["wrong"] += wrong
measured = {task.prompt for task in tasks(0, 40)}
trained = tasks(1, 60, apart=measured)
print(json.dumps({"kinds": found, "both": sum(task.prompt in measured for task in trained), "trained": len(trained)}))
`;

test('every kind of task knows its right responses, and no wrong, empty, repeated or foreign one passes', () => {
  const said = execFileSync('python3', ['-B', '-c', program], {
    encoding: 'utf8',
    env: { ...process.env, PYTHONPATH: join(import.meta.dirname) },
  });
  const { kinds, both, trained } = JSON.parse(said) as {
    kinds: Record<string, { tasks: number; bad: number; right: string[]; wrong: string[] }>;
    both: number;
    trained: number;
  };
  assert.equal(Object.keys(kinds).length, 7);
  for (const [kind, of] of Object.entries(kinds)) {
    assert.deepEqual([of.right, of.wrong], [[], []], kind);
    assert.ok(of.tasks === 40 && of.bad >= 40, kind);
  }
  assert.equal(both, 0, 'a task that measures also trains');
  assert.equal(trained, 420);
});
