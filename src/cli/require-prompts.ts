import type { IntakeNotes } from '../intake/intake-notes.ts';
import { UsageError } from './usage-error.ts';

/**
 * Nobody can write a tool for queries that are not shown.
 * @param notes of the whole file
 * @throws UsageError where no row has a prompt
 */
export function requirePrompts(file: string, notes: IntakeNotes): void {
  if (!notes.noPrompts) return;
  throw new UsageError(
    'RLAR_FILE_UNREADABLE',
    `${file}: no row has a prompt, and tools are made for prompts`,
    {
      remedy: 'Say which column holds it: --map prompt=COLUMN.',
    },
  );
}
