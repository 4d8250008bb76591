import type { Command } from 'commander';
import { addJudge } from '../../admission/added-tools/add-judge.ts';
import { readPairs } from '../../admission/added-tools/preference-pairs.ts';
import { secondJudge } from '../../admission/added-tools/second-judge.ts';
import { loadConfig } from '../../config.ts';
import { fileText } from '../../intake/file-text.ts';
import { readJudge } from '../../library/added-tools/read-judge.ts';
import { judgeModelOf, showJudge } from '../judge-page.ts';
import { openPlace } from '../library-place.ts';
import { readTrajectoryPairs } from '../read-trajectory-pairs.ts';

interface Flags {
  pairs?: string;
  second?: string;
  json?: boolean;
  config?: string;
}

export function judgesAddCommand(judges: Command): void {
  judges
    .command('add')
    .argument('<spec>', 'JSON or YAML: what the judge is asked (docs/judges.md)')
    .description('tries a judge with the configured language model, and makes it a provisional tool')
    .option(
      '--pairs <file>',
      'JSONL of held-out pairs (prompt, chosen, rejected): gates G4 to G6 and G8; for judges of trajectories rows with labelled trajectories',
    )
    .option(
      '--second <who>',
      'a second opinion on the pairs (gate G7): another model, a judge of the library, or the pairs as others labelled them',
    )
    .option('--json', 'print the card as JSON')
    .option('--config <file>', 'configuration instead of rlar.config.ts or rlar.yaml')
    .action(async (file: string, { pairs, second, json, config: named }: Flags) => {
      const config = await loadConfig(named);
      const spec = readJudge(
        fileText(file, 'Name the file of the rubric, YAML or JSON (docs/judges.md).'),
        `${file}: `,
      );
      const model = judgeModelOf(config);
      const place = await openPlace(config, true);
      try {
        const library = place.live.current;
        const ofTrajectories = spec.judges === 'success' || spec.judges === 'evidence';
        const trajectoriesOf = (name: string) => readTrajectoryPairs(name, config, library);
        const pairsOf = async (name: string) =>
          ofTrajectories ? (await trajectoriesOf(name)).pairs : readPairs(name);
        const other =
          second === undefined ? undefined : await secondJudge(second, { spec, model, library, pairsOf });
        const added = await addJudge(place, spec, model, {
          ...(pairs !== undefined &&
            (ofTrajectories ? { trajectories: await trajectoriesOf(pairs) } : { pairs: readPairs(pairs) })),
          ...(other && { second: other }),
          secondModel: config.llm.secondModel ?? null,
        });
        showJudge(added, json ?? false);
      } finally {
        await place.live.close();
      }
    });
}
