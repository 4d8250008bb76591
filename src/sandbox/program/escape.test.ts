import { type EscapePath, escapeSuite, LIMITS } from './escape-suite.ts';
import { runProgram } from './run-program.ts';
import { runWarm } from './run-warm.ts';

const cold: EscapePath = (source, wallMs = LIMITS.wallMs) =>
  runProgram({ language: 'python', files: { 'main.py': source }, limits: { ...LIMITS, wallMs } });
const warm: EscapePath = (source, wallMs = LIMITS.wallMs) => runWarm({ source }, '', { ...LIMITS, wallMs });

escapeSuite({ cold, warm });
