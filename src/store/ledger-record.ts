import type { Query } from '../spec/query.ts';
import type { Reward } from '../spec/reward.ts';
import type { Rollout } from '../spec/rollout.ts';
import type { RunContext } from '../spec/wire.ts';

/** One stored reward: its form on the wire, and its inputs. */
export interface LedgerRecord {
  readonly record: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly context: RunContext;
  readonly group: string | null;
  readonly queryKey: string;
  /** Null where texts are stored as hashes: such a row cannot be scored again. */
  readonly query: Query | null;
  /** Null where texts are stored as hashes. */
  readonly rollout: Rollout | null;
  /** sha256 of the response text in hexadecimal, where texts are stored as hashes. */
  readonly textHash: string | null;
  readonly finishReason: string | null;
  /** The earlier record that this one scores again; null for a reward that a caller asked for. */
  readonly rescoredFrom: string | null;
  readonly reward: Reward;
}
