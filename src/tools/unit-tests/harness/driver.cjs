'use strict';
// Runs the tests from outside the candidate's process and reports on descriptor 4, with the nonce of the job. What needs
// the candidate's own process is reported as unsupported; with `inProcess` the tests are handed over to run there.
const fs = require('node:fs');
const { Codec, receive, send } = require('/tmp/wire.cjs');
const { recordTests } = require('/tmp/recorded.cjs');

const job = JSON.parse(fs.readFileSync('/tmp/job.json', 'utf8'));
const callbacks = [];
/** Only the tests decide that they need the candidate's own process, never what the candidate does. */
const waits = /\bawait\b|\.then\s*\(|\brejects\b/.test(job.tests);
let lost = false;

const { outcome, report, run, failed } = recordTests(job, (told) => {
  fs.writeSync(4, JSON.stringify(told));
  process.exit(0);
});

function unsupported(what) {
  report('unsupported', what);
}

function exchange(frame) {
  if (lost) throw new Error('the candidate is gone');
  try {
    send(frame);
    for (;;) {
      const reply = receive();
      if (reply[0] !== 'call') return reply;
      let answer;
      try {
        answer = ['ok', codec.encode(callbacks[reply[1]](...reply[2].map((form) => codec.decode(form))))];
      } catch (error) {
        answer = ['error', String(error)];
      }
      send(answer);
    }
  } catch (error) {
    lost = true;
    throw error;
  }
}

const codec = new Codec(
  (value) => {
    const number = numbers.get(value);
    if (number !== undefined) return { t: 'own', v: number };
    if (typeof value !== 'function' || /^class\b/.test(Function.prototype.toString.call(value)))
      unsupported('an object of the test is passed to the program');
    return { t: 'ref', v: callbacks.push(value) - 1 };
  },
  (form) => (form.t === 'promise' && waits ? unsupported('a promise of the program') : remote(form.v)),
);
/** Stand-ins for the candidate's objects, and the numbers that those have over there. */
const numbers = new Map();

function update(old, value) {
  if (Array.isArray(old) && Array.isArray(value)) old.splice(0, old.length, ...value);
  else if (old instanceof Map || old instanceof Set) {
    old.clear();
    for (const item of value) old instanceof Map ? old.set(item[0], item[1]) : old.add(item);
  } else {
    for (const key of Object.keys(old)) delete old[key];
    Object.assign(old, value);
  }
}

function request(...frame) {
  const reply = exchange(frame);
  if (reply[0] === 'ok') return reply;
  const kind = { TypeError, RangeError, SyntaxError, ReferenceError }[reply[1]] ?? Error;
  throw new kind(String(reply[2]));
}

function invoke(verb, number, values) {
  outcome.calls += 1;
  const reply = request(
    verb,
    number,
    values.map((value) => codec.encode(value)),
  );
  for (const [index, form] of Object.entries(reply[2] ?? {})) update(values[index], codec.decode(form));
  return codec.decode(reply[1]);
}

function read(number, name) {
  if (name === Symbol.hasInstance || name === 'prototype') unsupported('a type of the program');
  return typeof name === 'symbol' ? undefined : codec.decode(request('get', number, name)[1]);
}

function remote(number) {
  const stand = new Proxy(function remoteObject() {}, {
    apply: (_, __, values) => invoke('invoke', number, values),
    construct: (_, values) => Object(invoke('new', number, values)),
    get: (_, name) => read(number, name),
    set: () => false,
    has: () => false,
    ownKeys: () => ['prototype'],
  });
  numbers.set(stand, number);
  return stand;
}

const first = (() => {
  try {
    return receive();
  } catch {
    return null;
  }
})();
if (first?.[0] !== 'loaded') report('gone');
if (first[1] !== null) report(first[1][0], first[1][1]);

if (job.inProcess) {
  try {
    send(['tests', job]);
    const told = receive();
    fs.writeSync(4, JSON.stringify(told));
    process.exit(0);
  } catch {
    report('gone');
  }
}

process.on('uncaughtException', (error) => {
  if (lost) report('gone');
  failed(error);
  report();
});
process.on('beforeExit', () => report(lost ? 'gone' : undefined));

const wanted = request('names', job.names)[1]
  .map(String)
  .filter((name) => job.names.includes(name));
run(Object.fromEntries(wanted.map((name) => [name, codec.decode(request('name', name)[1])])));
