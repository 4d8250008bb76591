import type { ModelFacts } from '../../hub/model-facts.ts';
import type { Machine } from './machine-as-written.ts';

/** Parameters of bodies that are known by a word, for models whose size nobody recorded. */
const BODIES: readonly (readonly [RegExp, number])[] = [
  [/deberta-v3-large/i, 435e6],
  [/deberta-v3-base/i, 184e6],
  [/gpt-?2[-_ ]?large/i, 774e6],
  [/gpt-?2[-_ ]?xl/i, 1.6e9],
  [/gpt-?2[-_ ]?medium/i, 355e6],
  [/gpt-?2/i, 124e6],
  [/(?:xlm-r|infoxlm|roberta|bge-reranker)[-_ ]?large/i, 560e6],
  [/wmt2\d-comet(?:kiwi)?-da-xl|\bm?t5-?xl\b|xl-v2p\d|flan-t5-xl/i, 3.7e9],
  [/mt5-?large|large-v2p\d/i, 1.2e9],
  [/infoxlm|xlm-?r|comet/i, 580e6],
  [/bart/i, 406e6],
];

/** Gigabytes that a runtime takes beside the weights. */
const OVERHEAD_GB = 1.5;
/** Weights to memory while serving. */
const GROWTH = 1.15;
/** Operations a second that one core does of this. */
const PER_CORE = 2e10;

export interface MachineFit {
  readonly parameters: number | null;
  readonly needGb: number | null;
  readonly haveGb: number;
  readonly fits: boolean;
  readonly dtype: 'float32' | 'bfloat16';
  /** Points that its slowness costs. */
  readonly demerit: number;
}

/** @returns the parameters of a model: as recorded, else by the words that name its body or size */
function parametersOf({ parameters, weights, id, baseModels, card }: ModelFacts): number | null {
  if (parameters !== null) return parameters;
  if (weights.bytes !== null) return weights.bytes / (weights.dtype === 'F32' ? 4 : 2);
  for (const words of [id, ...baseModels]) {
    const size = /(?:^|[-_ ])(\d+(?:[._]\d+)?)([bm])(?:[-_ ]|$)/i.exec(words);
    if (size) return Number(size[1]!.replace('_', '.')) * (size[2]!.toLowerCase() === 'b' ? 1e9 : 1e6);
  }
  const words = `${id} ${baseModels.join(' ')} ${card.slice(0, 4000)}`;
  return BODIES.find(([pattern]) => pattern.test(words))?.[1] ?? null;
}

/** @returns whether a model fits the machine, in which precision, and what its slowness costs there */
export function machineFit(facts: ModelFacts, machine: Machine): MachineFit {
  const gpu = machine.gpus.reduce((sum, { memoryGb }) => sum + memoryGb, 0);
  const haveGb = gpu > 0 ? 0.92 * gpu : 0.6 * machine.memoryGb;
  const parameters = parametersOf(facts);
  const dtype = gpu > 0 || (parameters ?? 0) >= 1.5e9 ? 'bfloat16' : 'float32';
  if (parameters === null) return { parameters, needGb: null, haveGb, fits: true, dtype, demerit: 6 };
  const needGb = (parameters * (dtype === 'float32' ? 4 : 2) * GROWTH) / 1e9 + OVERHEAD_GB;
  const seconds = (2 * parameters * 1000) / (machine.cores * PER_CORE);
  const demerit =
    gpu > 0 ? Math.max(0, 0.25 * Math.log2(parameters / 1e9)) : Math.max(0, 7 * Math.log2(seconds / 5));
  return { parameters, needGb, haveGb, fits: needGb <= haveGb, dtype, demerit };
}
