'use strict';
// Runs the tests from outside the candidate's process and reports on descriptor 4, with the nonce of the job. What needs
// the candidate's own process is reported as unsupported; with `inProcess` the tests are handed over to run there. The
// candidate never sees the nonce, and may accuse nobody but itself.
const fs = require('node:fs');
const { Codec, receive, refuseToBeCompared, send } = require('/tmp/wire.cjs');
const { recordTests } = require('/tmp/recorded.cjs');
const { remotes } = require('/tmp/remote.cjs');
const { lender } = require('/tmp/lending.cjs');
const { update } = require('/tmp/update.cjs');

const job = JSON.parse(fs.readFileSync('/tmp/job.json', 'utf8'));
const callbacks = new Map();
let lost = false;
let within = 0;

const finish = (told) => {
  fs.writeSync(4, JSON.stringify({ ...told, nonce: job.nonce }));
  process.exit(0);
};
const { outcome, report, run, failed } = recordTests(job, finish, () => within > 0);

/** What cannot be done from outside the candidate's process. While the candidate asks for it, it is no more than refused. */
class Unsupported extends Error {}
function unsupported(what) {
  if (within > 0) throw new Unsupported(what);
  report('unsupported', what);
}

/** Does what the candidate asks for while it works on a call: a function of the tests, or something of an object of theirs. */
function answer([verb, ...rest]) {
  within += 1;
  try {
    if (verb === 'lent') return ['ok', lent.perform(rest)];
    const called = callbacks.get(rest[0]);
    if (!called) throw new TypeError('there is no such function');
    return ['ok', codec.encode(called(...rest[1].map((form) => codec.decode(form))))];
  } catch (error) {
    if (error instanceof Unsupported) return ['error', 'TypeError', error.message, null];
    const own = error instanceof Error && lent.lendable(error) ? lent.form(error) : null;
    return ['error', String(error?.name), String(error?.message ?? error).slice(0, 300), own];
  } finally {
    within -= 1;
  }
}

function exchange(frame) {
  if (lost) throw new Error('the candidate is gone');
  try {
    send(frame);
    for (;;) {
      const reply = receive();
      if (reply[0] === 'ok' || reply[0] === 'error') return reply;
      if (reply[0] !== 'call' && reply[0] !== 'lent') throw new Error('not a reply');
      send(answer(reply));
    }
  } catch (error) {
    lost = true;
    throw error;
  }
}

const KINDS = new Map(Object.entries({ TypeError, RangeError, SyntaxError, ReferenceError }));
function request(...frame) {
  const reply = exchange(frame);
  if (reply[0] === 'ok') return reply;
  if (reply[3]?.t === 'lent') throw lent.resolve(reply[3].v);
  const kind = KINDS.get(reply[1]) ?? Error;
  throw new kind(String(reply[2]));
}

function exported(value) {
  const number = numbers.get(value);
  if (number !== undefined) return { t: 'own', v: number };
  if (typeof value !== 'symbol' && lent.lendable(value)) return lent.form(value);
  if (typeof value !== 'function' || /^class\b/.test(Function.prototype.toString.call(value)))
    unsupported('an object of the test is passed to the program');
  // What it promises comes to pass in the driver's event loop, which stands still while the program works.
  if (/^async\b|\bPromise\b/.test(Function.prototype.toString.call(value)))
    unsupported('a function of the test that returns a promise is passed to the program');
  callbacks.set(callbacks.size, value);
  return { t: 'ref', v: callbacks.size - 1 };
}

const source = `${job.helpers}\n${job.tests}`;
const lent = lender({ source, codec: () => codec, update });
const codec = new Codec(
  exported,
  (form) => (form.t === 'lent' ? lent.resolve(form.v) : resolved(form)),
  lent.lendable,
  refuseToBeCompared,
);
const { numbers, resolved } = remotes({ codec, request, unsupported, called: () => (outcome.calls += 1) });

/** What the candidate says that tests in its own process came to: a verdict on itself, or nothing. */
function cleaned(told) {
  const counts = [told?.passed, told?.executed];
  const right = counts.every((count) => Number.isSafeInteger(count) && count >= 0 && count <= 1e6);
  if (!right || (told.status !== 'done' && told.status !== 'broken-tests'))
    return { ...outcome, status: 'gone' };
  const text = (value) => (typeof value === 'string' ? value.slice(0, 200) : '');
  const failing = told.failing ? { case: text(told.failing.case), error: text(told.failing.error) } : null;
  const [passed, executed] = counts;
  const status = told.status === 'done' && executed > 0 ? 'done' : 'error';
  return {
    ...outcome,
    status,
    passed,
    executed,
    total: executed,
    calls: 1,
    failing,
    message: text(told.message),
  };
}

function begin() {
  let first;
  try {
    first = receive();
  } catch {
    report('gone');
  }
  if (first[0] !== 'loaded') report('gone');
  if (first[1] === null) return;
  const [status, message] = Array.isArray(first[1]) ? first[1] : [];
  report(status === 'compile' || status === 'exception' ? status : 'gone', message);
}

begin();
if (job.inProcess) {
  const { tests, helpers, offset, names, stopAtFirst } = job;
  let told = null;
  try {
    send(['tests', { tests, helpers, offset, names, stopAtFirst }]);
    [told] = receive();
  } catch {
    report('gone');
  }
  finish(cleaned(told));
}

process.on('uncaughtException', (error) => {
  if (lost) report('gone');
  failed(error);
  report();
});
process.on('beforeExit', () => report(lost ? 'gone' : undefined));

const listed = request('names', job.names)[1];
const wanted = job.names.filter((name) => Array.isArray(listed) && listed.includes(name));
run(Object.fromEntries(wanted.map((name) => [name, codec.decode(request('name', name)[1])])));
