/**
 * PAR, preference as reward: how far a raw score of a reward model stands above those of reference responses to the same
 * prompt, as the mean of sigmoid(score − reference). 0.5 is as good as the reference; it saturates on both sides, so that
 * an outlier of the model pays little. From “Reward Shaping to Mitigate Reward Hacking in RLHF” (arXiv 2502.18770).
 * @param score and references of one model, higher is better, finite
 * @returns a share from 0 to 1; null where there is no reference
 */
export function par(score: number, references: readonly number[]): number | null {
  if (references.length === 0) return null;
  const sum = references.reduce((total, reference) => total + sigmoid(score - reference), 0);
  return Math.min(1, sum / references.length);
}

function sigmoid(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}
