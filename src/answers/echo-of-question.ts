import type { ReadWord } from './words-read.ts';

/** How much of the question a response repeats. Shares of its words, from 0 to 1. */
export interface Echo {
  /** The longest run that stands in the response unbroken. */
  readonly run: number;
  /** The most words that stand there in order, with other words between (longest common subsequence). */
  readonly inOrder: number;
  /** Whether its asking word stands in the response in the place where the question has it. */
  readonly asks: boolean;
}

const ASKING = new Set('who whom whose which what when where why how'.split(' '));
const MOST_WORDS = 60;
const MOST_RESPONSE = 160;

/** @param question all its words */
export function echoOf(question: readonly ReadWord[], response: readonly ReadWord[]): Echo {
  const asked = question.slice(-MOST_WORDS).map(({ text }) => text);
  const said = response.slice(0, MOST_RESPONSE).map(({ text }) => text);
  if (asked.length === 0) return { run: 0, inOrder: 0, asks: false };
  const asking = asked.findIndex((word) => ASKING.has(word));
  let run = 0;
  let runs = new Uint16Array(asked.length + 1);
  let common = new Uint16Array(asked.length + 1);
  let asks = false;
  for (let at = 0; at < said.length; at += 1) {
    const nextRuns = new Uint16Array(asked.length + 1);
    const next = new Uint16Array(asked.length + 1);
    for (let column = 1; column <= asked.length; column += 1) {
      const same = said[at] === asked[column - 1];
      next[column] = same ? common[column - 1]! + 1 : Math.max(common[column]!, next[column - 1]!);
      if (!same) continue;
      nextRuns[column] = runs[column - 1]! + 1;
      run = Math.max(run, nextRuns[column]!);
      if (
        column - 1 === asking &&
        (said[at + 1] === asked[column] || (column > 1 && said[at - 1] === asked[column - 2]))
      )
        asks = true;
    }
    runs = nextRuns;
    common = next;
  }
  return { run: run / asked.length, inOrder: common[asked.length]! / asked.length, asks };
}
