import { hash } from 'node:crypto';
import { z } from 'zod';
import type { HomeFiles } from '../../store/home-files.ts';
import type { AcquisitionTarget } from '../code-agent/request.ts';
import type { AcquisitionEvent } from './acquisition-event.ts';
import { ACQUISITIONS } from './acquisition-files.ts';
import { targetKey } from './acquisition-id.ts';
import { eventsOf } from './trace-summary.ts';

/** What one failed acquisition taught, and what it was worth to later ones. */
const failureNote = z.object({
  id: z.string(),
  /** The target that failed. */
  target: z.string(),
  what: z.enum(['kind', 'constraint']),
  /** Root cause and plan, for whoever writes the next tool of this sort. */
  text: z.string(),
  /** `agent`: the model looked back on its failure · `gates`: made from what the gates found. */
  by: z.enum(['agent', 'gates']),
  /** What the failed attempt reached. */
  score: z.number(),
  /** Later acquisitions that were shown it, and the sum of what they reached more than the failed attempt. */
  tries: z.number().int(),
  gained: z.number(),
  /** Milliseconds since 1970. */
  at: z.number(),
});
export type FailureNote = z.infer<typeof failureNote>;

const MOST_NOTES = 200;
const SHOWN = 3;
/** A note that this many acquisitions were shown, and that gained nothing, is shown no more. */
const FAIR_TRIES = 3;
/** What is assumed of a note before it was tried: one try with a small gain, so that new notes are tried before useless ones. */
const PRIOR = { tries: 1, gained: 0.1 } as const;
/** What an admitted tool reaches beyond the merit of its best round. */
const ADMITTED = 1;

const FILE = `${ACQUISITIONS}/notes.json`;

/** @returns the notes of a home, none where they cannot be read */
export async function readNotes(files: HomeFiles): Promise<FailureNote[]> {
  const text = await files.read(FILE);
  if (text === null) return [];
  try {
    return z.array(failureNote).parse(JSON.parse(text));
  } catch {
    return [];
  }
}

export async function writeNotes(files: HomeFiles, notes: readonly FailureNote[]): Promise<void> {
  await files.write(FILE, `${JSON.stringify(notes.slice(-MOST_NOTES), null, 2)}\n`);
}

/** @returns what a note gained by try, with one try assumed beforehand */
export function worthOfNote({ tries, gained }: Pick<FailureNote, 'tries' | 'gained'>): number {
  return (gained + PRIOR.gained) / (tries + PRIOR.tries);
}

/** @returns notes by what they gained, the best first */
export function rankedNotes(notes: readonly FailureNote[]): FailureNote[] {
  return notes.toSorted((left, right) => worthOfNote(right) - worthOfNote(left) || right.at - left.at);
}

/**
 * @returns the notes that an acquisition is shown: of the same sort of target, those on this very target first, then by what they
 * gained. A note that gained nothing when it was tried is left out
 */
export function notesFor(notes: readonly FailureNote[], target: AcquisitionTarget): FailureNote[] {
  const key = targetKey(target);
  const fit = rankedNotes(notes).filter(
    ({ what, tries, gained }) => what === target.what && (tries < FAIR_TRIES || gained > 0),
  );
  const own = fit.filter((note) => note.target === key);
  return [...own, ...fit.filter((note) => note.target !== key)].slice(0, SHOWN);
}

/** @returns what an acquisition reached: the merit of its best round, and more where its tool was admitted */
export function scoreOf(events: readonly AcquisitionEvent[], isAdmitted: boolean): number {
  const merits = eventsOf(events, 'round').map(({ merit }) => merit);
  return Math.max(-1, ...merits) + (isAdmitted ? ADMITTED : 0);
}

/** @returns the notes, with what an acquisition that was shown some of them reached more than each failed attempt */
export function withGains(
  notes: readonly FailureNote[],
  shown: readonly string[],
  score: number,
): FailureNote[] {
  return notes.map((note) =>
    shown.includes(note.id)
      ? { ...note, tries: note.tries + 1, gained: note.gained + score - note.score }
      : note,
  );
}

/** @returns the notes with one more on a target; the same words are noted once */
export function withNote(
  notes: readonly FailureNote[],
  target: AcquisitionTarget,
  made: Pick<FailureNote, 'text' | 'by' | 'score' | 'at'>,
): FailureNote[] {
  const key = targetKey(target);
  const id = hash('sha256', `${key}\n${made.text}`, 'hex').slice(0, 12);
  if (notes.some((note) => note.id === id)) return [...notes];
  return [...notes, { id, target: key, what: target.what, tries: 0, gained: 0, ...made }];
}
