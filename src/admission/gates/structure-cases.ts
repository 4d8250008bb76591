import type { Demand } from '../demands/demand.ts';
import { readShape } from '../demands/shape.ts';
import { slotsOf, withSlot } from '../demands/slots.ts';
import type { Runnable } from '../run-cases.ts';
import type { Subject } from '../split.ts';
import { hostileInside } from '../structure-edits/hostile-inside.ts';
import type { StructureEdit } from '../structure-edits/structure-edit.ts';
import { structureEdits } from '../structure-edits/structure-edits.ts';
import { answering, type Trial } from '../trial.ts';
import { readTask, type Task } from './read-task.ts';

const MOST_SUBJECTS = 12;
/** Most queries per sort of edit, and most edits in all, by what is known about the edits. */
const EACH = { wrong: 6, suspect: 3, right: 3, free: 3, hostile: 1, open: 1 } as const;
const MOST = { wrong: 420, suspect: 300, right: 45, free: 45, hostile: 24, open: 60 } as const;
const KNOWN = ['wrong', 'suspect', 'right', 'free', 'hostile', 'open'] as const;

/** An edit of a right response, with its expected effect. */
export interface StructureCase {
  readonly sort: string;
  readonly subject: Subject;
  readonly run: Runnable;
  /** The right response before the edit. */
  readonly from: Runnable;
  /**
   * `wrong`: it breaks a demand of the prompt · `suspect`: it probably breaks a demand · `right`: no reader would object ·
   * `free`: hardly a reader would object · `hostile`: only a verdict in time is
   * asked · `open`: the prompt does not decide
   */
  readonly known: (typeof KNOWN)[number];
  /** True: an edit of code, which does the same now and then. So only sorts of such edits are judged, never their sum. */
  readonly bySortAlone?: boolean;
  /** True: the prompt was edited, not the response. A policy cannot do this, so such a case may crash a verifier. */
  readonly ofPrompt?: boolean;
  /** The demand that the edit breaks. */
  readonly breaks: readonly string[];
}

/** @returns edits of right responses; null where fewer than three right responses are known */
export function structureCases(trial: Trial): StructureCase[] | null {
  const task = readTask(trial);
  if (!task) return null;
  const { rights: read, demands, sums, only, words, form } = task;
  const chosen = read.slice(0, MOST_SUBJECTS);
  const all = chosen.flatMap(({ subject, entry, prompt, shape }, index) => {
    const from = answering(subject, entry.response);
    const judge = (
      sort: string,
      run: Runnable,
      asked: string,
      keeps: boolean,
      how: 'plain' | 'wraps' | 'hostile' = 'plain',
    ): StructureCase => {
      const broken = demands.filter(({ holds }) => !holds(asked, readShape(run.response, form), shape));
      const ofPrompt = asked !== prompt;
      if (how === 'hostile') return { sort, subject, run, from, known: 'hostile', breaks: [] };
      if (how === 'wraps' && !only) return { sort, subject, run, from, known: 'open', breaks: [] };
      const known = knownOf(broken, keeps);
      const weighty = broken.filter(({ sure, likely }) => sure || (known === 'suspect' && likely));
      const breaks = namesOf(known === 'open' ? broken : weighty);
      return { sort, subject, run, from, known, breaks, ...(ofPrompt && { ofPrompt }) };
    };
    const dress = (text: string) => (shape.fenced ? entry.response.replace(shape.text, () => text) : text);
    const edited = structureEdits({ shape, prompt, sums, words }).map((edit) => {
      const { sort, text, keeps = false, wraps, whole } = edit;
      const run = answering(subject, whole ? text : dress(text));
      const judged = judge(sort, run, prompt, keeps, wraps ? 'wraps' : 'plain');
      return knownByEdit(judged, edit, task);
    });
    const hostile = hostileInside(shape.text).map(({ sort, text }) =>
      judge(sort, answering(subject, dress(text)), prompt, false, 'hostile'),
    );
    const parts = partsOfPrompt(prompt).map((text, at) =>
      judge(`part ${at + 1} of the prompt`, answering(subject, text), prompt, false),
    );
    const others = [1, 2].map((by) => chosen[(index + by) % chosen.length]!);
    const swaps = others.map((other) =>
      judge('the right response to another prompt', answering(subject, other.entry.response), prompt, false),
    );
    const asked = slotsOf(prompt).flatMap(({ key, value }) =>
      [value + 1, value - 1].flatMap((next) => {
        const changed = withSlot(prompt, key, next);
        return changed === null
          ? []
          : [judge('a number of the prompt changed', askedAs(from, changed), changed, false)];
      }),
    );
    return [...edited, ...hostile, ...parts, ...swaps, ...asked];
  });
  const shuffled = trial.random('structure').shuffled(all);
  return KNOWN.flatMap((known) => {
    const cases = shuffled.filter((one) => one.known === known);
    return spread(cases, EACH[known], MOST[known]);
  });
}

/** @returns responses that only repeat parts of the prompt: its lines and blocks */
function partsOfPrompt(prompt: string): string[] {
  const blocks = [...prompt.split(/\n\s*\n/), ...prompt.split('\n')].map((text) => text.trim());
  return [...new Set(blocks)].filter((text) => text !== '' && text !== prompt.trim()).slice(0, 8);
}

/** What an edit says of itself, where the demands do not decide. */
function knownByEdit(
  judged: StructureCase,
  { free, keeps, alters }: StructureEdit,
  task: Task,
): StructureCase {
  if ((free || keeps) && judged.breaks.length > 0) return { ...judged, known: 'open' };
  if (judged.known !== 'open') return judged;
  if (alters === 'surely' && task.codeDecides)
    return { ...judged, known: 'wrong', breaks: ['what the code does'], bySortAlone: true };
  if (alters === 'surely' && judged.sort.startsWith('what is defined'))
    return { ...judged, known: 'suspect', breaks: ['the name that the prompt gives'] };
  if (alters && task.codeDecides) return { ...judged, breaks: ['what the code does'] };
  if (!free) return judged;
  const shown = task.shownIn(free);
  if (shown === 'wrong') return judged;
  return { ...judged, known: shown === 'right' ? 'right' : 'free' };
}

function knownOf(broken: readonly Demand[], keeps: boolean): StructureCase['known'] {
  if (broken.some(({ sure }) => sure)) return 'wrong';
  if (broken.some(({ likely }) => likely)) return 'suspect';
  return keeps && broken.length === 0 ? 'right' : 'open';
}

function namesOf(demands: readonly Demand[]): string[] {
  return demands.map(({ name }) => name);
}

/** The same response to a prompt with a different demand. */
function askedAs(run: Runnable, prompt: string): Runnable {
  const messages = run.query.messages ?? [];
  const last = messages.at(-1);
  if (!last) return run;
  return {
    ...run,
    query: { ...run.query, messages: [...messages.slice(0, -1), { ...last, content: prompt }] },
  };
}

/** @returns for each sort of edit, one edit for each of a few queries. Every sort comes once before any sort comes twice */
function spread(cases: readonly StructureCase[], each: number, most: number): StructureCase[] {
  const bySort = [...Map.groupBy(cases, ({ sort }) => sort).values()].map((list) => {
    const subjects = new Set<Subject>();
    return list.filter(({ subject }) => !subjects.has(subject) && subjects.add(subject)).slice(0, each);
  });
  const turns = Array.from({ length: each }, (_, turn) =>
    bySort.flatMap((list) => list.slice(turn, turn + 1)),
  );
  return turns.flat().slice(0, most);
}
