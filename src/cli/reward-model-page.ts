import type { RewardModelAdded } from '../admission/added-tools/add-reward-model.ts';
import { evidenceTables } from './evidence-tables.ts';
import { EXIT } from './exit.ts';
import { printJson, styled } from './terminal.ts';

export const PAIRS_HELP =
  'JSONL of held-out pairs (prompt, chosen, rejected) of the kind: gates G4, G6 and G8 are tried on them';

const RAW =
  'Its scores are raw: they order the responses to one prompt, and mean nothing between prompts or beside another tool.';
const BESIDE = 'Its rewards run from 0 to 1; a half is as good as the references of the query.';

/** Shows what became of a reward model that was to be added; a refused one ends the command with an error. */
export function showAdded({ declaration, evidence }: RewardModelAdded, json: boolean): void {
  if (!evidence.admitted) process.exitCode = EXIT.error;
  if (json) {
    printJson({ ...declaration, evidence });
    return;
  }
  const { id, version, kinds, shape } = declaration;
  const name = styled('bold', `${id}@${version}`);
  const use =
    kinds.length > 0
      ? `for ${kinds.join(', ')} where a run allows provisional tools, and where a row pins it`
      : `where a row pins it: rlar score FILE --tool ${id}`;
  const became = evidence.admitted
    ? `${name} is used ${use}\n${styled('yellow', shape === 'par' ? BESIDE : RAW)}`
    : `${name} is ${styled('red', 'refused')} and kept beside the library; rlar tools show ${id} has its report`;
  process.stdout.write(`${evidenceTables(evidence)}\n\n${became}\n`);
}
