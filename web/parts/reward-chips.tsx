import { rewardText } from './format.ts';
import { Words } from './words.tsx';

interface Told {
  readonly status: string;
  readonly reward: number | null;
  readonly cause?: string | undefined;
}

/** The number that the trainer got, in the colour of how good it is; the status where there is none. */
export function RewardNumber({ status, reward, cause }: Told) {
  if (reward === null)
    return (
      <span class={`reward-none ${status}`} title={cause ? `cause: ${cause}` : undefined}>
        {status}
      </span>
    );
  const place = reward >= 0.75 ? 'high' : reward > 0.25 ? 'middle' : 'low';
  return <span class={`reward-number ${place}`}>{rewardText(reward)}</span>;
}

export function Flags({ flags }: { readonly flags: readonly string[] }) {
  return (
    <span class="flags">
      {flags.map((flag) => (
        <span key={flag} class="flag">
          <Words>{flag}</Words>
        </span>
      ))}
    </span>
  );
}

/** The slots that have a value. */
export function Slots({ slots }: { readonly slots: Readonly<Record<string, number | null>> }) {
  const given = Object.entries(slots).filter(([, value]) => value !== null);
  if (given.length === 0) return <span class="quiet">no slot has a value</span>;
  return (
    <ul class="slots">
      {given.map(([slot, value]) => (
        <li key={slot}>
          <span>{slot}</span>
          <meter min={0} max={1} value={Math.max(0, Math.min(1, value ?? 0))} aria-label={slot} />
          <span class="number">{rewardText(value)}</span>
        </li>
      ))}
    </ul>
  );
}
