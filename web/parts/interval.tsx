interface IntervalProps {
  readonly low: number;
  readonly high: number;
  readonly value: number;
  /** The ends of the rail. */
  readonly from: number;
  readonly to: number;
  /** The interval in words, for who does not see it. */
  readonly words: string;
}

const WIDTH = 128;

/** A value with its interval on a rail. */
export function Interval({ low, high, value, from, to, words }: IntervalProps) {
  const place = (at: number) => 4 + ((WIDTH - 8) * (Math.min(to, Math.max(from, at)) - from)) / (to - from);
  return (
    <svg class="interval" viewBox={`0 0 ${WIDTH} 16`} role="img" aria-label={words}>
      <line class="rail" x1={4} x2={WIDTH - 4} y1={8} y2={8} />
      {from < 0 && to > 0 && <line class="rail" x1={place(0)} x2={place(0)} y1={2} y2={14} />}
      <line class="span" x1={place(low)} x2={Math.max(place(high), place(low) + 1)} y1={8} y2={8} />
      <circle class="dot" cx={place(value)} cy={8} r={3} />
    </svg>
  );
}
