import { z } from 'zod';
import { RlarError } from '../../spec/errors.ts';
import { jsonObject } from '../../spec/json.ts';
import type { HomeFiles } from '../../store/home-files.ts';
import { audited } from '../changes/audited.ts';
import { change } from '../changes/change.ts';
import { improvingState, NOT_IMPROVING } from '../changes/improving-state.ts';
import { spentItems } from '../changes/spending.ts';
import { NO_NAMING, namingState } from '../new-kinds/naming.ts';
import { unserved } from '../new-kinds/unserved.ts';
import { refereesState } from '../watches/referees.ts';
import { watcherState } from '../watches/watcher.ts';

/** Something that the loop noticed or did. */
const evolutionEvent = z.object({
  /** From 1, without gaps. */
  number: z.number().int(),
  /** Milliseconds since 1970. */
  at: z.number(),
  what: z.enum([
    'alarm',
    'notice',
    'tried',
    'made',
    'kept',
    'retired',
    'rolled-back',
    'rebased',
    'proposed',
    'compared',
    'withdrawn',
    'acquisition',
    'named',
    'trouble',
  ]),
  /** One sentence. */
  text: z.string(),
  data: jsonObject,
});
export type EvolutionEvent = z.infer<typeof evolutionEvent>;

const NOT_COMPARED = { snapshot: null, versions: [], window: null };

/** All that the loop knows. It is written whole after each look, so that whoever goes on does so from the look before. */
const evolutionState = z.object({
  /** The last record of the ledger that was looked at. */
  cursor: z.string().nullable(),
  groups: z.number(),
  watcher: watcherState.nullable(),
  changes: z.array(change),
  /** The newest events, the newest last. */
  events: z.array(evolutionEvent),
  /** What was spent today. */
  day: z.object({
    date: z.string(),
    audits: z.number(),
    acquisitions: z.number(),
    improvements: z.number().default(0),
  }),
  /** How often the policy, as a referee, said what audits said. */
  referees: refereesState.default([]),
  /** Queries that no tool serves, to be pooled by what they lack. */
  unserved: z.array(unserved),
  /** When the policy agent is next asked to name kinds. */
  naming: namingState.default(NO_NAMING),
  /** Paid rollouts that were audited, for the alarms of the watch `precision`. */
  audited: z.array(audited).default([]),
  /** What held-out items were used for. */
  spent: spentItems.default([]),
  /** Targets for which an acquisition was opened: each once. */
  opened: z.array(z.string()),
  /** What the loop proposed changes from. */
  improving: improvingState.default(NOT_IMPROVING),
  /** The library at the last look, its tools by id and version, and the record behind which groups are compared on. */
  compared: z
    .object({
      snapshot: z.string().nullable(),
      versions: z.array(z.tuple([z.string(), z.string()])),
      window: z.string().nullable(),
    })
    .default(NOT_COMPARED),
  /** Milliseconds since 1970 of the last look. */
  updated: z.number(),
});
export type EvolutionState = z.infer<typeof evolutionState>;

const KEPT_EVENTS = 2_000;

/** The folder of the loop in a home, and the file of its state. */
export const EVOLUTION_FOLDER = 'evolution';
export const STATE_FILE = `${EVOLUTION_FOLDER}/state.json`;

export function emptyState(): EvolutionState {
  return {
    cursor: null,
    groups: 0,
    watcher: null,
    changes: [],
    events: [],
    day: { date: '', audits: 0, acquisitions: 0, improvements: 0 },
    referees: [],
    unserved: [],
    naming: NO_NAMING,
    audited: [],
    spent: [],
    opened: [],
    improving: structuredClone(NOT_IMPROVING),
    compared: structuredClone(NOT_COMPARED),
    updated: 0,
  };
}

/** A state as it stands written. */
interface WrittenState {
  readonly state: EvolutionState;
  /** Tells whether somebody has written since; null where nothing is written yet. */
  readonly stamp: string | null;
}

/** @returns the state of a home, empty before the first look. @throws RLAR_STORE_FAILED where it cannot be read */
export async function readState(files: HomeFiles): Promise<EvolutionState> {
  return (await readWritten(files)).state;
}

/** As `readState`, with the stamp of what was read. */
export async function readWritten(files: HomeFiles): Promise<WrittenState> {
  const stamp = await files.stamp(STATE_FILE);
  const text = await files.read(STATE_FILE);
  if (text === null) return { state: emptyState(), stamp };
  try {
    return { state: evolutionState.parse(JSON.parse(text)), stamp };
  } catch (cause) {
    throw new RlarError('RLAR_STORE_FAILED', `${STATE_FILE} of the home cannot be read`, { cause });
  }
}

/**
 * Writes a state in the place of the one that it comes from.
 * @param stamp of that one
 * @param signal aborted when it must not be written any more
 * @returns the new stamp; null where somebody else has written since: then nothing is written
 */
export function writeState(
  files: HomeFiles,
  state: EvolutionState,
  stamp: string | null,
  signal?: AbortSignal,
): Promise<string | null> {
  return files.replace(STATE_FILE, JSON.stringify(state), stamp, signal);
}

/** Adds an event. It becomes visible when the state is written. */
export function addEvent(
  state: EvolutionState,
  what: EvolutionEvent['what'],
  text: string,
  data: EvolutionEvent['data'] = {},
): void {
  const number = (state.events.at(-1)?.number ?? 0) + 1;
  state.events.push({ number, at: Date.now(), what, text, data });
  if (state.events.length > KEPT_EVENTS) state.events.splice(0, state.events.length - KEPT_EVENTS);
}
