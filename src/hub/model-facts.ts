/**
 * The facts about one model, from its hub, its folder or a recording. An unread fact is `null` or `unread`. A fact that was
 * read and does not exist has another value.
 */
export interface ModelFacts {
  /** `owner/name`, or the name of a folder. */
  readonly id: string;
  /** The commit that the facts were read at; null where a recording does not say. */
  readonly revision: string | null;
  /** The source of the model: the address of a hub, `folder`, or `recorded`. */
  readonly source: string;
  readonly pipelineTag: string | null;
  readonly library: string | null;
  readonly tags: readonly string[];
  readonly licence: Licence;
  readonly access: 'open' | 'gated' | 'disabled' | 'unread';
  /** Codes that the card declares; null where it declares none. */
  readonly languages: readonly string[] | null;
  readonly baseModels: readonly string[];
  readonly config: ModelConfig;
  readonly weights: Weights;
  readonly parameters: number | null;
  /** Tokens of the longest input, as the files or the card say it. */
  readonly maxTokens: number | null;
  readonly tokenizer: Tokenizer;
  readonly figures: Figures;
  /** The words of the card: written by a stranger. */
  readonly card: string;
  readonly downloads: number | null;
}

/** `absent`: the metadata was read, and names no licence. */
export type Licence =
  | { readonly state: 'stated'; readonly id: string; readonly name: string | null }
  | { readonly state: 'absent' }
  | { readonly state: 'unread' };

interface ModelConfig {
  readonly architectures: readonly string[] | null;
  readonly modelType: string | null;
  /** Numbers that the head gives, by the file: the length of `id2label`, where that is absent 2. Null where nobody read it. */
  readonly labels: number | null;
  /** Names of the labels by index; empty where there are none but `LABEL_0`. */
  readonly labelNames: readonly string[];
  /** Whether the model is loaded by Python of its own repository. */
  readonly remoteCode: boolean | null;
  /** Another repository that this Python stands in, which the commit of this one does not pin. */
  readonly codeElsewhere?: string;
  readonly quantised: boolean;
  /** The error of a `config.json` that exists and cannot be read. */
  readonly trouble?: string;
}

interface Weights {
  readonly format: 'safetensors' | 'pytorch' | 'adapter' | 'none' | 'unread';
  readonly head: Head;
  readonly dtype: string | null;
  readonly bytes: number | null;
}

/** `found`: the tensor of a score head and its shape · `absent`: all tensors were read and none is one; `instead` names odd ones */
type Head =
  | { readonly state: 'found'; readonly tensor: string; readonly rows: number; readonly hidden: number }
  | { readonly state: 'absent'; readonly instead: readonly string[] }
  | { readonly state: 'unread' };

interface Tokenizer {
  /** Null where nobody read it. */
  readonly chatTemplate: boolean | null;
  /** The BOS token where the tokenizer adds one or its template writes one. */
  readonly bos: string | null;
}

/** Published figures in percent. Only what was measured by others counts; a card's own are not here. */
export interface Figures {
  readonly rewardBench: number | null;
  readonly rewardBench2: Readonly<Record<string, number>>;
}
