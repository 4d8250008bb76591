import { z } from 'zod';
import type { EvidenceReport } from '../../src/spec/evidence.ts';
import type { Tool } from '../../src/spec/tool.ts';
import type { Need, ToolDeclaration } from '../../src/spec/tool-card.ts';
import { readEvidence } from '../../src/tools/evidence.ts';
import type { Fixture } from '../../src/tools/fixtures.ts';
import { builtInTools } from '../../src/tools/index.ts';
import { cell } from './commands-page.ts';
import type { Page } from './page.ts';
import { judgeExamples, type ToolExample } from './tool-examples.ts';

const NEEDS: Readonly<Record<Need, string>> = {
  prompt: 'a prompt',
  reference: 'a reference answer',
  'par-reference': 'responses to stand beside',
  tests: 'tests',
  constraints: 'constraints that a program can check',
  schema: 'a JSON schema',
  'expected-calls': 'the calls that are right',
  languages: 'the languages of the translation',
  steps: 'a trajectory of steps',
};
/** Most characters of one text of an example. */
const CLIP = 900;

/** @returns the page of all built-in tools, and one of each: its card, when it applies, examples with its verdicts, its evidence */
export async function toolPages(): Promise<Page[]> {
  const pages = [];
  for (const tool of builtInTools) pages.push(toolPage(tool, await judgeExamples(tool)));
  return [listPage(builtInTools.map(({ declaration }) => declaration)), ...pages];
}

function listPage(declarations: readonly ToolDeclaration[]): Page {
  const rows = declarations.map(
    (card) =>
      `| [${card.title}](${card.id}.md) | \`${card.id}\` | ${card.type} | ${cell(servedBy(card))} | ${cell(needsOf(card))} |`,
  );
  const markdown = [
    '# Built-in tools',
    '',
    'A tool is one reward function. These come with rlar. Each page shows what the tool checks, when it applies, a right and a wrong',
    'response with the verdict that the tool itself gave when the page was made, and the evidence that let it in.',
    'You can [bring your own](../bring-your-own.md), have one [written by an agent](../acquire.md), or add a',
    '[reward model](../reward-models.md) or a [judge](../judges.md).',
    '',
    '| tool | id | type | serves | needs |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
    '`rlar tools list` shows the tools of your own library, `rlar tools show ID` the card of one.',
    '',
  ];
  return { path: 'tools/README', source: 'docs/tools/README.md', markdown: markdown.join('\n') };
}

function toolPage({ declaration: card, options }: Tool, examples: readonly ToolExample[]): Page {
  const evidence = readEvidence(card.id);
  const [low, high] = card.range;
  const facts: (readonly [string, string])[] = [
    ['id', `\`${card.id}\``],
    ['type', TYPES[card.type]],
    ['fills the slot', `\`${card.slot}\``],
    ['values', `from ${low} to ${high}`],
    ['runs', `${EXECUTION[card.execution]}, at most ${card.deadlineMs / 1000} s for a response`],
  ];
  const markdown = [
    `# ${card.title}`,
    '',
    card.description,
    '',
    '| | |',
    '| --- | --- |',
    ...facts.map(([name, value]) => `| ${name} | ${cell(value)} |`),
    '',
    '## When it applies',
    '',
    ...appliesLines(card),
    '',
    ...optionLines(options),
    '## Examples',
    '',
    'The cases are from the tests of the tool. The tool gave these verdicts when this page was made.',
    '',
    ...examples.flatMap(exampleLines),
    '## Evidence',
    '',
    ...(evidence
      ? evidenceLines(evidence)
      : ['No report is recorded: the tool can be pinned, and is never chosen.', '']),
  ];
  return { path: `tools/${card.id}`, source: `docs/tools/${card.id}.md`, markdown: markdown.join('\n') };
}

