import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { makeFolder } from '../../store/make-folder.ts';
import { writeWhole } from '../../store/write-whole.ts';
import { change } from '../changes/change.ts';
import { evolutionFolder } from './state.ts';

/** A change that somebody wants tried. The loop takes it up at its next look, in whichever process it runs. */
const wish = z.object({
  id: z.string(),
  what: change.shape.what,
  by: z.string(),
  reason: z.string(),
  cheaper: z.boolean().default(false),
});
export type Wish = z.infer<typeof wish>;
type Wanted = Omit<z.input<typeof wish>, 'id'>;

function inboxOf(home: string): string {
  return join(evolutionFolder(home), 'inbox');
}

/** @returns the id of the trial */
export function leaveWish(home: string, wanted: Wanted): string {
  const id = `trial-${randomUUID().slice(0, 8)}`;
  const folder = inboxOf(home);
  makeFolder(evolutionFolder(home));
  makeFolder(folder);
  writeWhole(join(folder, `${id}.json`), JSON.stringify({ id, ...wanted }));
  return id;
}

/** @returns the wishes that wait, in no order of importance. What is no wish is left where it is */
export function waitingWishes(home: string): Wish[] {
  const folder = inboxOf(home);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .flatMap((name) => {
      try {
        return [wish.parse(JSON.parse(readFileSync(join(folder, name), 'utf8')))];
      } catch {
        return [];
      }
    });
}

/** Removes a wish that stands in the written state. */
export function forgetWish(home: string, id: string): void {
  rmSync(join(inboxOf(home), `${id}.json`), { force: true });
}
