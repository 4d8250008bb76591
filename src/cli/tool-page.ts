import { callOf } from '../library/added-tools/agent-record.ts';
import type { KnownHealth } from '../scoring/readiness.ts';
import { hasBounds, type ToolCard } from '../spec/tool-card.ts';
import { visible } from '../text/visible.ts';
import { evidenceTables } from './evidence-tables.ts';
import { healthNote } from './health-note.ts';
import { styled } from './terminal.ts';

/**
 * @param health of a tool that declares it
 * @returns a card with its report, for a person who has to judge whether to trust the tool
 */
export function toolPage(card: ToolCard, health?: KnownHealth): string {
  const { provenance, range } = card;
  const facts: [string, string][] = [
    [
      'type',
      `${card.type}, fills the slot ${card.slot}, ${hasBounds(card) ? `from ${range[0]} to ${range[1]}` : 'without bounds'}`,
    ],
    ['serves', servedBy(card)],
    ['needs', card.needs.join(', ') || 'nothing'],
    ['runs', `${card.execution}, ${limitOf(card)}${card.deterministic ? '' : ', stochastic'}`],
    [
      'origin',
      visible([provenance.origin, provenance.source, provenance.license].filter(Boolean).join(', ')),
    ],
  ];
  if (provenance.trust === 'own')
    facts.push([
      'trust',
      `the user's own code, granted ${visible(provenance.grants?.join(', ') || 'nothing')}`,
    ]);
  const note = healthNote(health);
  if (note !== '') facts.push(['health', typeof note === 'string' ? note : styled(note.style, note.text)]);
  const lines = [`${styled('bold', `${card.id}@${card.version}`)}  ${visible(card.title)}`];
  if (card.evidence) lines.push(evidenceTables(card.evidence));
  else lines.push(styled('yellow', 'No evidence: it can be pinned, and is never routed to.'));
  lines.push('', visible(card.description), '');
  lines.push(...facts.map(([name, value]) => `  ${styled('dim', name.padEnd(8))}${value}`));
  return lines.join('\n');
}

function servedBy({ constraint, constraints, guards, kinds }: ToolCard): string {
  if (constraint) return `the constraint ${constraint}`;
  if (guards) return `no kind: stands beside the checkers of ${guards.join(', ')}`;
  const served = kinds.join(', ') || 'no kind: pinned only';
  return constraints ? `${served}, by ${constraints.length} sorts of constraint` : served;
}

/** Tools that were added stand in a queue, and the time in it counts for the rollout, not for the call. */
function limitOf({ deadlineMs, provenance }: ToolCard): string {
  if (provenance.origin === 'built-in' || callOf(deadlineMs) === 0)
    return `at most ${deadlineMs} ms a rollout`;
  return `at most ${callOf(deadlineMs)} ms a call; a rollout is given up after ${deadlineMs} ms, its turn in the queue included`;
}
