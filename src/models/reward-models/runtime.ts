import type { AdapterSpec, ScoreReading } from '../../spec/adapter-spec.ts';
import type { ScorerInput } from './scorer-input.ts';

/** How one runtime is asked, and how its answer is read. */
export interface Runtime {
  /** Under the address of the server; '' where the address is that of the scorer itself. */
  readonly path: string;
  /** The layouts that it takes. */
  readonly takes: readonly ScorerInput['as'][];
  /** Items that one request can carry. */
  readonly most: (input: ScorerInput['as']) => number;
  /** Whether it applies an activation where the adapter names one. Raw logits are always possible. */
  readonly activates: boolean;
  /** Whether it cuts a longer input without saying so. */
  readonly cutsSilently: boolean;
  /** Where it says what it serves. */
  readonly identity: 'models' | 'info' | null;
  /** The places of a score that it can be read at. */
  readonly reads: readonly ScoreReading['from'][];
  readonly body: (spec: AdapterSpec, inputs: readonly ScorerInput[]) => object;
  /** How many tokens the server says it read for all items of a request together; absent where it never says. */
  readonly tokens?: (answer: unknown) => number | null;
  /** @returns for each item, in order, the numbers of its labels. @throws Error where the answer has another shape */
  readonly read: (
    answer: unknown,
    spec: AdapterSpec,
    count: number,
    inputs: readonly ScorerInput[],
  ) => readonly (readonly number[])[];
}
