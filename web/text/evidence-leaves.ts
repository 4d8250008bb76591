import type { ToolResult } from '../api/types.ts';

/** The fields of what the tools said, by a name such as `final-number: found`, as texts. */
export function leavesOf(results: readonly ToolResult[]): Map<string, string> {
  const leaves = new Map<string, string>();
  for (const { tool, status, value, reason, evidence } of results) {
    const name = results.length > 1 ? `${tool}: ` : '';
    leaves.set(`${name}value`, value === null ? status : String(Number(value.toPrecision(4))));
    if (reason !== undefined) leaves.set(`${name}reason`, reason);
    walk(evidence, name, leaves, 0);
  }
  return leaves;
}

function walk(value: unknown, name: string, leaves: Map<string, string>, depth: number): void {
  if (leaves.size > 200) return;
  if (typeof value !== 'object' || value === null || depth > 4) {
    leaves.set(
      name.replace(/[ .:]+$/, ''),
      typeof value === 'string' ? value : value === null ? 'none' : JSON.stringify(value),
    );
    return;
  }
  if (Array.isArray(value) && value.every((one) => typeof one !== 'object')) {
    leaves.set(name.replace(/[ .:]+$/, ''), value.join(', '));
    return;
  }
  for (const [key, one] of Object.entries(value)) walk(one, `${name}${key}.`, leaves, depth + 1);
}

/** @returns the names of fields that are not the same everywhere, and those that are, with their text */
export function whatDiffers(all: readonly ReadonlyMap<string, string>[]): {
  readonly differ: readonly string[];
  readonly same: ReadonlyMap<string, string>;
} {
  const names = new Set(all.flatMap((leaves) => [...leaves.keys()]));
  const differ: string[] = [];
  const same = new Map<string, string>();
  for (const name of names) {
    const values = new Set(all.map((leaves) => leaves.get(name)));
    const [only] = values;
    if (values.size === 1 && only !== undefined && all.length > 1) same.set(name, only);
    else differ.push(name);
  }
  return { differ, same };
}
