/** Pure functions from the scores of steps to their rewards. Scores are finite, one for each step, in order; at least one. */

/**
 * Clip: min(pₖ − η, 0). No step earns anything, so repeating steps that are right adds nothing to the return. From “On
 * Designing Effective RL Reward at Training Time for LLM Reasoning” (2024), which keeps the return of any trajectory
 * bounded above. The formula is taken from public summaries of the paper.
 */
export function clip(scores: readonly number[], threshold: number): number[] {
  return scores.map((score) => Math.min(score - threshold, 0));
}

/**
 * Delta: pₖ − pₖ₊₁, and p for the last step. The sum from step k on is pₖ, whatever the number of steps, so that a repeated step adds nothing.
 * From the same paper.
 */
export function delta(scores: readonly number[]): number[] {
  return scores.map((score, index) => score - (scores[index + 1] ?? 0));
}

/**
 * Potential-based shaping: γ·Φₖ₊₁ − Φₖ with Φ = 0 behind the last step (Ng, Harada and Russell, 1999; in “Robo-Dopamine” as policy-invariant
 * shaping). With γ = 1 the sum is −Φ of the first step: it changes no optimal policy.
 * @param potentials how far the task is, before each step
 */
export function potential(potentials: readonly number[], discount: number): number[] {
  return potentials.map((value, index) => discount * (potentials[index + 1] ?? 0) - value);
}

/**
 * Contributions that sum to the outcome. The outcome is split in proportion to the steps' scores; scores below 0 count as
 * 0. If no score is above 0, it is split evenly. From “SPA-RL: Stepwise Progress Attribution” (2025): contributions add up
 * to the completion of the task.
 */
export function contributions(scores: readonly number[], outcome: number): number[] {
  const parts = scores.map((score) => Math.max(0, score));
  const sum = parts.reduce((total, part) => total + part, 0);
  const made = parts.map((part) => (sum > 0 ? (outcome * part) / sum : outcome / parts.length));
  const rest = outcome - made.reduce((total, part) => total + part, 0);
  return made.map((part, index) => (index === made.length - 1 ? part + rest : part));
}

/**
 * How far each step went beyond all steps before it: pₖ less the highest score so far, at least 0. What is undone and done again counts once,
 * so a policy earns nothing by going back and forth.
 * @param scores how much was done after each step
 */
export function increments(scores: readonly number[]): number[] {
  let highest = 0;
  return scores.map((score) => {
    const more = Math.max(0, score - highest);
    highest = Math.max(highest, score);
    return more;
  });
}

/**
 * Process beside outcome, the outcome dominating: each step gets its score less the mean of its trajectory, scaled so that
 * what is above 0 sums to at most `most`; the last step gets the outcome as well. The sum is the outcome. Our own design,
 * following the idea of “Principle Process Reward” (2025): bounded, centred by trajectory, outcome first. We have not read
 * the paper's formula for joint normalisation.
 */
export function outcomeFirst(scores: readonly number[], outcome: number, most: number): number[] {
  const middle = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  const centred = scores.map((score) => score - middle);
  const above = centred.reduce((sum, value) => sum + Math.max(0, value), 0);
  const scale = above > most ? most / above : 1;
  return centred.map((value, index) => value * scale + (index === centred.length - 1 ? outcome : 0));
}

/**
 * Finds the first step that went wrong. Later steps are consequences, so only this step takes the blame for the outcome.
 * From “Agent-R” (2025), whose actor finds the first error of a failed trajectory.
 * @returns the index of this step from 0, or -1 where every step is good enough
 */
export function firstError(scores: readonly number[], below: number): number {
  return scores.findIndex((score) => score < below);
}
