/** A trajectory among those of its group. */
export interface Trajectory {
  readonly reward: number;
  readonly path: readonly string[];
}

/**
 * Pivotal credit: all of a trajectory's credit stands on the step where it leaves a sibling that fared otherwise, and it is the difference of
 * the two rewards. The sibling is the one that went along the longest; of those the one whose reward is farthest away. What both did before
 * is worth 0. From “R³L: Reflect-then-Retry” (2026), which updates the suffix that diverges alone; we know it from its abstract.
 * @returns by trajectory: the rewards of its steps, which sum to the difference; `at` is the pivot, -1 where no sibling fared otherwise or
 * the one that did went along to the end
 */
export function pivots(
  group: readonly Trajectory[],
): { readonly at: number; readonly stepRewards: number[] }[] {
  return group.map((own) => {
    let best = { along: -1, apart: 0 };
    for (const other of group) {
      const apart = own.reward - other.reward;
      if (apart === 0) continue;
      const along = alongWith(own.path, other.path);
      const isNearer = along > best.along || (along === best.along && isFarther(apart, best.apart));
      if (isNearer) best = { along, apart };
    }
    const at = best.along < own.path.length ? best.along : -1;
    return { at, stepRewards: own.path.map((_, step) => (step === at ? best.apart : 0)) };
  });
}

/** Of two equally far differences the gain counts, so that the order of the group decides nothing. */
function isFarther(apart: number, than: number): boolean {
  return Math.abs(apart) > Math.abs(than) || (Math.abs(apart) === Math.abs(than) && apart > than);
}

function alongWith(one: readonly string[], other: readonly string[]): number {
  const end = one.findIndex((step, index) => step !== other[index]);
  return end < 0 ? one.length : end;
}
