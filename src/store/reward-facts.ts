/** @returns the tools of one rollout as a sorted JSON array of `id@version`, each once */
export function toolsOf(verdicts: readonly { readonly tool: string; readonly version: string }[]): string {
  const tools = new Set(verdicts.map(({ tool, version }) => `${tool}@${version}`));
  return JSON.stringify([...tools].sort());
}

/** @returns how far the tools of one rollout are apart, from 0 to 1; null where fewer than two have a value */
export function disagreementOf(values: readonly (number | null)[]): number | null {
  const shares = values.filter((value) => value !== null).map((value) => Math.min(1, Math.max(0, value)));
  return shares.length < 2 ? null : Math.max(...shares) - Math.min(...shares);
}
