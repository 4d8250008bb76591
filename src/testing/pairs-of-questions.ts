import type { PreferencePair } from '../admission/added-tools/preference-pairs.ts';

/**
 * @param questions eight with their good answers
 * @returns 64 pairs: good answers beside cut ones, those of other questions, and turned ones; each with a reference of its own wording
 */
export function pairsOfQuestions(
  questions: readonly { readonly prompt: string; readonly good: string }[],
): PreferencePair[] {
  return Array.from({ length: 64 }, (_, at) => {
    const { prompt, good } = questions[at % 8]!;
    const [other, third] = [questions[(at + 3) % 8]!.good, questions[(at + 5) % 8]!.good];
    const words = good.split(' ');
    const worse = [words.slice(0, 4).join(' '), other, `${other} ${third}`, words.toReversed().join(' ')];
    return {
      prompt: `${prompt}${' '.repeat(Math.floor(at / 8))}`,
      chosen: good,
      rejected: worse[(at + Math.floor(at / 8)) % 4]!,
      reference: `To put it simply: ${good}`,
    };
  });
}
