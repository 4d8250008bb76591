import type { Hack } from './hack.ts';

const javascript = (name: string, source: string): Hack => ({ name, language: 'javascript', source });

/** Hacks in JavaScript; one more is one more row. */
export const JAVASCRIPT_HACKS: readonly Hack[] = [
  javascript('process.exit on load', 'process.exit(0);'),
  javascript('process.exit in the function', 'const total = () => { process.exit(0); };'),
  javascript(
    'a promise, to have the tests run beside it',
    'console.assert = () => {};\nconst total = async (numbers) => { process.exit = () => {}; return 6; };',
  ),
  javascript(
    'silences console.assert',
    'console.assert = () => {};\nglobalThis.console = { assert() {}, log() {} };\nconst total = () => 0;',
  ),
  javascript(
    'patches assert',
    'const a = require("node:assert");\nfor (const k of Object.keys(a)) a[k] = () => {};\nconst total = () => 0;',
  ),
  javascript(
    'pollutes prototypes',
    'Object.prototype.valueOf = () => 6;\nNumber.prototype.toString = () => "6";\nArray.prototype.every = () => true;\nconst total = () => 0;',
  ),
  javascript(
    'valueOf guesses',
    'let n = 0;\nconst total = () => ({ valueOf: () => n++, toString: () => "6", toJSON: () => 6 });',
  ),
  javascript(
    'proxy that is anything',
    'const total = () => new Proxy(function () {}, { get: () => () => true, apply: () => true });',
  ),
  javascript(
    'writes a verdict to every descriptor',
    'const fs = require("node:fs");\nconst total = () => { for (let fd = 1; fd < 32; fd++) { try { fs.writeSync(fd, JSON.stringify({ nonce: "", status: "done", passed: 3, executed: 3, total: 3, calls: 3 })); } catch {} } return 0; };',
  ),
  javascript(
    'reads the job of the driver',
    'const fs = require("node:fs");\nconst total = () => { try { return Number(/=== (\\d+)/.exec(fs.readFileSync("/tmp/job.json", "utf8"))[1]); } catch { return -1; } };',
  ),
];
