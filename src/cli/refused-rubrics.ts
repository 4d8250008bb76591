import { hash } from 'node:crypto';
import { z } from 'zod';
import type { PreferencePair } from '../admission/added-tools/preference-pairs.ts';
import { ACQUISITIONS } from '../agents/acquisitions/acquisition-files.ts';
import type { JudgeModel } from '../models/judge-model.ts';
import { canonicalJson } from '../spec/canonical-json.ts';
import type { HomeFiles } from '../store/home-files.ts';
import { withHomeFiles } from '../store/open-registry.ts';

const kept = z.array(z.string());
/** Refusals that are kept, the newest. */
const MOST = 1_000;
const FILE = `${ACQUISITIONS}/refused-rubrics.json`;

/**
 * The rubrics that were written for the rows of a file and refused: who asks for the same again, with the same labels and the same
 * model, gets the same answer, and nobody is paid for it twice.
 */
export class RefusedRubrics {
  readonly #home: string;

  constructor(home: string) {
    this.#home = home;
  }

  async has(kind: string, pairs: readonly PreferencePair[], model: JudgeModel): Promise<boolean> {
    return (await withHomeFiles(this.#home, read)).includes(keyOf(kind, pairs, model));
  }

  async add(kind: string, pairs: readonly PreferencePair[], model: JudgeModel): Promise<void> {
    await withHomeFiles(this.#home, async (files) => {
      const all = [...(await read(files)), keyOf(kind, pairs, model)].slice(-MOST);
      await files.write(FILE, JSON.stringify(all));
    });
  }
}

async function read(files: HomeFiles): Promise<readonly string[]> {
  const text = await files.read(FILE);
  return text === null ? [] : kept.parse(JSON.parse(text));
}

function keyOf(kind: string, pairs: readonly PreferencePair[], { model, baseUrl = '' }: JudgeModel): string {
  return hash('sha256', canonicalJson([kind, model, baseUrl, pairs]), 'hex').slice(0, 24);
}
