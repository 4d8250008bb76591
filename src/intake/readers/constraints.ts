import type { JsonObject, JsonValue } from '../../spec/json.ts';
import { cellText } from '../cell-text.ts';
import { parsedText } from '../parsed-text.ts';
import { tuluConstraint } from './tulu-functions.ts';

function listOf(value: JsonValue): JsonValue[] | null {
  const read = parsedText(value);
  return Array.isArray(read) ? read : null;
}

/** The arguments that are used: null stands for those of other constraints. */
function usedArguments(value: JsonValue | undefined): JsonObject {
  const read = parsedText(value);
  if (typeof read !== 'object' || read === null || Array.isArray(read)) return {};
  return Object.fromEntries(Object.entries(read).filter(([, entry]) => entry !== null));
}

/** IFEval's two parallel lists, each a list or text of one. */
export function constraintPairs(ids: JsonValue, kwargs: JsonValue = null): JsonValue {
  const names = listOf(ids) ?? (typeof ids === 'string' ? [ids] : null);
  if (!names || names.length === 0) return null;
  const given = listOf(kwargs) ?? [kwargs];
  return names.map((id, index) => ({ id: cellText(id), kwargs: usedArguments(given[index]) }));
}

/**
 * What tulu and open-instruct have as `ground_truth`: `{func_name, N, quantifier, …}` (RLVR-IFeval), or `[{instruction_id:
 * […], kwargs: […]}]` as text (IF-RLVR). A function that is not known stays a constraint of its own name, which no tool checks.
 */
export function tuluConstraints(value: JsonValue): JsonValue {
  const read = parsedText(value);
  const list = Array.isArray(read) ? read : [read ?? null];
  const found = list.flatMap((entry): JsonValue[] => {
    const given = parsedText(entry);
    if (typeof given !== 'object' || given === null || Array.isArray(given)) return [];
    if (typeof given.func_name === 'string') return tuluConstraint(given.func_name, given);
    const pairs = constraintPairs(
      given.instruction_id ?? given.instruction_id_list ?? null,
      given.kwargs ?? null,
    );
    return Array.isArray(pairs) ? pairs : [];
  });
  return found.length > 0 ? found : null;
}

/** Multi-IF: ids and arguments of each turn; the last turn that is there counts, and repeats those of the turns before. */
export function multiTurnConstraints(...values: readonly JsonValue[]): JsonValue {
  const pairs: JsonValue[] = [];
  for (let at = 0; at + 1 < values.length; at += 2) {
    const turn = values[at] === '' ? null : constraintPairs(values[at]!, values[at + 1]!);
    if (turn === null) break;
    pairs.push(turn);
  }
  return pairs.at(-1) ?? null;
}