const TYPES: Readonly<Record<ToolDeclaration['type'], string>> = {
  verifier: 'verifier: a program that says right or wrong',
  metric: 'metric: a program that grades against a reference',
  'reward-model': 'reward model: a learned number',
  judge: 'judge: a language model with a rubric',
};
const EXECUTION: Readonly<Record<ToolDeclaration['execution'], string>> = {
  inline: 'in the process',
  thread: 'in a worker thread that is killed at its deadline',
  async: 'in a sandbox or at an endpoint',
};

/** Sentences on when the router may choose the tool, from its card alone. */
function appliesLines(card: ToolDeclaration): string[] {
  const { kinds, guards, backs, besides, monitors, constraints, constraint, clauses, needs, contentGuard } =
    card;
  const sorts = constraints ?? (constraint === undefined ? [] : [constraint]);
  const lines = [
    kinds.length > 0
      ? `rlar chooses it for queries of the kind${kinds.length === 1 ? '' : 's'} ${codes(kinds)}.`
      : guards || backs || besides || monitors
        ? ''
        : 'rlar does not choose it by itself. It is used where a row or a setting names it.',
    guards &&
      `It stands beside the checkers of ${codes(guards)}, and gives 0 to what they cannot judge. It never judges alone.`,
    backs && `In ${codes(backs)} it judges the responses to which the program of the kind gives no value.`,
    besides && `In ${codes(besides)} it asks a second thing of what the program of the kind has passed.`,
    monitors && `In ${codes(monitors)} it is asked and recorded, and changes no reward.`,
    needs.length > 0 ? `The query must have ${needsOf(card)}. Without that the response is *unscored*.` : '',
    clauses && 'It judges demands of a prompt that no program reads.',
    contentGuard ? 'A response without any content gets 0 before the tool sees it.' : '',
  ].filter((line) => line);
  return sorts.length === 0
    ? [lines.join(' ')]
    : [lines.join(' '), '', `It checks these sorts of constraint: ${codes(sorts)}.`];
}

function servedBy({ constraints, guards, kinds }: ToolDeclaration): string {
  if (guards) return `no kind by itself: it stands beside the checkers of ${codes(guards)}`;
  if (kinds.length === 0) return 'no kind: it is used where a query or a setting names it';
  return constraints ? `${codes(kinds)}, for ${constraints.length} sorts of constraint` : codes(kinds);
}

function codes(words: readonly string[]): string {
  return words.map((word) => `\`${word}\``).join(', ');
}

function needsOf({ needs }: ToolDeclaration): string {
  return needs.map((need) => NEEDS[need]).join(', ') || 'nothing beyond the response';
}

function exampleLines({ sort, fixture, verdict }: ToolExample): string[] {
  const { query, options, response, steps } = fixture;
  const heading = {
    right: 'A right response',
    wrong: 'A wrong response',
    unscored: 'A response without a value',
  }[sort];
  return [
    `### ${heading}`,
    '',
    ...(query.messages ?? []).flatMap(({ role, content }) =>
      block(role === 'user' ? 'Prompt' : `Message of ${role}`, content),
    ),
    ...askedLines(query),
    ...(Object.keys(options).length > 0 ? block('Options', json(options), 'json') : []),
    ...(steps ? block('Steps of the response', json(steps), 'json') : block('Response', response)),
    ...block('Verdict', json(verdict), 'json'),
  ];
}

/** What a query carries beside its messages, under the names that a row of a file has for it. */
function askedLines({ references = [], ...query }: Fixture['query']): string[] {
  const carried: [string, unknown][] = [
    ['Tests', query.tests],
    ['Constraints', query.constraints?.length ? query.constraints : undefined],
    ['Schema', query.schema],
    ['Expected calls', query.expected_calls],
    ['Languages', query.languages],
    ['Answers to choose from', query.options],
  ];
  return [
    ...references.flatMap((reference) => block('Reference', reference)),
    ...carried.flatMap(([label, value]) => (value === undefined ? [] : block(label, json(value), 'json'))),
  ];
}

