import { type LabelledTask, TrajectoryPairs } from '../admission/added-tools/trajectory-pairs.ts';
import type { Config } from '../config.ts';
import { IntakeNotes } from '../intake/intake-notes.ts';
import type { Library } from '../library/library.ts';
import { RlarError } from '../spec/errors.ts';
import { promptText } from '../spec/query.ts';
import { readBatches } from './read-rows.ts';

/**
 * Reads labelled trajectories, as `rlar score` reads rows: `chosen` and `rejected`, or responses with `correct`; rows of one task
 * belong together wherever they stand.
 * @throws RlarError RLAR_FILE_UNREADABLE naming the first bad line, or where no task has a right and a wrong trajectory
 */
export async function readTrajectoryPairs(
  file: string,
  config: Config,
  library: Library,
): Promise<TrajectoryPairs> {
  const tasks = new Map<string, LabelledTask>();
  const notes = new IntakeNotes();
  for await (const { groups, bad } of readBatches(file, { flags: {}, config, library, notes })) {
    const [first] = bad;
    if (first) throw new RlarError('RLAR_FILE_UNREADABLE', `${file}:${first.line}: ${first.reason}`);
    for (const { group, labels } of groups) {
      const { messages, references, kind } = group.query;
      const prompt = promptText(group.query);
      const key = JSON.stringify([messages, references]);
      const before = tasks.get(key)?.rollouts ?? [];
      const rollouts = group.rollouts.map((rollout, at) => ({ rollout, good: labels[at] ?? null }));
      tasks.set(key, {
        prompt,
        task: messages,
        ...(references[0] !== undefined && { reference: references[0] }),
        ...(kind !== undefined && { kind }),
        rollouts: [...before, ...rollouts],
      });
    }
  }
  const read = new TrajectoryPairs([...tasks.values()]);
  if (read.pairs.length > 0) return read;
  throw new RlarError('RLAR_FILE_UNREADABLE', `${file}: no task has a right and a wrong trajectory`, {
    remedy: 'Give rows with `chosen` and `rejected`, or with trajectories and `correct` (docs/judges.md).',
  });
}
