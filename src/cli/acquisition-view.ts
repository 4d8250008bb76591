import { MultiBar, Presets, type SingleBar } from 'cli-progress';
import type { AcquisitionEvent } from '../agents/acquisitions/acquisition-event.ts';
import type { AcquisitionState } from '../agents/acquisitions/state.ts';
import { styled } from './terminal.ts';

/** The view of running acquisitions, on standard error. */
export interface AcquisitionView {
  readonly onProgress: (state: AcquisitionState, event: AcquisitionEvent | null) => void;
  stop(): void;
}

/** The steps of an acquisition, for the bar: how far each is on the way. */
const FAR: Readonly<Record<AcquisitionEvent['step'], number>> = {
  design: 10,
  notes: 5,
  found: 10,
  'cards-unread': 15,
  chosen: 20,
  fetching: 40,
  tried: 80,
  'second-opinion': 20,
  candidate: 25,
  witnesses: 30,
  dropped: 30,
  gate: 40,
  round: 60,
  frozen: 80,
  outcome: 100,
};

/** Prints a line for each event. On a terminal a bar for each running acquisition stands below the lines. */
export function acquisitionView(): AcquisitionView {
  return process.stderr.isTTY ? bars() : lines();
}

function lines(): AcquisitionView {
  const seen = new Map<string, string>();
  return {
    onProgress: (state, event) => {
      const line = lineOf(state, event);
      if (line === null || seen.get(state.id) === line) return;
      seen.set(state.id, line);
      process.stderr.write(`${line}\n`);
    },
    stop: () => {},
  };
}

function bars(): AcquisitionView {
  const format = ' {id} {bar} {calls} calls, {tokens} tokens | {note}';
  const all = new MultiBar({ format, hideCursor: true, clearOnComplete: true }, Presets.shades_classic);
  const bar = new Map<string, { bar: SingleBar; far: number }>();
  return {
    onProgress: (state, event) => {
      const line = lineOf(state, event);
      if (line !== null && event?.step !== 'gate') all.log(`${line}\n`);
      const shown = bar.get(state.id) ?? { bar: all.create(100, 0, { id: state.id, note: '' }), far: 0 };
      const phase = event?.step === 'gate' && event.phase === 'audit' ? 85 : event ? FAR[event.step] : 0;
      const far = isOver(state) ? 100 : Math.max(shown.far, phase);
      const { calls, inputTokens, outputTokens } = state.usage;
      shown.bar.update(far, { note: state.note.slice(0, 60), calls, tokens: inputTokens + outputTokens });
      if (isOver(state)) all.remove(shown.bar);
      bar.set(state.id, { bar: shown.bar, far });
    },
    stop: () => all.stop(),
  };
}

function isOver({ status }: AcquisitionState): boolean {
  return status !== 'queued' && status !== 'running';
}

/** @returns null where there is nothing to tell */
function lineOf(state: AcquisitionState, event: AcquisitionEvent | null): string | null {
  if (event) return `${state.id} · ${state.note}`;
  if (!isOver(state)) return null;
  return `${state.id} · ${statusText(state, process.stderr)}: ${state.note}`;
}

/** @returns the status in its colour */
export function statusText(
  { status }: Pick<AcquisitionState, 'status'>,
  stream: NodeJS.WriteStream = process.stdout,
): string {
  const style =
    status === 'admitted' ? 'green' : status === 'failed' || status === 'refused' ? 'red' : 'yellow';
  return styled(style, status, stream);
}