function block(label: string, text: string, language = 'text'): string[] {
  const clipped =
    text.length > CLIP ? `${text.slice(0, CLIP)}\n… (${text.length - CLIP} more characters)` : text;
  const fence = '`'.repeat(Math.max(3, ...Array.from(clipped.matchAll(/`+/g), ([run]) => run.length + 1)));
  return [`${fence}${language} ${label}`, clipped === '' ? '(empty)' : clipped, fence, ''];
}

/** JSON on few lines: what is short stands on one. */
function json(value: unknown, indent = ''): string {
  const flat = flatJson(value);
  if (flat.length + indent.length <= 80 || typeof value !== 'object' || value === null) return flat;
  const inner = `${indent}  `;
  const parts = Array.isArray(value)
    ? value.map((one) => `${inner}${json(one, inner)}`)
    : entriesOf(value).map(([key, one]) => `${inner}${JSON.stringify(key)}: ${json(one, inner)}`);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return `${open}\n${parts.join(',\n')}\n${indent}${close}`;
}

function flatJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flatJson).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  return `{${entriesOf(value)
    .map(([key, one]) => `${JSON.stringify(key)}: ${flatJson(one)}`)
    .join(', ')}}`;
}

function entriesOf(value: object): [string, unknown][] {
  return Object.entries(value).filter(([, one]) => one !== undefined);
}

/** The settings of a tool, as its schema has them. */
function optionLines(options: Tool['options']): string[] {
  if (!options) return [];
  const schema = z.toJSONSchema(options, { unrepresentable: 'any', io: 'input' });
  const names = Object.entries(schema.properties ?? {});
  if (names.length === 0) return [];
  const rows = names.map(([name, property]) => {
    const { default: standard, ...rest } = typeof property === 'object' ? property : {};
    const by = standard === undefined ? '' : `\`${cell(JSON.stringify(standard))}\``;
    return `| \`${name}\` | ${valuesOf(rest)} | ${by} |`;
  });
  return [
    '## Options',
    '',
    'What an assignment may set.',
    '',
    '| option | values | default |',
    '| --- | --- | --- |',
    ...rows,
    '',
  ];
}

function valuesOf(schema: Record<string, unknown>): string {
  if (Array.isArray(schema.enum))
    return schema.enum.map((one) => `\`${cell(JSON.stringify(one))}\``).join(', ');
  if (schema.type === 'number' || schema.type === 'integer') {
    const bounds = [schema.minimum, schema.maximum].filter(
      (bound) => typeof bound === 'number' && Math.abs(bound) < 1e15,
    );
    return `a number${bounds.length === 2 ? ` from ${bounds[0]} to ${bounds[1]}` : ''}`;
  }
  if (schema.type === 'array') return 'a list';
  if (schema.type === 'object') return 'an object';
  return typeof schema.type === 'string' ? `a ${schema.type}` : 'one of several shapes';
}

const OUTCOMES: Readonly<Record<EvidenceReport['gates'][number]['outcome'], string>> = {
  passed: 'passed',
  failed: 'failed',
  'not-applicable': 'could not run',
  exempt: 'not asked of such a tool',
};

function evidenceLines({ gates, labelled, admitted, provisional }: EvidenceReport): string[] {
  const state = provisional ? 'admitted provisionally' : admitted ? 'admitted' : 'refused';
  return [
    `The tool is ${state}. The gates are explained under [admission](../admission.md).`,
    '',
    '| gate | outcome | cases |',
    '| --- | --- | ---: |',
    ...gates.map(({ gate, name, outcome, cases }) => `| ${gate} ${name} | ${OUTCOMES[outcome]} | ${cases} |`),
    '',
    ...(labelled.length === 0
      ? []
      : [
          'Agreement with labelled data. A false positive is a response that the label calls wrong and the tool right.',
          '',
          '| data | responses | scored | agree | false positives | false negatives |',
          '| --- | ---: | ---: | ---: | ---: | ---: |',
          ...labelled.map(
            (one) =>
              `| ${cell(one.set)} | ${one.items} | ${one.scored} | ${(100 * one.accuracy).toFixed(1)} % | ${one.falsePositives} | ${one.falseNegatives} |`,
          ),
          '',
        ]),
  ];
}
