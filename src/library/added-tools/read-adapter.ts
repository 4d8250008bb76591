import { type AdapterSpec, adapterSpec } from '../../spec/adapter-spec.ts';
import { RlarError } from '../../spec/errors.ts';
import { parseOrThrow } from '../../spec/parse-or-throw.ts';

/** @param text the JSON of an adapter. @throws RLAR_INVALID_TOOL naming the field */
export function readAdapter(text: string): AdapterSpec {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new RlarError('RLAR_INVALID_TOOL', 'the adapter is no JSON');
  }
  return parseOrThrow(adapterSpec, value, { code: 'RLAR_INVALID_TOOL', prefix: 'adapter: ' });
}
