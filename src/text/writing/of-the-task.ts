import type { LengthAsked } from './asked-length.ts';
import { isRareUnit } from './fluency.ts';
import { copiedShare, shinglesOf } from './shingles.ts';
import { shareIn, type TextView, viewText } from './text-view.ts';
import type { WritingTask } from './writing-task.ts';

/** Measures of a text by what was asked. From 0 to 1, the more the better. */
export interface TaskMeasures {
  /** How much of what is asked for the text speaks of: the brief, or the draft that is reworked. */
  readonly topic: number;
  /** How much of what the text speaks of stands in the prompt. */
  readonly grounded: number;
  /** How many of the names and other rare things of the prompt it speaks of; 1 from six on, or from all. */
  readonly names: number;
  /** 1 without passages of the prompt; of an edit the share that was changed. */
  readonly own: number;
  /** 1 without passages of what says how to write: brief, outline, critique. */
  readonly apart: number;
  /** Items of the outline that are spoken of. */
  readonly covered: number;
  /** How well these come in the order of the outline. */
  readonly inOrder: number;
  /** Of a gap: how far its first sentences take up the text before, and its last ones lead to the text behind. */
  readonly fitsBefore: number;
  readonly fitsAfter: number;
  /** Of an edit: words that the critique quotes as faults of the draft and that are gone. */
  readonly heeds: number;
  /** How near the length is to what is asked for; where nothing is, how far the text is worked out. */
  readonly length: number;
  /** How much the part of the text that stands most apart shares with the brief and the rest. */
  readonly even: number;
  /** How far every part of the text speaks of what is asked for, against the part that does most. */
  readonly steady: number;
}

const ENOUGH_NAMES = 6;
const EMPTY: ReadonlySet<string> = new Set();

/** Prepares what depends on the prompt alone. Linear in prompt and text. */
export function prepareTaskMeasures(task: WritingTask): {
  /** What the prompt speaks of. */
  readonly given: ReadonlySet<string>;
  readonly measure: (view: TextView) => TaskMeasures;
} {
  const { language, operation } = task;
  const view = (text: string) => viewText(text, language);
  const brief = view(task.brief).units;
  const [before, after] = [view(task.before), view(task.after)];
  const draft = view(task.draft);
  const critique = view(task.critique);
  const items = task.outline.map((item) => view(item).units).filter((units) => units.size > 0);
  const outline = new Set(items.flatMap((units) => [...units]));
  const aim =
    operation === 'cloze'
      ? union(before.units, after.units)
      : operation === 'edit'
        ? draft.units
        : union(brief, outline);
  const given = union(aim, operation === 'edit' ? critique.units : EMPTY);
  const rare = new Set([...aim].filter((unit) => isRareUnit(unit, language)));
  const source = operation === 'cloze' ? [before, after] : operation === 'edit' ? [draft, critique] : [];
  const passages = new Set(
    [...source, view(task.brief), view(task.outline.join('\n'))].flatMap((text) => shinglesOf(text)),
  );
  const demands = new Set(
    [view(task.brief), view(task.outline.join('\n')), critique].flatMap((text) => shinglesOf(text)),
  );
  const faults = quotedFaults(task);
  const lead = union(...before.sentences.slice(-3).map(({ units }) => units));
  const next = union(...after.sentences.slice(0, 3).map(({ units }) => units));
  const measure = (text: TextView): TaskMeasures => {
    const { sentences, units } = text;
    const placed = placesOf(items, text);
    return {
      topic: operation === 'cloze' ? shareIn(units, aim) : shareIn(aim, units),
      grounded: shareIn(units, given),
      names: Math.min(
        1,
        [...units].filter((unit) => rare.has(unit)).length / Math.max(1, Math.min(ENOUGH_NAMES, rare.size)),
      ),
      own: 1 - copiedShare(text, passages),
      apart: 1 - copiedShare(text, demands),
      covered: placed.length / Math.max(1, items.length),
      inOrder: concordance(placed),
      fitsBefore: linked(
        sentences.slice(0, 2).map(({ units: own }) => own),
        lead,
      ),
      fitsAfter: linked(
        sentences.slice(-2).map(({ units: own }) => own),
        next,
      ),
      heeds:
        faults.length === 0 ? 1 : faults.filter((words) => !text.text.includes(words)).length / faults.length,
      length: lengthFit(text, task.length),
      ...evenness(text, given),
    };
  };
  return { given, measure };
}

