'use strict';
// The candidate's side: runs what a model wrote and answers calls into it. Nothing in this process is trusted.
const fs = require('node:fs');
const { createRequire, stripTypeScriptTypes } = require('node:module');
const vm = require('node:vm');
const { Codec, receive, send } = require('/tmp/wire.cjs');
const { borrower } = require('/tmp/borrowed.cjs');
const { recordTests } = require('/tmp/recorded.cjs');

const source = fs.readFileSync('/tmp/solution.txt', 'utf8');
const objects = [];
const known = new Map();
const numberOf = (value) => {
  if (!known.has(value)) known.set(value, objects.push(value) - 1);
  return known.get(value);
};
const reference = (value) =>
  borrowed.formOf(value) ?? {
    t: value instanceof Promise ? 'promise' : 'ref',
    v: numberOf(value),
    callable: typeof value === 'function',
    kin: typeof value === 'function' ? null : numberOf(Object.getPrototypeOf(value)),
  };
const resolve = (form) => {
  if (form.t === 'lent') return borrowed.object(form);
  return form.t === 'own' ? objects[form.v] : (...values) => callBack(form.v, values);
};
const codec = new Codec(reference, resolve, (value) => borrowed.formOf(value) !== undefined);
const borrowed = borrower({ ask: (...asked) => request('lent', ...asked), codec: () => codec });

const KINDS = { TypeError, RangeError, SyntaxError, ReferenceError };
/** Asks the tests for something while they wait for an answer. */
function request(...asked) {
  send(asked);
  for (;;) {
    const frame = receive();
    if (frame[0] === 'ok') return frame[1];
    if (frame[0] === 'error')
      throw frame[3] ? codec.decode(frame[3]) : new (KINDS[frame[1]] ?? Error)(frame[2]);
    answer(frame);
  }
}

function callBack(number, values) {
  borrowed.settle();
  return codec.decode(
    request(
      'call',
      number,
      values.map((value) => codec.encode(value)),
    ),
  );
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
    send([told]);
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
  if (verb === 'keys') return ['ok', Object.keys(target)];
  if (verb === 'instance') return ['ok', codec.decode(rest[1]) instanceof target];
  if (verb === 'primitive') return ['ok', codec.encode(primitive(target, rest[1]))];
  if (verb === 'set') {
    target[rest[1]] = codec.decode(rest[2]);
    return ['ok', null];
  }
  if (verb === 'get') {
    const value = target[rest[1]];
    return ['ok', codec.encode(typeof value === 'function' ? value.bind(target) : value)];
  }
  const values = rest[1].map((form) => codec.decode(form));
  const value = verb === 'new' ? new target(...values) : target(...values);
  const encoded = codec.encode(value);
  borrowed.end();
  const changed = {};
  values.forEach((item, index) => {
    if (typeof item !== 'object' || item === null) return;
    const after = codec.encode(item);
    if (JSON.stringify(after) !== JSON.stringify(rest[1][index])) changed[index] = after;
  });
  return ['ok', encoded, changed];
}

function primitive(target, hint) {
  if (hint === 'string') return String(target);
  if (hint === 'number') return Number(target);
  const value = target.valueOf();
  return typeof value === 'object' && value !== null ? String(target) : value;
}

/** Lets the event loop run until a promise is settled, then answers and reads on. */
function settle(number) {
  Promise.resolve(objects[number])
    .then((value) => ['ok', codec.encode(value)])
    .catch((error) => ['error', String(error?.name), String(error?.message).slice(0, 300)])
    .then((reply) => {
      send(reply);
      serve();
    });
}

function answer(frame) {
  let reply;
  try {
    reply = perform(frame);
  } catch (error) {
    const lent = typeof error === 'object' && error !== null ? (borrowed.formOf(error) ?? null) : null;
    reply = ['error', String(error?.name), String(error?.message).slice(0, 300), lent];
  }
  send(reply);
}

const compiled = (code) =>
  vm.runInThisContext(`(function (exports, require, module) {${code}\n;return (name) => eval(name);})`, {
    filename: 'solution.js',
  });

const DEFINITION = /^(?:async[ ]+)?(?:function[*]?|class|const|let|var)[ ]+([A-Za-z_$][\w$]*)/gm;

/**
 * Finds what a name means: what the program defines by it, or exports by it; else, of a program that exports one function or
 * several things, the exports themselves, since the tests have fetched the program under a name of their own.
 */
function finder(module, lookInside) {
  const namespace = () => {
    const exported = module.exports;
    if (typeof exported === 'function' || Object.keys(exported ?? {}).length > 0) return exported;
    const names = [...source.matchAll(DEFINITION)].map((match) => match[1]);
    return Object.fromEntries(names.map((name) => [name, lookInside(name)]));
  };
  return (name) => {
    try {
      return lookInside(name);
    } catch (error) {
      if (!(error instanceof ReferenceError)) throw error;
      const exported = module.exports;
      if (exported && Object.hasOwn(exported, name)) return exported[name];
      const whole = exported?.default ?? namespace();
      if (typeof whole === 'function' || Object.keys(whole).length > 0) return whole;
      throw error;
    }
  };
}

/** What does not parse as JavaScript may be TypeScript. */
function loaded() {
  try {
    return compiled(source);
  } catch (error) {
    let plain;
    try {
      plain = stripTypeScriptTypes(source, { mode: 'transform' });
    } catch {
      throw error;
    }
    return compiled(plain);
  }
}

let problem = null;
try {
  const module = { exports: {} };
  const load = loaded();
  try {
    const inside = load.call(module.exports, module.exports, createRequire('/tmp/solution.js'), module);
    look = finder(module, inside);
  } catch (error) {
    problem = ['exception', String(error).slice(0, 300)];
  }
} catch (error) {
  problem = ['compile', String(error).slice(0, 300)];
}
send(['loaded', problem]);

function serve() {
  for (;;) {
    const frame = receive();
    if (frame[0] === 'tests') return runHere(frame[1]);
    if (frame[0] === 'await') return settle(frame[1]);
    answer(frame);
  }
}

process.on('unhandledRejection', () => {});
if (problem === null) serve();
