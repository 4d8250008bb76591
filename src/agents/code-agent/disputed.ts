import { isDeepStrictEqual } from 'node:util';
import type { Case } from '../../admission/candidate.ts';
import { runCases } from '../../admission/run-cases.ts';
import { steadyRecogniser } from '../../admission/steady-recogniser.ts';
import type { Tool } from '../../spec/tool.ts';
import type { TrialCases } from './trial-cases.ts';

/**
 * Witnesses are written by a model, which miscounts now and then. Where every program that was written for the same
 * statement, none with sight of another, says the contrary of a witness, the witness is probably the one that errs. It is
 * left out and shown; but only a small share: where the programs stand against more, a third reading decides, and where they
 * stand against many, the statement is in doubt, and all stay. Responses that are labelled bad are left out still more
 * seldom without one, for they are what keeps false positives out.
 */
const MOST = { good: 0.25, bad: 0.12, asks: 0.1, asksNot: 0.02 } as const;
/** Share of all witnesses that a third reading may be asked about. */
const MOST_ADJUDICATED = 0.4;

/** The cases that were left out, for the evidence. */
export interface Dropped {
  readonly what: string;
  readonly reason: string;
}

/** Programs for one target, written by different authors. */
export interface Opinions {
  /** All of them, the second opinion among them; with fewer than two nothing is disputed. */
  readonly tools: readonly Tool[];
  readonly second: Tool;
  /** Gives the witnesses with labels that a third reading does not confirm. */
  readonly adjudicate: (disputed: readonly Case[]) => Promise<ReadonlySet<Case>>;
}

/** @returns the remaining cases, and the cases that were left out because all programs dispute them */
export async function withoutDisputed(
  given: TrialCases,
  { tools, second, adjudicate }: Opinions,
): Promise<{ readonly cases: TrialCases; readonly dropped: readonly Dropped[] }> {
  if (tools.length < 2) return { cases: given, dropped: [] };
  const dropped: Dropped[] = [];
  const leaveOut = <Entry>(
    entries: readonly Entry[],
    disputed: ReadonlySet<Entry>,
    share: number,
    tell: (entry: Entry) => Dropped,
  ): Entry[] => {
    const most = Math.max(1, Math.floor(entries.length * share));
    if (disputed.size === 0 || disputed.size > most) return [...entries];
    for (const entry of disputed) dropped.push(tell(entry));
    return entries.filter((entry) => !disputed.has(entry));
  };

  const witnesses = given.cases.filter(({ origin }) => origin === 'witness');
  const against = await disputedByAll(witnesses, tools);
  const wrong = await mislabelled(witnesses, against, adjudicate);
  const kept = leaveOut(witnesses, wrong, 1, ({ name, good, response }) => ({
    what: name,
    reason: `all ${tools.length} programs say ${good ? 'wrong' : 'right'}: ${response.slice(0, 300)}`,
  }));

  const unread = await filtered(given.asks, async (entry) => {
    for (const tool of tools) if (await recognises(tool, entry.prompt)) return false;
    return true;
  });
  const misread = await filtered(given.asks, async ({ prompt, kwargs }) => {
    if (!kwargs) return false;
    const read = await Promise.all(
      tools.map(({ recogniser }) => (recogniser && steadyRecogniser(recogniser).extract?.(prompt)) ?? null),
    );
    const [first] = read;
    return (
      first != null &&
      read.every((entry) => isDeepStrictEqual(entry, first)) &&
      !isDeepStrictEqual(first, kwargs)
    );
  });
  const heard = second.recogniser ? await steadyRecogniser(second.recogniser).notSilent(given.asksNot) : [];
  const taken = await filtered(heard, (prompt) => recognises(second, prompt));
  const read = leaveOut(given.asks, misread, MOST.asks, ({ prompt }) => ({
    what: 'arguments of a prompt',
    reason: `all ${tools.length} programs read others: ${prompt.slice(0, 300)}`,
  }));
  const asks = leaveOut(
    read,
    new Set(read.filter((entry) => unread.has(entry))),
    MOST.asks,
    ({ prompt }) => ({
      what: 'prompt that asks',
      reason: `no recogniser takes it: ${prompt.slice(0, 300)}`,
    }),
  );
  const asksNot = leaveOut(given.asksNot, taken, MOST.asksNot, (prompt) => ({
    what: 'prompt that does not ask',
    reason: `the second recogniser takes it: ${prompt.slice(0, 300)}`,
  }));
  const others = given.cases.filter(({ origin }) => origin !== 'witness');
  return { cases: { cases: [...others, ...kept], asks, asksNot }, dropped };
}

/** The cases to leave out: all disputed cases if they are few, else the cases that a third reading does not confirm. */
async function mislabelled(
  witnesses: readonly Case[],
  disputed: ReadonlySet<Case>,
  adjudicate: Opinions['adjudicate'],
): Promise<ReadonlySet<Case>> {
  const few = [true, false].every((label) => {
    const side = witnesses.filter(({ good }) => good === label);
    const most = Math.max(1, Math.floor(side.length * (label ? MOST.good : MOST.bad)));
    return side.filter((entry) => disputed.has(entry)).length <= most;
  });
  if (few) return disputed;
  return disputed.size <= witnesses.length * MOST_ADJUDICATED ? adjudicate([...disputed]) : new Set();
}

async function filtered<Entry>(
  entries: readonly Entry[],
  holds: (entry: Entry) => Promise<boolean>,
): Promise<Set<Entry>> {
  const found = new Set<Entry>();
  for (const entry of entries) if (await holds(entry)) found.add(entry);
  return found;
}

async function recognises(tool: Tool, prompt: string): Promise<boolean> {
  return (
    tool.recogniser !== undefined && (await steadyRecogniser(tool.recogniser).recognise(prompt)).length > 0
  );
}

/** @returns the cases for which every tool contradicts the label */
async function disputedByAll(witnesses: readonly Case[], tools: readonly Tool[]): Promise<Set<Case>> {
  let left = [...witnesses];
  for (const tool of tools) {
    const verdicts = await runCases(tool, left);
    left = left.filter(({ good }, at) => {
      const { verdict } = verdicts[at]!;
      return verdict.status === 'scored' && verdict.value >= 0.5 !== good;
    });
  }
  return new Set(left);
}
