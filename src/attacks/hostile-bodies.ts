/**
 * Request bodies that try to take the server's time or memory, named after what they are made of. For tests and `npm
 * run redteam`.
 */

const GOOD = '"prompt":"x","reference":"1","responses":["1"]';
const inGroup = (fields: string): string => `{"groups":[{${GOOD},${fields}}]}`;
const list = (item: string, bytes: number): string =>
  `[${`${item},`.repeat(Math.max(1, Math.floor(bytes / (item.length + 1)))).slice(0, -1)}]`;

export const HOSTILE_BODIES: Readonly<Record<string, (bytes: number) => string>> = {
  zeros: (bytes) => `{"groups":${list('0', bytes)}}`,
  'empty groups': (bytes) => `{"groups":${list('{}', bytes)}}`,
  'groups of nothing': (bytes) => `{"groups":${list('null', bytes)}}`,
  'extra_info of numbers': (bytes) => inGroup(`"extra_info":{"a":${list('0', bytes)}}`),
  'extra_info of lists': (bytes) => inGroup(`"extra_info":{"a":${list('[]', bytes)}}`),
  'extra_info of keys': (bytes) =>
    inGroup(
      `"extra_info":{${Array.from({ length: Math.floor(bytes / 12) }, (_, index) => `"${index}":0`).join(',')}}`,
    ),
  'one key again and again': (bytes) =>
    inGroup(`"extra_info":${list('"a":0', bytes).replace('[', '{').replace(/\]$/, '}')}`),
  'many columns': (bytes) =>
    inGroup(Array.from({ length: Math.floor(bytes / 14) }, (_, index) => `"c${index}":0`).join(',')),
  references: (bytes) => `{"groups":[{"prompt":"x","reference":${list('0', bytes)},"responses":["1"]}]}`,
  responses: (bytes) => `{"groups":[{"prompt":"x","reference":"1","responses":${list('""', bytes)}}]}`,
  messages: (bytes) =>
    `{"groups":[{"messages":${list('{"role":"user","content":""}', bytes)},"reference":"1","responses":["1"]}]}`,
  steps: (bytes) =>
    `{"groups":[{"prompt":"x","reference":"1","steps":${list('{"role":"tool","content":""}', bytes)}}]}`,
  tools: (bytes) => inGroup(`"tools":${list('"final-number"', bytes)}`),
  constraints: (bytes) =>
    `{"groups":[{"prompt":"x","responses":["1"],"constraints":${list('{"id":"a"}', bytes)}}]}`,
  'instruction ids': (bytes) =>
    `{"groups":[{"prompt":"x","responses":["1"],"instruction_id_list":${list('"a:b"', bytes)}}]}`,
  tests: (bytes) => `{"groups":[{"prompt":"x","responses":["1"],"test_list":${list('"assert 1"', bytes)}}]}`,
  'expected calls': (bytes) =>
    `{"groups":[{"prompt":"x","responses":["1"],"expected_calls":${list('{"name":"f","arguments":{}}', bytes)}}]}`,
  'brackets alone': (bytes) => '['.repeat(bytes / 2) + ']'.repeat(bytes / 2),
  'brackets never closed': (bytes) => '['.repeat(bytes),
  'objects never closed': (bytes) => '{"a":'.repeat(bytes / 5),
  'deep extra_info': (bytes) =>
    inGroup(`"extra_info":{"a":${'['.repeat(bytes / 2)}${']'.repeat(bytes / 2)}}`),
  'a schema of depth': (bytes) =>
    inGroup(`"schema":${'{"not":'.repeat(bytes / 8)}{}${'}'.repeat(bytes / 8)}`),
  'a long prompt': (bytes) =>
    `{"groups":[{"prompt":"${'a'.repeat(bytes)}","reference":"1","responses":["1"]}]}`,
  'a long name of a run': (bytes) => `{"run":"${'r'.repeat(bytes)}","groups":[{${GOOD}}]}`,
  'a long pattern': (bytes) => inGroup(`"schema":{"type":"string","pattern":"${'1+'.repeat(bytes / 2)}"}`),
  'a long keyword': (bytes) =>
    `{"groups":[{"prompt":"p","instruction_id_list":["keywords:existence"],"kwargs":[{"keywords":["${'1+'.repeat(bytes / 2)}"]}],"responses":["1"]}]}`,
  'a name that is a pattern': () =>
    `{"groups":[{"prompt":"p","tests":{"language":"python","test":"assert f(1)==1","entry_point":"(a+)+c","declaration":"def f(x):\\ndef ${'a'.repeat(34)}\\n"},"responses":["def f(x): return x"]}]}`,
  'groups twice': () => `{"groups":[{${GOOD}}],"groups":[{${GOOD}}]}`,
  'prototype keys': () =>
    `{"__proto__":{"groups":1},"groups":[{${GOOD},"__proto__":{"response":"2"},"constructor":{"prototype":{}}}]}`,
  'a broken string': (bytes) => `{"groups":[{"prompt":"${'\\'.repeat(bytes)}`,
};
