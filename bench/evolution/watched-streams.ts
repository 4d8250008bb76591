import type { WatchedGroup } from '../../src/evolution/watches/watched-group.ts';
import { Watcher, watcherSettings } from '../../src/evolution/watches/watcher.ts';
import { Random } from '../../src/spec/random.ts';

interface StreamShape {
  readonly kinds: number;
  readonly rollouts: number;
  /** Share of the paid rollouts that the trusted check confirms. */
  readonly precision: number;
  /** Share of the rollouts that cannot be scored because of what they are. */
  readonly unscorable: number;
}

interface Watched {
  readonly alarms: number;
  readonly audits: number;
  readonly expected: number;
  readonly names: readonly string[];
}

/** @returns what all watches together say of a stream that does not shift */
export function watchStill(shape: StreamShape, queries: number, seed: number): Watched {
  const random = new Random(seed);
  const watcher = new Watcher(watcherSettings.parse({ seed }));
  const names: string[] = [];
  for (let query = 0; query < queries; query++) {
    const group = drawn(shape, query, random);
    const audit = watcher.choose(group);
    for (const { watch } of watcher.see(group, audit, audit?.rollout.trusted ?? null)) names.push(watch);
  }
  return { alarms: names.length, audits: watcher.audits, expected: watcher.expectedFalseAlarms, names };
}

function drawn(
  { kinds, rollouts, precision, unscorable }: StreamShape,
  query: number,
  random: Random,
): WatchedGroup {
  const kind = random.below(kinds);
  const rate = 0.2 + (0.6 * (kind + 1)) / (kinds + 1);
  const ease = random.next() < 0.3 ? 0.98 : rate;
  return {
    id: `q${query}`,
    queryKey: `q${query}`,
    step: Math.floor(query / 32),
    kind: `kind${kind}`,
    tools: [`tool${kind}@1`],
    isGraded: kind % 4 === 3,
    admitted: null,
    worth: null,
    kl: null,
    rollouts: Array.from({ length: rollouts }, (_, index) => {
      const none = random.next() < unscorable;
      const right = random.next() < ease;
      return {
        id: `q${query}/${index}`,
        status: none ? 'unscored' : 'scored',
        cause: none ? 'output' : null,
        reward: none ? null : right ? 1 : 0,
        text: `${'word '.repeat(5 + random.below(60))}${random.next() < 0.3 ? '\n- item' : ''}${random.next() < 0.05 ? '\\boxed{1}' : ''}`,
        trusted: right ? random.next() < precision : random.next() < 0.02,
      };
    }),
  };
}
