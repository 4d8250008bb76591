import type { EscapeAttack } from './attack.ts';

const only = (name: string, expected: EscapeAttack['expected'], quickjs: string): EscapeAttack => ({
  name,
  expected,
  forms: { quickjs },
  otherwise: 'it is an attack on the engine alone',
});
const returns = (body: string): string => `function attack() { ${body} }`;

/** Attacks on the engine in which functions of agents run, and on what reads their results. */
export const ENGINE: readonly EscapeAttack[] = [
  only('recursion through callbacks', 'ended', 'const attack = () => [1].map(attack);'),
  only('objects without end', 'ended', returns('const x = []; for (;;) x.push({ x, y: [1, 2, 3] });')),
  only('one large ArrayBuffer', 'ended', returns('return String(new ArrayBuffer(1e9).byteLength);')),
  only('string bomb', 'ended', returns('let s = "x"; for (;;) s += s + s;')),
  only('array bomb', 'ended', returns('return String(new Array(2 ** 32 - 1).fill(0).length);')),
  only('bomb in an error', 'ended', returns('throw new Error("x".repeat(1e7));')),
  only(
    'error object with getters that loop',
    'ended',
    returns('throw { get name() { for (;;) {} }, get message() { for (;;) {} } };'),
  ),
  only('error object that is a proxy', 'ended', returns('throw new Proxy({}, { get() { throw 1; } });')),
  only(
    'names through the Function constructor',
    'held',
    returns(
      'const seen = new Function("return typeof process + typeof require")() + (() => {}).constructor("return typeof globalThis.process")(); return seen === "undefinedundefinedundefined" ? "held" : seen;',
    ),
  ),
  only(
    'import()',
    'ended',
    'async function attack() { return (await import("node:fs")).readFileSync("/etc/passwd"); }',
  ),
  only('import declaration', 'ended', 'import fs from "node:fs";\nfunction attack() { return "x"; }'),
  only(
    'the clock',
    'held',
    returns(
      'const told = [Date.now(), new Date().getTime(), new (new Date(5).constructor)().getTime()]; return told.every((ms) => ms === 0) ? "held" : told.join();',
    ),
  ),
  only(
    'the clock by another name',
    'held',
    returns('return typeof globalThis["Da" + "te"] === "undefined" ? "held" : "a clock";'),
  ),
  only(
    'prototype pollution',
    'held',
    'Object.prototype.toJSON = () => "polluted"; Array.prototype[Symbol.iterator] = function* () {}; function attack() { return "held"; }',
  ),
  only(
    'inputs are frozen',
    'held',
    '"use strict"; function attack(given) { try { given.list.push(9); } catch (e) { return e instanceof TypeError ? "held" : "x"; } return "changed"; }',
  ),
  only('result that is no JSON', 'ended', returns('return () => 1;')),
  only('a big integer', 'ended', returns('return 10n;')),
  only('__proto__ in a result', 'either', returns('return JSON.parse(\'{"__proto__": {"polluted": 1}}\');')),
  only(
    'replaced JSON',
    'held',
    'JSON.stringify = () => "1"; JSON.parse = () => 1; function attack(given) { return given.list[0] === 1 ? "held" : "x"; }',
  ),
  only('an entry that is no function', 'ended', 'const attack = 5;'),
];
