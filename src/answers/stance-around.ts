import { BUT, SUPPOSED } from './cues.ts';
import type { Grammar } from './grammar.ts';
import { pick } from './pick.ts';
import type { Picked } from './picked.ts';

const SENTENCE_START = /[.!?。！？]\s|\n/g;

/** How near behind a claim a remark must stand to speak of it, in characters. */
export const NEAR = 60;

/** The place of a box or tag in its sentence, as a value of its own. */
const MARK: Grammar<string> = {
  find: (text) => {
    const at = text.indexOf('\u0001');
    return at < 0 ? [] : [{ value: '', start: at, end: at + 1 }];
  },
  same: () => true,
  closed: true,
};

/** @returns what stands in front of a claim in its sentence, the marker included */
export function leadOf(said: string, from: number, start: number): string {
  const before = said.slice(Math.max(0, from - 160), from);
  let cut = 0;
  SENTENCE_START.lastIndex = 0;
  while (SENTENCE_START.test(before)) cut = SENTENCE_START.lastIndex;
  return before.slice(cut) + said.slice(from, start);
}

/** The words around a box or tag: "\boxed{420} is wrong", "not \boxed{420}". */
export function formalStance(said: string, from: number, until: number, inside: Picked<unknown>['stance']) {
  if (inside === 'denied') return 'denied';
  const lead = leadOf(said, from, from);
  const around = pick(`${lead}\u0001${said.slice(until, until + NEAR)}`, '', MARK);
  const stance = around?.stance ?? 'asserted';
  if (stance === 'denied' || stance === 'quoted') return stance;
  return supposed(said, from, until) ?? (stance === 'doubted' && inside === 'asserted' ? 'asserted' : inside);
}

/** "If we ignore the question, the answer is D; but …" reports D and does not claim it. */
export function supposed(said: string, from: number, end: number): 'quoted' | null {
  if (!SUPPOSED.test(leadOf(said, from, from))) return null;
  const rest = said.slice(end, end + 120);
  const stop = rest.search(/[.!?]\s|\n/);
  return BUT.test(stop < 0 ? rest : rest.slice(0, stop)) ? 'quoted' : null;
}
