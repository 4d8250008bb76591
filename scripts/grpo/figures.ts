import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { arrivalOf, fallOf } from './beside.ts';
import type { Look, Step } from './look.ts';
import type { Happened } from './pictures.ts';
import type { Prepared } from './prepare.ts';
import { grpoTables, type Tabled } from './report.ts';

const happened = z.object({ arm: z.string(), step: z.number(), what: z.string() });
const different = z.object({
  kind: z.string(),
  rlar: z.number(),
  hand: z.number(),
  solved: z.boolean(),
  prompt: z.string(),
  response: z.string(),
});
/** A rollout that rlar and a person's function rewarded differently. */
export type Different = z.infer<typeof different>;

export function happenedIn(file: string): Happened[] {
  return lines(file).map((line) => happened.parse(line));
}

export function differencesIn(file: string): Different[] {
  return lines(file).map((line) => different.parse(line));
}

function lines(file: string): unknown[] {
  return existsSync(file)
    ? readFileSync(file, 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as unknown)
    : [];
}

/** What a page of figures is made of. */
export interface Figures {
  readonly looks: readonly Look[];
  readonly steps: readonly Step[];
  readonly happened: readonly Happened[];
  readonly differences: readonly Different[];
  readonly prepared: Prepared | null;
  readonly last: number;
}

/** @returns the page: Markdown, nothing of it by hand */
export function figuresPage(of: Figures, command: string): string {
  return [
    '# GRPO, closed loop: the figures',
    `Written by \`${command}\`; [grpo.md](grpo.md) says what was run.`,
    ...[...grpoTables(of.looks, of.steps, of.last), ...besideTables(of)].flatMap((one) => [
      `## ${one.title[0]!.toUpperCase()}${one.title.slice(1)}`,
      markdown(one),
    ]),
    '',
  ].join('\n\n');
}

/** @returns tables beside that of the arms: what was prepared, where rewards differ, a kind that arrives, a reward that can be hacked */
function besideTables({ looks, steps, happened: events, differences, prepared }: Figures): Tabled[] {
  return [
    ...(prepared ? [orderedTable(prepared)] : []),
    ...(differences.length > 0 ? [differencesTable(differences)] : []),
    ...arrivalTables(looks, steps, events),
    ...hackableTables(looks, events),
    ...pretrainedTables(looks),
  ];
}

function orderedTable({ ordered, dialogue, metric }: Prepared): Tabled {
  const kinds = Object.keys(Object.values(ordered)[0] ?? {});
  const shares = (of: Readonly<Record<string, number>>) => kinds.map((kind) => percentOf(of[kind]));
  return {
    title:
      'pairs in their right order, per cent: the one metric is chosen, the one reward model tried, on 20 pairs of each kind',
    heads: ['tool', ...kinds],
    rows: [
      ...Object.entries(ordered).map(([tool, of]) => [
        tool === metric ? `${tool} (chosen)` : tool,
        ...shares(of),
      ]),
      ['dialogue-model (found by the web agent, 90 pairs)', ...shares(dialogue)],
    ],
  };
}

function differencesTable(differences: readonly Different[]): Tabled {
  const kinds = [...new Set(differences.map(({ kind }) => kind))];
  return {
    title:
      "rollouts that rlar and a person's function reward differently, up to 15 of a kind and training, and who is right by the evaluator",
    heads: [
      'kind',
      'rollouts',
      'rlar pays more, rightly',
      'rlar pays more, wrongly',
      'rlar pays less, rightly',
      'rlar pays less, wrongly',
    ],
    rows: kinds.map((kind) => {
      const of = differences.filter((one) => one.kind === kind);
      const count = (more: boolean, solved: boolean) =>
        String(of.filter((one) => one.rlar > one.hand === more && one.solved === solved).length);
      return [
        kind,
        String(of.length),
        count(true, true),
        count(true, false),
        count(false, false),
        count(false, true),
      ];
    }),
  };
}

function arrivalTables(
  looks: readonly Look[],
  steps: readonly Step[],
  events: readonly Happened[],
): Tabled[] {
  const rows = ['arrives', 'arrives-frozen'].flatMap((arm) => {
    const last = Math.max(...looks.filter((one) => one.arm === arm).map(({ step }) => step));
    if (!Number.isFinite(last)) return [];
    const { queries, ofKind, begun, solved } = arrivalOf(looks, steps, arm, 'puzzle', last);
    const said = events.filter((one) => one.arm === arm).map(({ step, what }) => `step ${step}: ${what}`);
    const counts = [queries, ofKind].map((count) => (count === null ? 'never' : String(count)));
    return [
      [
        arm,
        String(last),
        ...counts,
        percentOf(begun ?? undefined),
        percentOf(solved ?? undefined),
        said.join('; '),
      ],
    ];
  });
  const heads = [
    ...['training', 'steps', 'queries until 95 % have a reward', 'of the kind'],
    ...['held-out puzzles solved at the start', 'at the end', 'what happened'],
  ];
  return rows.length === 0
    ? []
    : [{ title: 'a kind that arrives in the middle, evolution on and off', heads, rows }];
}

function hackableTables(looks: readonly Look[], events: readonly Happened[]): Tabled[] {
  return Object.entries({
    hackable: 'length alone',
    bonus: 'what is meant, and a little for length',
  }).flatMap(([arm, pays]) => {
    const fall = fallOf(looks, arm, 'dialogue');
    if (!fall) return [];
    const first: [number, string] = [
      fall.heightAt,
      `held-out dialogues solved are at their height so far, ${fall.height.toFixed(1)} %`,
    ];
    const fell: [number, string][] =
      fall.fellAt === null ? [] : [[fall.fellAt, 'first look at which they are 5 points below it']];
    const noticed = events
      .filter((one) => one.arm === arm)
      .map(({ step, what }): [number, string] => [step, what]);
    const rows = [first, ...fell, ...noticed].toSorted(([one], [other]) => one - other);
    return [
      {
        title: `a reward that can be hacked, which pays ${pays}: what was noticed, and when`,
        heads: ['step', 'what'],
        rows: rows.map(([step, what]) => [String(step), what]),
      },
    ];
  });
}

/** A large policy: each training at its start and at its last look, however many steps it had. */
function pretrainedTables(looks: readonly Look[]): Tabled[] {
  const of = looks.filter(({ arm }) => arm.startsWith('smollm2-'));
  const first = of.find(({ step }) => step === 0);
  if (!first) return [];
  const kinds = Object.keys(first.held_out);
  const row = (name: string, { step, held_out, words, unended, seconds }: Look): string[] => [
    ...[name, String(step), ...kinds.map((kind) => percentOf(held_out[kind]))],
    ...[words.toFixed(1), percentOf(unended), step === 0 ? '' : (seconds / step).toFixed(0)],
  ];
  const ends = [...new Set(of.map(({ arm }) => arm))].flatMap((arm) => {
    const end = of.filter((one) => one.arm === arm).toSorted((one, other) => other.step - one.step)[0]!;
    return end.step === 0 ? [] : [row(arm.replace('smollm2-', ''), end)];
  });
  return [
    {
      title: 'SmolLM2-135M, one seed: held-out tasks solved, per cent',
      heads: ['arm', 'steps', ...kinds, 'words', 'unended', 's a step'],
      rows: [row('at the start', first), ...ends],
    },
  ];
}

function percentOf(share: number | undefined): string {
  return share === undefined ? '–' : (100 * share).toFixed(1);
}

function markdown({ heads, rows }: Tabled): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}
