import type { ToolCard } from '../../spec/tool-card.ts';

/** Share of trusted verdicts that may themselves be wrong. */
const NOISE = 0.02;

/**
 * @returns the share of what a verifier pays that is right at least, by the evidence that it was admitted with: of as many right
 * as wrong responses, with the most false positives that its sealed cases leave open. Null where they do not tell
 */
export function admittedPrecision({ type, evidence }: Pick<ToolCard, 'type' | 'evidence'>): number | null {
  const sealed = evidence?.gates.find(({ gate, program }) => gate === 'G4' && program === undefined)?.shares;
  const { falsePositives, rightOnesPaid } = sealed ?? {};
  if (type !== 'verifier' || !falsePositives || !rightOnesPaid || rightOnesPaid.value <= 0) return null;
  const precision = rightOnesPaid.value / (rightOnesPaid.value + falsePositives.high);
  return Math.max(0, precision - NOISE);
}
