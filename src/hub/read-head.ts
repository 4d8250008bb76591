import type { ModelFacts } from './model-facts.ts';

/** Name and shape of each tensor of a model, as the headers of its files say them. */
export type Tensors = Readonly<Record<string, readonly number[]>>;

type Head = ModelFacts['weights']['head'];

/** Where stock sequence and token classifiers keep the last layer of their head. */
const STOCK = /^(?:score|classifier|classifier\.out_proj|classification_head\.out_proj)\.weight$/;
/** @returns whether a tensor of this name is the score head of a stock class */
export function isHead(name: string): boolean {
  return STOCK.test(name);
}

/** Tensors that tell of a head that no stock class loads. */
const ODD =
  /(?:^|\.)(?:v_head|value_head|reward_head|regression_head|regression_layer|gating|rm_head|summary|weights_head|score\.\d+)\b/;

/** @returns the score head among the tensors; where there is none, odd ones that stand in its place */
export function readHead(tensors: Tensors): Head {
  const names = Object.keys(tensors);
  const stock = names.find((name) => isHead(name) && tensors[name]?.length === 2);
  const shape = stock === undefined ? undefined : tensors[stock];
  if (stock !== undefined && shape !== undefined)
    return { state: 'found', tensor: stock, rows: shape[0] ?? 0, hidden: shape[1] ?? 0 };
  return { state: 'absent', instead: names.filter((name) => ODD.test(name)).slice(0, 5) };
}
