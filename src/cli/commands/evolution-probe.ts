import type { Command } from 'commander';
import { starcDistance } from '../../admission/starc.ts';
import { contrastsAmong } from '../../evolution/probes/contrasts.ts';
import { harmlessEdits, smoothnessOf } from '../../evolution/probes/smoothness.ts';
import { IntakeNotes } from '../../intake/intake-notes.ts';
import { createRewardService, type RewardService } from '../../service.ts';
import { promptText, type Query } from '../../spec/query.ts';
import { shareOf } from '../../spec/share-of.ts';
import type { Group } from '../../spec/wire.ts';
import { effectiveConfig } from '../effective-config.ts';
import { readBatches } from '../read-rows.ts';
import { type RowFlags, withRowFlags } from '../row-flags.ts';
import { printJson, table } from '../terminal.ts';

interface ProbeFlags extends RowFlags {
  against?: string;
  json?: boolean;
  config?: string;
}

/** Groups that are looked at: each costs some ten calls. */
const MOST_GROUPS = 300;
/** Two tools nearer than this are one for practical purposes. */
const SAME = 0.05;
/** Responses from which on a distance says something. */
const LEAST_RESPONSES = 100;

export function evolutionProbeCommand(evolution: Command): void {
  withRowFlags(evolution.command('probe'))
    .argument('<tool>', 'id of a tool')
    .argument('<file>', 'rows with several responses to a prompt')
    .description('how smooth and how consistent the scores of a tool are, and how far it is from another')
    .option('--against <tool>', 'the distance from this tool, by STARC')
    .option('--json', 'print as JSON')
    .option('--config <file>', 'configuration instead of rlar.config.ts or rlar.yaml')
    .action(probe);
}

async function probe(tool: string, file: string, flags: ProbeFlags): Promise<void> {
  const config = await effectiveConfig({
    ...(flags.config !== undefined && { config: flags.config }),
    record: false,
  });
  const service = await createRewardService(config);
  try {
    for (const id of [tool, flags.against]) if (id !== undefined) service.library.require(id);
    const labelled: { group: Group; labels: readonly (boolean | null)[] }[] = [];
    const notes = new IntakeNotes(flags.map);
    for await (const batch of readBatches(file, { flags, config, library: service.library, notes }))
      labelled.push(...batch.groups);
    const groups = labelled.slice(0, MOST_GROUPS);
    const found = {
      tool,
      groups: groups.length,
      smoothness: await smoothnessIn(service, tool, groups),
      consistency: await consistencyIn(service, tool, groups),
      ...(flags.against !== undefined && {
        distance: await distanceIn(service, [tool, flags.against], groups),
      }),
    };
    if (flags.json) return printJson(found);
    const { smoothness, consistency, distance } = found;
    const rows = [
      ['largest change by a harmless edit', smoothness.largest.toFixed(3), smoothness.worst?.name ?? ''],
      ['mean change', smoothness.spread.toFixed(3), `${smoothness.edits} edits`],
      [
        'right in contrasts',
        consistency.pairs === 0 ? '' : `${consistency.right} of ${consistency.pairs}`,
        'pairs of prompts worded alike',
      ],
    ];
    if (distance)
      rows.push([
        `STARC distance from ${flags.against}`,
        distance.starc?.toFixed(3) ?? '',
        distance.responses < LEAST_RESPONSES
          ? `${distance.responses} responses: too few to tell`
          : `${distance.responses} responses${distance.starc !== null && distance.starc < SAME ? ': the same for practical purposes' : ''}`,
      ]);
    process.stdout.write(`${table(['probe', tool, ''], rows)}\n`);
  } finally {
    await service.close();
  }
}

/** @returns the score on the scale from 0 to 1; null where the tool gives none */
async function scoreOf(
  service: RewardService,
  id: string,
  query: Query,
  text: string,
): Promise<number | null> {
  const { verdict } = await service.runTool({ id, options: {} }, query, { text });
  return verdict.status === 'scored' ? shareOf(verdict.value, service.library.require(id).card) : null;
}

async function smoothnessIn(
  service: RewardService,
  tool: string,
  groups: readonly { readonly group: Group }[],
) {
  const changes: Parameters<typeof smoothnessOf>[0][number][] = [];
  for (const { group } of groups) {
    const text = group.rollouts[0]?.text ?? '';
    const before = await scoreOf(service, tool, group.query, text);
    if (before === null) continue;
    for (const edit of harmlessEdits(text)) {
      const after = await scoreOf(service, tool, group.query, edit.text);
      changes.push({
        name: edit.name,
        text,
        edited: edit.text,
        moved: after === null ? 1 : Math.abs(after - before),
      });
    }
  }
  return smoothnessOf(changes);
}

/** Of two prompts worded alike, each has to prefer its own right response. */
async function consistencyIn(
  service: RewardService,
  tool: string,
  groups: readonly { readonly group: Group; readonly labels: readonly (boolean | null)[] }[],
) {
  const answered = groups.flatMap(({ group, labels }) => {
    const right = labels.indexOf(true);
    const response = group.rollouts[right]?.text;
    return response === undefined ? [] : [{ prompt: promptText(group.query), response, query: group.query }];
  });
  let [pairs, right] = [0, 0];
  for (const [one, other] of contrastsAmong(answered)) {
    const [left, second] = [answered[one]!, answered[other]!];
    const scores = await Promise.all(
      [left, second].flatMap(({ query }) =>
        [left, second].map(({ response }) => scoreOf(service, tool, query, response)),
      ),
    );
    if (scores.includes(null)) continue;
    pairs += 1;
    if (scores[0]! > scores[1]! && scores[3]! > scores[2]!) right += 1;
  }
  return { pairs, right };
}

async function distanceIn(
  service: RewardService,
  tools: readonly [string, string],
  groups: readonly { readonly group: Group }[],
) {
  const scores: [number[][], number[][]] = [[], []];
  let responses = 0;
  for (const { group } of groups) {
    const both: [number[], number[]] = [[], []];
    for (const { text } of group.rollouts) {
      const [one, other] = await Promise.all(tools.map((tool) => scoreOf(service, tool, group.query, text)));
      if (one === null || one === undefined || other === null || other === undefined) continue;
      both[0].push(one);
      both[1].push(other);
      responses += 1;
    }
    scores[0].push(both[0]);
    scores[1].push(both[1]);
  }
  return { starc: responses === 0 ? null : starcDistance(...scores), responses };
}
