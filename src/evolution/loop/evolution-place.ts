import type { AnyRequest } from '../../agents/acquisitions/any-request.ts';
import type { ChoiceSettings } from '../../agents/web-agent/demand.ts';
import type { Library } from '../../library/library.ts';
import type { Query } from '../../spec/query.ts';
import type { Reward } from '../../spec/reward.ts';
import type { RunContext } from '../../spec/wire.ts';
import type { Feedback } from '../../store/feedback.ts';
import type { HomeFiles } from '../../store/home-files.ts';
import type { Ledger, RecordedGroup } from '../../store/ledger.ts';
import type { LedgerRecord } from '../../store/ledger-record.ts';
import type { ComposePlace } from '../composites/compose.ts';
import type { AskPolicy } from '../new-kinds/naming.ts';

/** What the loop works with. It is given, because the service stands above this room. */
export interface EvolutionPlace {
  readonly home: string;
  readonly files: HomeFiles;
  readonly ledger: Pick<Ledger, 'getReward' | 'scanGroups' | 'scanRewards'>;
  readonly feedback: Feedback;
  readonly library: () => Library;
  /** What a run declared a response without a reward to be worth where that is its own doing; null where nothing was declared. */
  readonly worthIn: (context: RunContext) => Promise<number | null>;
  /** Scores recorded groups by a snapshot, and records nothing. */
  readonly replay: (groups: readonly RecordedGroup[], snapshot: string) => Promise<Reward[][]>;
  readonly valuesOf: ComposePlace['valuesOf'];
  /** The word of the trusted check on a rollout; null where there is no such check, or it cannot tell. */
  readonly audit: (asked: {
    readonly query: Query;
    readonly kind: string | null;
    readonly record: LedgerRecord;
  }) => Promise<boolean | null>;
  /** The policy of the web agent, for kinds that a reward model serves. */
  readonly models: ChoiceSettings;
  /** Opens an acquisition in the background; null where none can be opened. */
  readonly acquire?: (request: AnyRequest) => Promise<string | null>;
  /** Has the policy agent name kinds and decide about them; absent where nobody can be asked. */
  readonly askPolicy?: AskPolicy;
}
