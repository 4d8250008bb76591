import type { TruncationRule } from '../spec/assignment.ts';
import { familyOf, type KindName } from '../spec/kinds.ts';
import { table } from '../spec/table.ts';

interface KindRule {
  /** The reward of a cut-off answer. It is `floor` where the verdict depends on the end of the answer, which is missing. */
  readonly truncated: TruncationRule;
  /**
   * True: tools for the whole family are not chosen for this kind, because answers other than the reference may be right as
   * well.
   */
  readonly ownToolsOnly?: boolean;
}

const RULES: Readonly<Record<string, KindRule>> = table<KindRule>({
  math: { truncated: 'floor' },
  code: { truncated: 'floor' },
  'code-output': { truncated: 'floor' },
  'code-output.input': { truncated: 'floor', ownToolsOnly: true },
  'code-output.text': { truncated: 'floor', ownToolsOnly: true },
  choice: { truncated: 'floor' },
  reasoning: { truncated: 'floor' },
  'tool-calls': { truncated: 'floor' },
  'instruction-following.json': { truncated: 'floor' },
  'instruction-following.json-values': { truncated: 'floor', ownToolsOnly: true },
});

/** @returns the declared rule of a kind, or of its family */
export function ruleOf(kind: KindName): KindRule {
  return RULES[kind] ?? RULES[familyOf(kind)] ?? { truncated: 'score' };
}
