import { ASSUMED, CONSTANTS } from './constants.ts';

/** What a deployment shall bear. */
export interface Load {
  readonly rewardsPerDay: number;
  /** The busiest minutes over the mean: steps come in bursts. */
  readonly peak: number;
  /** Shares of rewards that need mathematics, a program in a sandbox, a judge or a reward model. */
  readonly maths: number;
  readonly programs: number;
  readonly judged: number;
  /** Seconds that one question to a judge or reward model takes. */
  readonly judgeSeconds: number;
  /** Days that rewards are kept. */
  readonly days: number;
}

export const USUAL: Omit<Load, 'rewardsPerDay'> = {
  peak: 3,
  maths: 0.3,
  programs: 0.05,
  judged: 0.05,
  judgeSeconds: 2,
  days: 7,
};

/** One thing that a deployment needs. */
export interface Need {
  readonly name: string;
  readonly needed: number;
  readonly unit: string;
  /** How much of it one deployment can have; null where there is always another machine. */
  readonly most: number | null;
  /** Rewards a day at which `most` is used up, other things being equal; null where there is no bound. */
  readonly breaksAt: number | null;
  /** What to do then. */
  readonly remedy: string;
}

export interface Plan {
  readonly load: Load;
  /** Rewards a second, in the mean and at the peak. */
  readonly mean: number;
  readonly atPeak: number;
  /** Processes of each role. */
  readonly serve: number;
  readonly sandbox: number;
  /** Those with a bound come first, the one that breaks first at the top. */
  readonly needs: readonly Need[];
}

const DAY = 86_400;
/** Above all that anybody will ask of one deployment. */
const MOST_A_DAY = 1e15;
/** Processes of the role `agents`. */
const AGENTS = 2;
const { used } = ASSUMED;
const micro = ({ value }: { readonly value: number }) => value * 1e-6;
const milli = ({ value }: { readonly value: number }) => value * 1e-3;

/** Seconds of a serve process's processor for a reward of this mix. Mathematics pays what PostgreSQL adds too. */
export function serveSeconds({ maths }: Pick<Load, 'maths'>): number {
  const { serveCheap, serveFile, serveMaths } = CONSTANTS;
  return micro(serveCheap) + maths * (micro(serveMaths) - micro(serveFile));
}

/**
 * Rewards commit one after the other over all replicas, because their records are numbered in the order of commits. Each
 * commit waits for the disk, and takes all that its replica gathered meanwhile.
 * @returns seconds between two turns of a replica; infinite where rewards come faster than they can be committed
 */
export function turnSeconds(perSecond: number, replicas: number): number {
  const busy = perSecond * micro(CONSTANTS.database);
  return busy >= 1 ? Number.POSITIVE_INFINITY : (replicas * milli(CONSTANTS.commit)) / (1 - busy);
}

/** What one deployment has one of. */
interface Bound extends Pick<Need, 'name' | 'unit' | 'remedy'> {
  readonly most: number;
  /** Grows with `rewardsPerDay`. */
  readonly needed: (load: Load) => number;
}

