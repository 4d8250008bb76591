import { parse } from 'yaml';
import { RlarError } from '../../spec/errors.ts';
import { type JudgeSpec, judgeSpec } from '../../spec/judge-spec.ts';
import { parseOrThrow } from '../../spec/parse-or-throw.ts';

/** @param text a judge's description, as JSON or YAML. @throws RLAR_INVALID_TOOL naming the field */
export function readJudge(text: string, prefix = 'judge: '): JudgeSpec {
  let value: unknown;
  try {
    value = parse(text);
  } catch {
    throw new RlarError('RLAR_INVALID_TOOL', `${prefix}it is neither JSON nor YAML`);
  }
  return parseOrThrow(judgeSpec, value, { code: 'RLAR_INVALID_TOOL', prefix });
}
