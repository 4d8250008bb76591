import type { Message } from '../../spec/query.ts';
import type { Step } from '../../spec/rollout.ts';
import type { ToolRollout } from '../../spec/tool.ts';
import type { LabelledPair } from './judge-verdicts.ts';

/** A task with labelled trajectories. */
export interface LabelledTask {
  readonly prompt: string;
  readonly task: readonly Message[];
  readonly reference?: string;
  readonly kind?: string;
  readonly rollouts: readonly { readonly rollout: ToolRollout; readonly good: boolean | null }[];
}

/** An edit of a trajectory; it gives the same one back where it finds nothing to edit. */
export type TrajectoryEdit = (rollout: ToolRollout) => ToolRollout;

/**
 * Labelled pairs of trajectories. The gates work on texts, so each trajectory is written down as one, and this keeps which text
 * stands for which trajectory. Words that a gate puts behind such a text become the last words of the trajectory; a text that
 * stands for none is a response without steps.
 */
export class TrajectoryPairs {
  readonly pairs: readonly LabelledPair[];
  readonly #rollouts = new Map<string, ToolRollout>();

  constructor(tasks: readonly LabelledTask[]) {
    this.pairs = tasks.flatMap(({ prompt, task, reference, kind, rollouts }) =>
      paired(rollouts).map(([good, bad]): LabelledPair => {
        const [chosen, rejected] = [this.textOf(good), this.textOf(bad)];
        const rolloutOf = (text: string) => this.#read(text, rejected);
        return {
          prompt,
          chosen,
          rejected,
          task,
          rolloutOf,
          ...(reference !== undefined && { reference }),
          ...(kind !== undefined && { kind }),
        };
      }),
    );
  }

  /** @returns the text that stands for a trajectory from now on */
  textOf(rollout: ToolRollout): string {
    const text = writtenDown(rollout);
    this.#rollouts.set(text, rollout);
    return text;
  }

  /** @returns an edit of trajectories as one of texts; a text that stands for none stays as it is */
  edit(of: TrajectoryEdit): (text: string) => string {
    return (text) => {
      const rollout = this.#rollouts.get(text);
      return rollout ? this.textOf(of(rollout)) : text;
    };
  }

  /** @returns the trajectory that a text stands for. @throws Error where it stands for none */
  rolloutOf(text: string): ToolRollout {
    const rollout = this.#rollouts.get(text);
    if (!rollout) throw new Error('the text stands for no trajectory');
    return rollout;
  }

  #read(text: string, rejected: string): ToolRollout {
    const known = this.#rollouts.get(text);
    if (known) return known;
    const worse = this.#rollouts.get(rejected);
    return worse && text.startsWith(`${rejected}\n`)
      ? withLastWords(worse, text.slice(rejected.length + 1))
      : { text };
  }
}

/** @returns a good and a bad trajectory of one task each, and each trajectory in one pair at most */
function paired(labelled: LabelledTask['rollouts']): (readonly [ToolRollout, ToolRollout])[] {
  const good = labelled.filter((one) => one.good === true);
  const bad = labelled.filter((one) => one.good === false);
  return good.slice(0, bad.length).map(({ rollout }, at) => [rollout, bad[at]!.rollout]);
}

/** @returns a trajectory whose policy says something more in the end */
export function withLastWords({ text, steps = [] }: ToolRollout, words: string): ToolRollout {
  const last = steps.at(-1);
  const said = text.trim() === '' ? words : `${text}\n${words}`;
  const isLast = last?.role === 'assistant' && last.content.trim() === text.trim();
  const before = isLast ? steps.slice(0, -1) : steps;
  const end: Step = isLast ? { ...last, content: said } : { role: 'assistant', content: said };
  return { text: said, steps: [...before, end] };
}

/** Written so that two trajectories that differ in anything a judge is shown have two texts. */
function writtenDown({ text, steps }: ToolRollout): string {
  if (!steps || steps.length === 0) return text;
  const blocks = steps.map(({ role, content, tool_calls: calls = [], observation }) =>
    [
      `${role}: ${content}`,
      ...calls.map((call) => `calls ${JSON.stringify(call)}`),
      ...(observation === undefined ? [] : [`sees ${JSON.stringify(observation)}`]),
    ].join('\n'),
  );
  const isSaid = steps.at(-1)?.content === text;
  return [...blocks, ...(isSaid || text === '' ? [] : [`answer: ${text}`])].join('\n');
}
