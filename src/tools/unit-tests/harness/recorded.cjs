'use strict';
// Records what tests check, case by case: in a process of their own, or in the candidate's where they need its objects.
const util = require('node:util');
const ownAssert = require('node:assert');
const { compileFunction } = require('node:vm');
const { makeExpect } = require('/tmp/expect.cjs');

const CLIP = 200;

/**
 * `job`: `tests`, `helpers`, `offset` (lines before the tests), `stopAtFirst`. `finish(outcome)` ends the process.
 * `within()`: whether the candidate has the tests' code run. Returns the outcome so far, `report(status, message)`, and `run(scope)`, which throws where the tests do not parse.
 */
function recordTests(job, finish, within = () => false) {
  const inner = new Set();
  const outcome = {
    status: 'done',
    passed: 0,
    executed: 0,
    total: 0,
    calls: 0,
    failing: null,
  };
  const source = job.tests.split('\n');
  /** How much of the tests has begun and not ended. */
  let open = 0;
  const report = (status, message) => {
    if (!status && open > 0) outcome.failing ??= { case: '', error: 'A promise was never settled.' };
    if (status) outcome.status = status;
    if (message) outcome.message = String(message).slice(0, 300);
    outcome.total = outcome.executed;
    finish(outcome);
  };
  const shown = (value) => util.inspect(value, { breakLength: Number.POSITIVE_INFINITY }).slice(0, CLIP);
  const lineOfCaller = () => {
    const found = /tests\.js:(\d+)/.exec(new Error().stack ?? '');
    return (found ? (source[Number(found[1]) - job.offset - 1] ?? '') : '').trim().slice(0, CLIP);
  };
  const record = (right, details) => {
    // What passes while the candidate has the tests' code run counts once: it could have it run at will.
    if (right && within()) {
      const line = lineOfCaller();
      if (inner.has(line)) return;
      inner.add(line);
    }
    outcome.executed += 1;
    if (right) outcome.passed += 1;
    else outcome.failing ??= { case: lineOfCaller(), ...details };
    if (!right && job.stopAtFirst) report();
  };
  const counted = (check, values) => {
    let result;
    try {
      result = check(...values);
    } catch (error) {
      record(
        false,
        values.length > 1
          ? { got: shown(values[0]), expected: shown(values[1]) }
          : { error: String(error).slice(0, CLIP) },
      );
      throw error;
    }
    if (!util.types.isPromise(result)) {
      record(true);
      return result;
    }
    open += 1;
    return result.then(
      () => {
        open -= 1;
        record(true);
      },
      (error) => {
        open -= 1;
        record(false, { error: String(error).slice(0, CLIP) });
        throw error;
      },
    );
  };
  const assert = new Proxy(ownAssert, {
    apply: (target, _, values) => counted(target, values),
    get: (target, name) => {
      const value = target[name];
      if (name === 'strict') return assert;
      return typeof value === 'function' && name !== 'AssertionError'
        ? (...values) => counted(value, values)
        : value;
    },
  });
  const quiet = Object.fromEntries(
    ['log', 'error', 'warn', 'info', 'debug', 'table', 'dir', 'trace'].map((name) => [name, () => {}]),
  );
  const ownConsole = { ...quiet, assert: (right) => record(Boolean(right)) };
  const ownRequire = (name) => (/^(node:)?assert(\/strict)?$/.test(name) ? assert : require(name));
  const failed = (error) => {
    outcome.failing ??= { case: '', error: String(error).slice(0, CLIP) };
  };

  /** Waits for what tests began; what it throws is their failure. */
  const waited = (begun) => {
    if (!util.types.isPromise(begun)) return;
    open += 1;
    begun.then(
      () => {
        open -= 1;
      },
      (error) => {
        open -= 1;
        failed(error);
        report();
      },
    );
  };
  const tried = (body) => {
    try {
      waited(body());
    } catch (error) {
      failed(error);
      if (job.stopAtFirst) report();
    }
  };
  const given = {
    console: ownConsole,
    require: ownRequire,
    assert,
    ...makeExpect(counted, tried),
    beforeEach: tried,
  };

  /** `scope`: what the candidate defines, by name. Tests that do not parse by themselves may hold `await`. */
  const run = (scope) => {
    const scoped = { ...given, ...scope };
    const compiled = (before, after) =>
      compileFunction(`${before}{${job.helpers}\n${job.tests}\n}${after}`, Object.keys(scoped), {
        filename: 'tests.js',
      });
    let tests;
    try {
      tests = compiled('', '');
    } catch (error) {
      try {
        tests = compiled('return (async () => ', ')();');
      } catch {
        report('broken-tests', error);
      }
    }
    waited(tests(...Object.values(scoped)));
  };
  return { outcome, report, run, failed };
}

module.exports = { recordTests };
