import type { Hack } from '../hacks/hack.ts';
import { occursIn } from '../negatives/same-answer.ts';
import type { formatVerdict, Trial } from '../trial.ts';
import type { Finding } from './gate.ts';

/** @returns a wrong answer for which the evidence of the verdict contains the reference */
export function referenceLeak(
  trial: Trial,
  judged: readonly (Hack & { verdict: Parameters<typeof formatVerdict>[0] })[],
): Finding | null {
  if (trial.input.tool.declaration.provenance.origin === 'built-in') return null;
  const telling = judged.filter(({ verdict, run, subject, sort }) => {
    if (sort !== 'content-free' && sort !== 'wrong') return false;
    const shown: Record<string, unknown> = { ...(verdict.evidence ?? {}) };
    const { shape: _, returned: __, ...beside } = shown;
    const text =
      Object.values(beside).map(String).join('\n') +
      (verdict.status === 'failed' ? verdict.error.message : '');
    const reference = subject.references[0]!;
    return reference.trim().length > 1 && occursIn(reference, text) && !occursIn(reference, run.response);
  });
  const [first] = telling;
  if (!first || telling.length < 3 || telling.length < judged.length / 10) return null;
  return {
    name: first.name,
    expected: 'nothing of the reference beside the score',
    got: JSON.stringify(first.verdict.evidence ?? {}).slice(0, 200),
    subject: first.subject,
    response: first.run.response,
  };
}
