import { withoutThinking } from '../../answers/thinking.ts';
import type { JsonValue } from '../../spec/json.ts';
import { scored, unscored, type Verdict } from '../../spec/verdict.ts';
import { findJson } from '../../text/find-json.ts';
import type { Puzzle } from './puzzle.ts';

type Grid = Extract<Puzzle, { puzzle: 'grid' }>;

/** Right where the JSON of the response has the right value in every cell: `{solution: {"House 1": {Name: …}}}`, or the inner object. */
export function judgeGrid({ houses }: Grid, response: string): Verdict {
  const found = findJson(withoutThinking(response));
  const whole = found && objectOf(found.value);
  if (!whole) return unscored('The response holds no JSON object with the houses.', undefined, 'output');
  const given = named(objectOf(whole.solution ?? null) ?? whole);
  let cells = 0;
  let right = 0;
  for (const [house, attributes] of Object.entries(houses)) {
    const said = named(
      objectOf(given.get(plain(house)) ?? given.get(plain(house.replace(/^\D+/, ''))) ?? null) ?? {},
    );
    for (const [attribute, value] of Object.entries(attributes)) {
      cells += 1;
      const cell = said.get(plain(attribute));
      if ((typeof cell === 'string' || typeof cell === 'number') && plain(String(cell)) === plain(value))
        right += 1;
    }
  }
  return scored(cells > 0 && right === cells ? 1 : 0, { cells, right, where: found.where });
}

function objectOf(value: JsonValue): Readonly<Record<string, JsonValue>> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
}

function named(value: Readonly<Record<string, JsonValue>>): Map<string, JsonValue> {
  return new Map(Object.entries(value).map(([key, entry]) => [plain(key), entry]));
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[\s_]+/g, ' ')
    .trim();
}
