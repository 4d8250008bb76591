import type { Reward } from '../spec/reward.ts';
import type { RunSettings } from '../store/runs.ts';

/**
 * @param settingsOf the settings of the run, asked only where a response has no reward because of what it is
 * @returns the rewards, with `worth` set on such responses where the run declared what they are worth
 */
export async function withDeclaredWorth(
  groups: readonly Reward[][],
  settingsOf: () => Promise<Pick<RunSettings, 'unscorable'>>,
): Promise<Reward[][]> {
  const isUnscorable = ({ reward, cause }: Reward): boolean => reward === null && cause === 'output';
  if (!groups.some((group) => group.some(isUnscorable))) return groups.map((group) => [...group]);
  const { unscorable } = await settingsOf();
  if (unscorable === null) return groups.map((group) => [...group]);
  return groups.map((group) =>
    group.map((reward) => (isUnscorable(reward) ? { ...reward, worth: unscorable } : reward)),
  );
}
