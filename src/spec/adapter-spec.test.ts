import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type AdapterContract,
  type AdapterSpec,
  adapterContract,
  adapterSpec,
  type Rendering,
  SCORER_RUNTIMES,
  type ScoreReading,
  type ScorerRuntime,
  TEMPLATE_FIELDS,
} from './adapter-spec.ts';

const RUNTIME: ScorerRuntime = 'vllm-classify';
const RENDER: Rendering = { as: 'chat', system: 'forbid', assistant: true };
const READ: ScoreReading = { from: 'head', index: 0 };
const CHAT: AdapterContract = {
  runtime: RUNTIME,
  render: RENDER,
  stripBos: true,
  endToken: null,
  read: READ,
  sign: 1,
  activation: 'none',
  range: null,
  maxTokens: 16_384,
  overlong: 'reject',
  needs: [],
  dtype: 'bfloat16',
  attention: 'any',
};

test('the standard case is a spec, and keeps no remote code unless it is said', () => {
  const spec: AdapterSpec = adapterSpec.parse({ ...CHAT, model: 'owner/name', revision: 'a'.repeat(40) });
  assert.equal(spec.remoteCode, false);
});

test('every runtime and every form of reading is a closed word', () => {
  for (const runtime of SCORER_RUNTIMES) assert.ok(adapterContract.safeParse({ ...CHAT, runtime }).success);
  for (const runtime of ['python', 'http://other.host/', '']) {
    assert.equal(adapterContract.safeParse({ ...CHAT, runtime }).success, false);
  }
});

test('nothing that is code, a URL or a key of no meaning gets in', () => {
  const strangers: readonly object[] = [
    { ...CHAT, code: 'print(1)' },
    { ...CHAT, render: { as: 'python', code: 'x' } },
    { ...CHAT, render: { as: 'template', template: 'no place for the answer' } },
    { ...CHAT, read: { from: 'head', index: 0, path: 'data[0].__proto__(x)' } },
    { ...CHAT, sign: 0 },
    { ...CHAT, maxTokens: 0 },
    { ...CHAT, needs: ['network'] },
  ];
  for (const stranger of strangers) assert.equal(adapterContract.safeParse(stranger).success, false);
});

test('a revision is a whole commit, never a branch', () => {
  for (const revision of ['main', 'abc123', 'A'.repeat(40), `${'a'.repeat(40)}\n`]) {
    assert.equal(adapterSpec.safeParse({ ...CHAT, model: 'owner/name', revision }).success, false);
  }
});

test('a template may name what a query carries', () => {
  const template = TEMPLATE_FIELDS.map((field) => `{${field}}`).join(' ');
  assert.ok(adapterContract.safeParse({ ...CHAT, render: { as: 'template', template } }).success);
});
