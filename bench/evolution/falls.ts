import { follow, newTrend } from '../../src/evolution/statistics/trend.ts';
import { Random } from '../../src/spec/random.ts';

/** Takes one audit after the other; true where it raises an alarm. */
type Watch = () => (confirmed: number) => boolean;

const FALSE_ALARM_EVERY = 8_000;
const REFERENCE_ERROR = 0.042;

/** What tools are admitted with, as `admittedPrecision` has it. */
const ADMITTED = 0.92;

export const WATCHES: Readonly<Record<string, Watch>> = {
  'e-detector, admitted with .92': () => {
    const running = newTrend({
      alarmAt: FALSE_ALARM_EVERY,
      areBits: true,
      tolerance: 0,
      error: REFERENCE_ERROR,
      prior: ADMITTED,
    });
    return (confirmed) => follow(running, confirmed) !== null;
  },
  'e-detector over its own reference': () => {
    const running = newTrend({
      alarmAt: FALSE_ALARM_EVERY,
      areBits: true,
      tolerance: 0,
      error: REFERENCE_ERROR,
    });
    return (confirmed) => follow(running, confirmed) !== null;
  },
  'z-test against the first 200, every 50': () => {
    let [base, baseOf, sum, of] = [0, 0, 0, 0];
    return (confirmed) => {
      if (baseOf < 200) {
        base += confirmed;
        baseOf += 1;
        return false;
      }
      sum += confirmed;
      of += 1;
      if (of % 50 > 0) return false;
      const pooled = (base + sum) / (baseOf + of);
      const spread = Math.sqrt(pooled * (1 - pooled) * (1 / baseOf + 1 / of));
      return spread > 0 && (base / baseOf - sum / of) / spread > 1.644854;
    };
  },
  'threshold: below 0.9 in the last 40': () => {
    const window: number[] = [];
    return (confirmed) => {
      window.push(confirmed);
      if (window.length > 40) window.shift();
      return window.length === 40 && window.reduce((sum, one) => sum + one, 0) < 36;
    };
  },
};

/** @returns by run, the number of alarms in `audits` audits of a tool whose precision stays as it is */
export function falseAlarms(
  make: Watch,
  precision: number,
  audits: number,
  runs: number,
  seed: number,
): number[] {
  const random = new Random(seed);
  return Array.from({ length: runs }, () => {
    const watch = make();
    let alarms = 0;
    for (let audit = 0; audit < audits; audit++) if (watch(random.next() < precision ? 1 : 0)) alarms += 1;
    return alarms;
  });
}

/**
 * @param before audits before the change
 * @returns by run, the number of audits from the change to the first alarm; null for a change that is missed
 */
export function delays(
  make: Watch,
  [from, to]: readonly [number, number],
  before: number,
  { runs, most, seed }: { readonly runs: number; readonly most: number; readonly seed: number },
): (number | null)[] {
  const random = new Random(seed);
  return Array.from({ length: runs }, () => {
    const watch = make();
    for (let audit = 0; audit < before; audit++) watch(random.next() < from ? 1 : 0);
    for (let audit = 1; audit <= most; audit++) if (watch(random.next() < to ? 1 : 0)) return audit;
    return null;
  });
}
