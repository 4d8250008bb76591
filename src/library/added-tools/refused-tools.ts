import type { ToolCard } from '../../spec/tool-card.ts';
import { loadToolVersion } from './load-added-tools.ts';
import { versionFolder } from './record.ts';
import { listVersions, type Refusal, readRefusal } from './tool-files.ts';

/** A refused tool: its card with the report, and the reason why it is not in the library. */
export interface RefusedTool {
  readonly card: ToolCard;
  readonly refusal: Refusal;
  readonly folder: string;
}

/** @returns the tools that did not pass their gates, the latest first. Tools with files that were changed since are left out */
export function refusedTools(home: string): RefusedTool[] {
  const found = listVersions(home).flatMap(({ id, version }): RefusedTool[] => {
    const folder = versionFolder(home, id, version);
    const refusal = readRefusal(folder);
    if (!refusal) return [];
    try {
      const { tool, evidence } = loadToolVersion(home, id, version);
      return [{ card: { ...tool.declaration, evidence }, refusal, folder }];
    } catch {
      return [];
    }
  });
  return found.sort((left, right) => right.refusal.at - left.refusal.at);
}
