import type { PolicyAnswer } from '../agents/policy-agent/ask-policy.ts';
import { evidenceFor } from '../agents/policy-agent/candidates.ts';
import type { Decided } from '../agents/policy-agent/decide.ts';
import type { Library } from '../library/library.ts';
import { languagesOf, type NamedKind, type Template } from '../spec/decisions.ts';
import { groupInWords } from '../spec/language-group.ts';
import { oneLine, table } from './terminal.ts';
import { usageText } from './usage-text.ts';

/** @returns what the policy agent has just decided, for people */
export function policyAnswerPage({ named, decided, usage }: PolicyAnswer): string {
  const refused = decided.filter((one) => 'refused' in one);
  const parts = [
    ...(named.length > 0 ? [kindTable(named), ''] : []),
    ...(decided.length > refused.length
      ? [templateTable(decided.flatMap((one) => ('template' in one ? [one.template] : []))), '']
      : []),
    ...refused.map(refusalLine),
    named.length + decided.length === 0
      ? 'there is nothing to decide: what the library has was decided from the evidence of today'
      : `The policy agent was asked ${usageText(usage)}.`,
  ];
  return parts.join('\n');
}

/** @returns templates for people; with a library, whether each still stands */
export function templateTable(templates: readonly Template[], library?: Library): string {
  const rows = templates.map((made) => [
    [made.kind, groupInWords(languagesOf(made))].join(' ').trim(),
    made.carries.join(' '),
    toolsText(made),
    made.utility === null ? '–' : made.utility.toFixed(2),
    ...(library ? [stateOf(made, library)] : []),
    oneLine(made.reason, 80),
  ]);
  const state = library ? ['state'] : [];
  return table(['kind', 'carries', 'decided', 'utility', ...state, 'why'], rows);
}

/** @returns named clusters for people */
export function kindTable(kinds: readonly NamedKind[]): string {
  const rows = kinds.map(({ kind, prompts, says }) => [kind, String(prompts), oneLine(says, 80)]);
  return table(['kind', 'prompts', 'such a query asks for'], rows);
}

/** @returns the tools of a template in one line, as they are put together */
function toolsText({ tools, combine, acquire, refused }: Template): string {
  if (refused) return 'refused: the rules decide';
  if (tools.length === 0) return acquire ? `nothing fits: ${acquire.agent} agent` : 'nothing fits';
  const named = tools.map(({ id, weight, gate }) =>
    gate ? `${id} (gate, ${weight})` : combine === 'composite' ? `${id} (${weight})` : id,
  );
  return named.join(combine === 'first' ? ', else ' : combine === 'composite' ? ' → ' : ' ');
}

/** `holds`: made from the evidence of today · `older evidence`: used, and decided again when the agent is asked · `version gone`: not used */
function stateOf({ kind, tools, seen }: Template, library: Library): string {
  const isHere = tools.every(({ id, version }) => library.get(id)?.card.version === version);
  if (!isHere) return 'version gone';
  return evidenceFor(kind, library) === seen ? 'holds' : 'older evidence';
}

function refusalLine(one: Decided): string {
  const why = 'refused' in one ? one.refused.join('; ') : '';
  return `${one.ask.kind}: the decision was refused, and the rules go on deciding: ${oneLine(why, 200)}`;
}