const BOUNDS: readonly Bound[] = [
  {
    name: 'the one commit at a time',
    unit: 'of one processor',
    most: used,
    needed: (load) => peakOf(load) * micro(CONSTANTS.database),
    remedy: 'a database for each group of runs: runs share nothing but the library',
  },
  {
    name: 'turns at the ledger',
    unit: 's between two of a replica',
    most: ASSUMED.turnSeconds,
    needed: (load) => turnSeconds(peakOf(load), serveReplicas(load)),
    remedy: 'fewer and larger replicas; then a database for each group of runs',
  },
  {
    name: 'processors of PostgreSQL',
    unit: 'cores',
    most: ASSUMED.databaseCores,
    needed: (load) => (peakOf(load) * micro(CONSTANTS.database)) / used,
    remedy: 'a larger machine',
  },
  {
    name: 'connections of PostgreSQL',
    unit: 'connections',
    most: ASSUMED.mostConnections,
    needed: (load) => (serveReplicas(load) + sandboxReplicas(load) + AGENTS) * ASSUMED.connections,
    remedy: 'a pooler in session mode, since notifications need sessions; fewer and larger replicas',
  },
  {
    name: 'the disk of PostgreSQL, writing',
    unit: 'MB/s',
    most: ASSUMED.diskBytes / 1e6,
    needed: (load) => (peakOf(load) * (CONSTANTS.log.value + CONSTANTS.stored.value)) / 1e6,
    remedy: 'a faster disk, the log on one of its own',
  },
  {
    name: 'the disk of PostgreSQL, room',
    unit: 'TB',
    most: ASSUMED.keptBytes / 1e12,
    needed: (load) => (load.rewardsPerDay * load.days * CONSTANTS.stored.value) / 1e12,
    remedy: '`rlar ledger prune --older-than`, or `texts: hash`',
  },
];

/** @returns what a load needs, by the formulas of docs/capacity.md. @throws RangeError for a load that is none */
export function planCapacity(load: Load): Plan {
  check(load);
  const [serve, sandbox] = [serveReplicas(load), sandboxReplicas(load)];
  const bounded = BOUNDS.map(
    (bound): Need => ({ ...bound, needed: bound.needed(load), breaksAt: breaksAt(bound, load) }),
  ).sort((one, other) => (one.breaksAt ?? Infinity) - (other.breaksAt ?? Infinity));
  const free = (name: string, needed: number, unit: string, remedy: string): Need => {
    return { name, needed, unit, most: null, breaksAt: null, remedy };
  };
  return {
    load,
    mean: load.rewardsPerDay / DAY,
    atPeak: peakOf(load),
    serve,
    sandbox,
    needs: [
      ...bounded,
      free('serve', serve, `of ${ASSUMED.serveCores} cores`, 'the autoscaler adds some'),
      free(
        'sandbox',
        sandbox,
        `of ${ASSUMED.sandboxCores} cores`,
        'the autoscaler adds some, up to its bound',
      ),
      free(
        'judges and reward models',
        peakOf(load) * load.judged * load.judgeSeconds,
        'questions open at a time',
        'more servers of models: they are the dearest part',
      ),
    ],
  };
}

/** Rewards a second at the peak. */
function peakOf({ rewardsPerDay, peak }: Load): number {
  return (rewardsPerDay / DAY) * peak;
}

function serveReplicas(load: Load): number {
  return Math.max(1, Math.ceil((peakOf(load) * serveSeconds(load)) / used / ASSUMED.serveCores));
}

function sandboxReplicas(load: Load): number {
  const cores = (peakOf(load) * load.programs * milli(CONSTANTS.program)) / used;
  return Math.ceil(cores / ASSUMED.sandboxCores);
}

/** @returns the most rewards a day that a bound bears, the rest of the load being the same; null where it bears all */
function breaksAt({ needed, most }: Bound, load: Load): number | null {
  const isOver = (rewardsPerDay: number) => needed({ ...load, rewardsPerDay }) > most;
  if (!isOver(MOST_A_DAY)) return null;
  let [low, high] = [0, MOST_A_DAY];
  while (high - low > low / 1e6 + 1) {
    const middle = (low + high) / 2;
    if (isOver(middle)) high = middle;
    else low = middle;
  }
  return low;
}

function check(load: Load): void {
  for (const [name, value] of Object.entries(load))
    if (!Number.isFinite(value) || value < 0) throw new RangeError(`${name} is no number from 0 on`);
  for (const name of ['maths', 'programs', 'judged'] as const)
    if (load[name] > 1) throw new RangeError(`${name} is a share, from 0 to 1`);
  if (load.peak < 1) throw new RangeError('peak is the busiest minutes over the mean: at least 1');
}
