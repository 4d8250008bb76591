import { withoutThinking } from '../../answers/thinking.ts';
import { scored, unscored, type Verdict } from '../../spec/verdict.ts';
import type { Puzzle } from './puzzle.ts';

type Roles = Extract<Puzzle, { puzzle: 'roles' }>;

const LONGEST = 100_000;

/** Right where the conclusion gives every person the right role, and nobody two. */
export function judgeRoles({ roles }: Roles, response: string): Verdict {
  const names = new Map(
    Object.entries(roles).map(([name, role]) => [name.toLowerCase(), role.toLowerCase()]),
  );
  const words = [...new Set(names.values()), 'knight', 'knave'].map((word) => word.replace(/[^\p{L}]/gu, ''));
  const said = new Map<string, Set<string>>();
  const claim = new RegExp(
    `([\\p{L}][\\p{L}'-]{0,40})(?:\\*\\*|\`)?(?: (?:is|=|:|[-–—]|->|→|\\|)|:)(?:\\*\\*)? (?:\\*\\*)?(?:an? )?(?:\\*\\*)?(${words.join('|')})\\b`,
    'giu',
  );
  for (const match of conclusion(response.slice(-LONGEST)).matchAll(claim)) {
    const name = match[1]!.toLowerCase();
    if (names.has(name)) said.set(name, (said.get(name) ?? new Set()).add(match[2]!.toLowerCase()));
  }
  if (said.size === 0)
    return unscored('The response concludes of nobody what they are.', undefined, 'output');
  const right = [...names].every(([name, role]) => {
    const found = said.get(name);
    return found?.size === 1 && found.has(role);
  });
  const found = Object.fromEntries([...said].map(([name, all]) => [name, [...all].join(' or ')]));
  return scored(right ? 1 : 0, { found, wanted: Object.fromEntries(names) });
}

/** The part that concludes: the last answer tag, else what follows "conclusion", else the last numbered list, else the last paragraph. */
function conclusion(response: string): string {
  const text = withoutThinking(response);
  const open = text.lastIndexOf('<answer>');
  if (open >= 0) return text.slice(open + 8).split('</answer>')[0]!;
  const marked = text.toLowerCase().lastIndexOf('conclusion');
  if (marked >= 0) return text.slice(marked);
  const lines = text.split('\n');
  const last = lines.findLastIndex((line) => NUMBERED.test(line));
  if (last >= 0) {
    let first = last;
    while (first > 0 && (NUMBERED.test(lines[first - 1]!) || lines[first - 1]!.trim() === '')) first -= 1;
    return lines.slice(first, last + 1).join('\n');
  }
  return (
    text
      .trim()
      .split(/\n\s*\n/)
      .at(-1) ?? ''
  );
}

const NUMBERED = /^\s{0,8}\(?\d{1,2}[.)]\s/;
