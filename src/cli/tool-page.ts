import type { ToolCard } from '../spec/tool-card.ts';
import { evidenceTables } from './evidence-tables.ts';
import { styled } from './terminal.ts';

/** @returns a card with its report, for a person who has to judge whether to trust the tool */
export function toolPage(card: ToolCard): string {
  const { provenance, range } = card;
  const facts: [string, string][] = [
    ['type', `${card.type}, fills the slot ${card.slot}, from ${range[0]} to ${range[1]}`],
    [
      'serves',
      card.constraint ? `the constraint ${card.constraint}` : card.kinds.join(', ') || 'no kind: pinned only',
    ],
    ['needs', card.needs.join(', ') || 'nothing'],
    [
      'runs',
      `${card.execution}, at most ${card.deadlineMs} ms a rollout${card.deterministic ? '' : ', stochastic'}`,
    ],
    ['origin', [provenance.origin, provenance.source, provenance.license].filter(Boolean).join(', ')],
  ];
  if (provenance.trust === 'own')
    facts.push(['trust', `the user's own code, granted ${provenance.grants?.join(', ') || 'nothing'}`]);
  const lines = [`${styled('bold', `${card.id}@${card.version}`)}  ${card.title}`];
  if (card.evidence) lines.push(evidenceTables(card.evidence));
  else lines.push(styled('yellow', 'No evidence: it can be pinned, and is never routed to.'));
  lines.push('', card.description, '');
  lines.push(...facts.map(([name, value]) => `  ${styled('dim', name.padEnd(8))}${value}`));
  return lines.join('\n');
}
