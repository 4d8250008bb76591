import type { RewardModelAdded } from '../admission/added-tools/add-reward-model.ts';
import { evidenceTables } from './evidence-tables.ts';
import { EXIT } from './exit.ts';
import { printJson, styled } from './terminal.ts';

export const PAIRS_HELP =
  'JSONL of held-out pairs (prompt, chosen, rejected) of the kind: gates G4 to G8 are tried on them';

export const BEHIND_HELP =
  'it stands behind the programs of its kinds, and judges what they leave unscored: for models that give the probability that a response is right beside the reference';

export const SHAPE_HELP =
  'par: shape the score by those of reference responses (par_references, or the query’s references), from 0 to 1 (the default for unbounded scores with --reference yes) · raw: leave it';

export const TRANSLATION_HELP =
  'it judges translations, form first: sem, by the model alone · mix, the mean of the model and of the closeness to references';

const RAW =
  'Its scores are raw: they order the responses to one prompt, and mean nothing between prompts or beside another tool.';
const CALIBRATED = 'Its rewards run from 0 to 1: the place of a score among those of the pairs.';
const PROBABLE = 'Its rewards are probabilities that a response is right, from 0 to 1.';
const BESIDE =
  'Its rewards run from 0 to 1; a half is as good as the reference responses of the query: par_references, or its references.';

/** Shows what became of a reward model that was to be added; a refused one ends the command with an error. */
export function showAdded({ declaration, evidence }: RewardModelAdded, json: boolean): void {
  if (!evidence.admitted) process.exitCode = EXIT.error;
  if (json) {
    printJson({ ...declaration, evidence });
    return;
  }
  const { id, version, kinds, backs = [], shape, calibration } = declaration;
  const own = shape === 'par' ? BESIDE : calibration ? CALIBRATED : RAW;
  const values = backs.length > 0 ? PROBABLE : own;
  const name = styled('bold', `${id}@${version}`);
  const behind = backs.length > 0 ? 'behind the programs ' : '';
  const served = [...kinds, ...backs];
  const use =
    served.length > 0
      ? `${behind}for ${served.join(', ')}${evidence.provisional ? ' where a run allows provisional tools' : ''}, and where a row pins it`
      : `where a row pins it: rlar score FILE --tool ${id}`;
  const became = evidence.admitted
    ? `${name} is used ${use}\n${styled('yellow', values)}`
    : `${name} is ${styled('red', 'refused')} and kept beside the library; rlar tools show ${id} has its report`;
  process.stdout.write(`${evidenceTables(evidence)}\n\n${became}\n`);
}
