/** What the harnesses of HumanEval-X, APPS and LiveCodeBench import before a program, so that their labels count on it. */
export const PRELUDE =
  'import bisect, collections, copy, datetime, functools, hashlib, heapq, itertools, math, operator, random, re, statistics, string, sys\n' +
  'from typing import *\n';

const FUTURE = /^from __future__ import .*$/gm;

/** @returns the program behind its prelude; imports from `__future__` stay in front, as Python asks */
export function withPrelude(prelude: string, code: string): string {
  const future = code.match(FUTURE) ?? [];
  return [...future, prelude, future.length > 0 ? code.replace(FUTURE, '') : code].join('\n');
}
