import type { Step } from '../../spec/rollout.ts';
import type { ToolQuery, ToolRollout } from '../../spec/tool.ts';
import { judgedResponse } from './judged-response.ts';
import { withoutVerdictMarks } from './verdict-marks.ts';

/** A trajectory as a judge is shown it. */
export interface Transcript {
  /** The text of each step, from the first; the final answer is the last. */
  readonly steps: readonly string[];
  /** All steps with their numbers, from 1; steps in the middle are left out where it would be too long. */
  readonly shown: string;
  /** Sentences to whoever judges that were taken out of what the policy wrote. */
  readonly appeals: number;
}

/** The share of the room that the beginning of a long trajectory gets: how it ends says more. */
const BEGINNING = 0.25;

/**
 * Writes a trajectory down, one numbered block a step. What the policy wrote passes the guard of responses; in what its
 * calls gave back the marks of verdicts are broken.
 * @param longest characters of what is shown
 */
export function transcriptOf({ text, steps }: ToolRollout, query: ToolQuery, longest: number): Transcript {
  let appeals = 0;
  const guarded = (said: string): string => {
    const judged = judgedResponse(said, query, []);
    appeals += judged.appeals;
    return judged.shown;
  };
  const last = steps?.at(-1);
  const told = (steps ?? []).map((step) => toldOf(step, guarded));
  const isSaid = last !== undefined && last.role === 'assistant' && last.content.trim() === text.trim();
  const all = isSaid || text.trim() === '' ? told : [...told, `assistant: ${guarded(text)}`];
  return { steps: all, shown: fitted(all, longest), appeals };
}

function toldOf(
  { role, content, tool_calls: calls = [], observation }: Step,
  guarded: (said: string) => string,
): string {
  const isPolicy = role === 'assistant';
  const parts = [
    content.trim() === '' ? '' : isPolicy ? guarded(content) : withoutVerdictMarks(content),
    ...calls.map((call) => `calls ${withoutVerdictMarks(JSON.stringify(call))}`),
    observation === undefined ? '' : withoutVerdictMarks(JSON.stringify(observation)),
  ];
  return `${role}: ${parts.filter((part) => part !== '').join('\n')}`;
}

function fitted(steps: readonly string[], longest: number): string {
  const blocks = steps.map((step, at) => `[${at + 1}] ${step}`);
  const whole = blocks.join('\n');
  if (whole.length <= longest) return whole;
  const first: string[] = [];
  const last: string[] = [];
  let room = longest;
  let at = 0;
  for (; at < blocks.length && blocks[at]!.length <= room - longest * (1 - BEGINNING); at += 1) {
    first.push(blocks[at]!);
    room -= blocks[at]!.length;
  }
  for (let end = blocks.length - 1; end >= at; end -= 1) {
    const block = blocks[end]!;
    if (block.length > room) {
      if (last.length === 0) last.unshift(`${block.slice(0, room)} …`);
      break;
    }
    last.unshift(block);
    room -= block.length;
  }
  const left = blocks.length - first.length - last.length;
  return [...first, ...(left > 0 ? [`(${left} steps are left out here)`] : []), ...last].join('\n');
}
