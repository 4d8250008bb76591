import type { ChatModel } from '../../models/chat-model.ts';
import type { HomeFiles } from '../../store/home-files.ts';
import { acquireTool } from '../code-agent/acquire-tool.ts';
import type { AcquisitionHooks, AcquisitionOutcome, AcquisitionRequest } from '../code-agent/request.ts';
import type { AcquisitionEvent } from './acquisition-event.ts';
import { notesFor, readNotes, scoreOf, withGains, withNote, writeNotes } from './failure-notes.ts';
import { reflect } from './reflect.ts';
import { eventsOf } from './trace-summary.ts';

interface NotesPlace {
  readonly files: HomeFiles;
  /** False keeps no notes: they may quote the caller's data. */
  readonly keepTexts: boolean;
  /** Events of the attempts before this one. */
  readonly earlier: readonly AcquisitionEvent[];
}

/**
 * One acquisition by the code agent that is shown what earlier failures taught. What it gained over them is added to their notes, and
 * where it fails itself, it leaves a note. An acquisition that goes on is shown what it was shown at first, so that its questions
 * are the same.
 */
export async function acquireWithNotes(
  request: AcquisitionRequest,
  model: ChatModel,
  hooks: AcquisitionHooks,
  { files, keepTexts, earlier }: NotesPlace,
): Promise<AcquisitionOutcome> {
  if (!keepTexts) return acquireTool(request, model, hooks);
  const shown =
    eventsOf(earlier, 'notes').at(-1)?.notes ??
    notesFor(await readNotes(files), request.target).map(({ id, text }) => ({ id, text }));
  if (shown.length > 0) hooks.onEvent({ step: 'notes', notes: shown });
  const events: AcquisitionEvent[] = [];
  const outcome = await acquireTool(request, model, {
    ...hooks,
    notes: shown.map(({ text }) => text),
    onEvent: (event) => {
      events.push(event);
      hooks.onEvent(event);
    },
  });
  if (outcome.outcome === 'not-checkable') return outcome;
  const score = scoreOf(events, outcome.outcome === 'admitted');
  const made =
    outcome.outcome === 'refused'
      ? await reflect({ events, reason: outcome.reason, seed: request.seed }, model, hooks.signal)
      : null;
  const known = withGains(
    await readNotes(files),
    shown.map(({ id }) => id),
    score,
  );
  const notes = made ? withNote(known, request.target, { ...made, score, at: Date.now() }) : known;
  if (made || shown.length > 0) await writeNotes(files, notes);
  return outcome;
}
