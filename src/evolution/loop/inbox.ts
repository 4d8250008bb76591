import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { HomeFiles } from '../../store/home-files.ts';
import { change } from '../changes/change.ts';
import { EVOLUTION_FOLDER } from './state.ts';

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

const INBOX = `${EVOLUTION_FOLDER}/inbox`;
const NAME = /^trial-[\w-]+\.json$/;

function fileOf(id: string): string {
  return `${INBOX}/${id}.json`;
}

/** @returns the id of the trial */
export async function leaveWish(files: HomeFiles, wanted: Wanted): Promise<string> {
  const id = `trial-${randomUUID().slice(0, 8)}`;
  await files.write(fileOf(id), JSON.stringify({ id, ...wanted }));
  return id;
}

/** @returns the wishes that wait, in no order of importance. What is no wish is left where it is */
export async function waitingWishes(files: HomeFiles): Promise<Wish[]> {
  const names = (await files.list(INBOX)).filter((name) => NAME.test(name));
  const texts = await files.readAll(names.map((name) => `${INBOX}/${name}`));
  return texts.flatMap((text) => {
    try {
      return text === null ? [] : [wish.parse(JSON.parse(text))];
    } catch {
      return [];
    }
  });
}

/** Removes a wish that stands in the written state. */
export function forgetWish(files: HomeFiles, id: string): Promise<void> {
  return files.remove(fileOf(id));
}
