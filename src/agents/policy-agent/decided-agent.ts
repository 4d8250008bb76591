import type { AcquiringAgent, Decisions } from '../../spec/decisions.ts';
import type { KindName } from '../../spec/kinds.ts';

/**
 * @returns the agent that the policy agent would have acquire a tool for a kind; null where it would have nothing acquired;
 * undefined where it has not found that nothing fits
 */
export function decidedAgent(kind: KindName, { templates }: Decisions): AcquiringAgent | null | undefined {
  const made = templates.find((one) => one.kind === kind && one.tools.length === 0 && !one.refused);
  return made && (made.acquire?.agent ?? null);
}
