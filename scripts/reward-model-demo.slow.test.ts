import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';

test('the demo finds, chooses, deploys, admits and uses its model, and is refused for sums', async () => {
  const child = spawn(process.execPath, [
    '--disable-warning=ExperimentalWarning',
    join(import.meta.dirname, 'reward-model-demo.ts'),
  ]);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
  const code = await new Promise((resolve) => child.on('close', resolve));
  assert.equal(code, 0, said);
  assert.match(
    said,
    /admitted for chat: right on 9[\s\S]*second opinion passed: overlap[\s\S]*calls of a language model: 0[\s\S]*refused for math\.final-answer: G4[\s\S]*rewards: 0\.\d+, 0\.\d+/,
  );
});
