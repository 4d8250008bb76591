'use strict';
// The candidate's side: runs what a model wrote and answers calls into it. Nothing in this process is trusted.
const fs = require('node:fs');
const { createRequire } = require('node:module');
const vm = require('node:vm');
const { Codec, receive, send } = require('/tmp/wire.cjs');
const { recordTests } = require('/tmp/recorded.cjs');

const source = fs.readFileSync('/tmp/solution.txt', 'utf8');
const objects = [];
const codec = new Codec(
  (value) => ({ t: value instanceof Promise ? 'promise' : 'ref', v: objects.push(value) - 1 }),
  (form) => (form.t === 'own' ? objects[form.v] : (...values) => callBack(form.v, values)),
);

function callBack(number, values) {
  send(['call', number, values.map((value) => codec.encode(value))]);
  for (;;) {
    const frame = receive();
    if (frame[0] === 'ok') return codec.decode(frame[1]);
    if (frame[0] === 'error') throw new Error(frame[1]);
    answer(frame);
  }
}

let look;

const defined = (names) =>
  names.filter((name) => {
    try {
      return look(name) !== undefined;
    } catch {
      return false;
    }
  });

/** Runs tests here, where they see the candidate's objects, and where it could read and change them. */
function runHere(job) {
  const { outcome, report, run, failed } = recordTests(job, (told) => {
    send(told);
    process.exit(0);
  });
  outcome.calls = 1;
  process.on('uncaughtException', (error) => {
    failed(error);
    report();
  });
  process.on('beforeExit', () => report());
  run(Object.fromEntries(defined(job.names).map((name) => [name, look(name)])));
}

function perform([verb, ...rest]) {
  if (verb === 'names') return ['ok', defined(rest[0])];
  if (verb === 'name') return ['ok', codec.encode(look(rest[0]))];
  const target = objects[rest[0]];
  if (verb === 'get') {
    const value = target[rest[1]];
    return ['ok', codec.encode(typeof value === 'function' ? value.bind(target) : value)];
  }
  const values = rest[1].map((form) => codec.decode(form));
  const value = verb === 'new' ? new target(...values) : target(...values);
  const encoded = codec.encode(value);
  const changed = {};
  values.forEach((item, index) => {
    if (typeof item !== 'object' || item === null) return;
    const after = codec.encode(item);
    if (JSON.stringify(after) !== JSON.stringify(rest[1][index])) changed[index] = after;
  });
  return ['ok', encoded, changed];
}

function answer(frame) {
  let reply;
  try {
    reply = perform(frame);
  } catch (error) {
    reply = ['error', String(error?.name), String(error?.message).slice(0, 300)];
  }
  send(reply);
}

let problem = null;
try {
  const module = { exports: {} };
  const load = vm.runInThisContext(
    `(function (exports, require, module) {${source}\n;return (name) => eval(name);})`,
    {
      filename: 'solution.js',
    },
  );
  try {
    look = load.call(module.exports, module.exports, createRequire('/tmp/solution.js'), module);
  } catch (error) {
    problem = ['exception', String(error).slice(0, 300)];
  }
} catch (error) {
  problem = ['compile', String(error).slice(0, 300)];
}
send(['loaded', problem]);
let here = false;
while (problem === null && !here) {
  const frame = receive();
  if (frame[0] === 'tests') {
    here = true;
    runHere(frame[1]);
  } else answer(frame);
}