function union(...sets: readonly ReadonlySet<string>[]): ReadonlySet<string> {
  return new Set(sets.flatMap((set) => [...set]));
}

function linked(parts: readonly ReadonlySet<string>[], to: ReadonlySet<string>): number {
  const units = union(...parts);
  if (units.size === 0 || to.size === 0) return 0;
  const shared = shareIn(units, to) * units.size;
  return Math.min(1, shared / Math.sqrt(Math.min(units.size, to.size)));
}

const COVERED = 0.34;

/** @returns for each item that is spoken of where in the text most of it stands, in the order of the items */
function placesOf(items: readonly ReadonlySet<string>[], { sentences, units }: TextView): number[] {
  return items.flatMap((item) => {
    if (shareIn(item, units) < COVERED) return [];
    let best = 0;
    let place = 0;
    for (let at = 0; at < sentences.length; at += 1) {
      const share = shareIn(item, sentences[at]!.units);
      if (share > best) [best, place] = [share, at];
    }
    return [place];
  });
}

/** @returns the share of pairs in order, from 0 to 1; a half where there are none */
function concordance(places: readonly number[]): number {
  let right = 0;
  let all = 0;
  for (let one = 0; one < places.length; one += 1)
    for (let other = one + 1; other < places.length; other += 1) {
      if (places[one] === places[other]) continue;
      all += 1;
      if (places[one]! < places[other]!) right += 1;
    }
  return all === 0 ? 0.5 : right / all;
}

const QUOTED = /[“"「]([^”"」\n]{2,40})[”"」]/g;

function quotedFaults({ critique, draft }: WritingTask): string[] {
  const quoted = Array.from(critique.slice(0, 8_000).matchAll(QUOTED), (found) =>
    found[1]!.replace(/[,.…，。]+$/, ''),
  );
  return [...new Set(quoted)].filter((words) => draft.includes(words)).slice(0, 40);
}

/** Words after which a text counts as worked out where no length is asked for; of Chinese characters. */
const WORKED_OUT = { en: 1_200, zh: 2_400 } as const;

function lengthFit({ words, language }: TextView, asked: LengthAsked | null): number {
  const count = words.length;
  if (!asked) return Math.min(1, Math.log1p(count) / Math.log1p(WORKED_OUT[language]));
  if (count < asked.least) return count / Math.max(1, asked.least);
  return count <= asked.most ? 1 : Math.max(0, 1 - (count - asked.most) / (2 * asked.most));
}

const PARTS = 5;

function evenness(
  { sentences, units }: TextView,
  given: ReadonlySet<string>,
): Pick<TaskMeasures, 'even' | 'steady'> {
  if (sentences.length < 2) return { even: shareIn(units, given), steady: 1 };
  const parts = Math.min(PARTS, sentences.length);
  const counts = new Map<string, number>();
  const chunks = Array.from({ length: parts }, (_, at) => {
    const from = Math.floor((at * sentences.length) / parts);
    const to = Math.floor(((at + 1) * sentences.length) / parts);
    return union(...sentences.slice(from, to).map((sentence) => sentence.units));
  });
  for (const chunk of chunks) for (const unit of chunk) counts.set(unit, (counts.get(unit) ?? 0) + 1);
  const linkedShares = chunks.map((chunk) => {
    let linkedUnits = 0;
    for (const unit of chunk) if (given.has(unit) || counts.get(unit)! > 1) linkedUnits += 1;
    return linkedUnits / Math.max(1, chunk.size);
  });
  const onTopic = chunks.map((chunk) => shareIn(chunk, given));
  const most = Math.max(...onTopic);
  return { even: Math.min(...linkedShares), steady: most === 0 ? 0 : Math.min(...onTopic) / most };
}
