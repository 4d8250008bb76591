import type { ChoiceReport, Ranked } from '../agents/web-agent/choice-report.ts';
import { styled, table } from './terminal.ts';

/** Fallbacks that the page shows; `--json` has them all. */
const SHOWN = 5;

/** @returns the choice for people: the first with its reasons, those behind it, and why each of the others may not serve */
export function choicePage({ kind, language, carries, choice, fallbacks, refused }: ChoiceReport): string {
  const wanted = [
    kind,
    language,
    ...carries.map((word) => (word === 'steps' ? 'with steps' : `with a ${word}`)),
  ].join(', ');
  const parts = [
    choice
      ? `${styled('bold', choice.id)} for ${wanted}\n${reasons(choice)}`
      : styled('yellow', `no model may serve ${wanted}`),
  ];
  if (fallbacks.length > 0) {
    const rows = fallbacks
      .slice(0, SHOWN)
      .map(({ id, points, why }) => [id, points.toFixed(1), why.slice(0, 2).join(' · ')]);
    const more = fallbacks.length > SHOWN ? `\n… and ${fallbacks.length - SHOWN} more` : '';
    parts.push(`${table(['fallback', 'points', 'why'], rows)}${more}`);
  }
  if (refused.length > 0)
    parts.push(
      table(
        ['refused', 'for', 'why'],
        refused.map(({ id, code, why }) => [id, code, why]),
      ),
    );
  return parts.join('\n\n');
}

function reasons({ why, adapter, missing, revision, points }: Ranked): string {
  const called = adapter
    ? `called through ${adapter.runtime}, rendered as ${adapter.render.as}, read from ${adapter.read.from}`
    : `how it is called is not known by rules: ${missing}`;
  const pin = revision
    ? `commit ${revision}`
    : 'no commit is recorded: it is pinned when it is read from a hub';
  return [`points ${points.toFixed(1)}`, ...why, called, pin].map((line) => `  ${line}`).join('\n');
}
