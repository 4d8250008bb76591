import { userInfo } from 'node:os';
import type { AdapterSpec } from '../../spec/adapter-spec.ts';
import { RlarError } from '../../spec/errors.ts';

/** A commit whose own Python may run, and who allowed it. */
export interface CodeAllowance {
  /** `owner/name@SHA`, the whole commit. */
  readonly commit: string;
  readonly by: string;
}

/** @param how the flag or the file that names them */
export function allowancesOf(commits: readonly string[], how: string): CodeAllowance[] {
  return commits.map((commit) => ({ commit, by: `${userName()} (${how})` }));
}

/**
 * @returns who allowed the model's own code at its commit; null for a model without code of its own
 * @throws RLAR_INVALID_TOOL where nobody allowed this very commit
 */
export function allowanceFor(
  { model, revision, remoteCode }: Pick<AdapterSpec, 'model' | 'revision' | 'remoteCode'>,
  allowed: readonly CodeAllowance[],
): CodeAllowance | null {
  if (!remoteCode) return null;
  const commit = `${model}@${revision}`;
  const found = allowed.find((one) => one.commit === commit);
  if (found) return found;
  const others = allowed.filter((one) => one.commit.startsWith(`${model}@`)).map((one) => one.commit);
  throw new RlarError(
    'RLAR_INVALID_TOOL',
    `${model} runs Python of its own repository, and its commit is not allowed${others.length > 0 ? `, only ${others.join(', ')}` : ''}`,
    { remedy: `Read that code; then allow this commit of it: --allow-code ${commit}` },
  );
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'somebody';
  }
}
