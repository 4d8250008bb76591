import { hash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { PreferencePair } from '../admission/added-tools/preference-pairs.ts';
import type { JudgeModel } from '../models/judge-model.ts';
import { canonicalJson } from '../spec/canonical-json.ts';
import { makeFolder } from '../store/make-folder.ts';
import { writeWhole } from '../store/write-whole.ts';

const kept = z.array(z.string());
/** Refusals that are kept, the newest. */
const MOST = 1_000;

/**
 * The rubrics that were written for the rows of a file and refused: who asks for the same again, with the same labels and the same
 * model, gets the same answer, and nobody is paid for it twice.
 */
export class RefusedRubrics {
  readonly #folder: string;

  constructor(home: string) {
    this.#folder = join(home, 'acquisitions');
  }

  has(kind: string, pairs: readonly PreferencePair[], model: JudgeModel): boolean {
    return this.#read().includes(keyOf(kind, pairs, model));
  }

  add(kind: string, pairs: readonly PreferencePair[], model: JudgeModel): void {
    makeFolder(this.#folder);
    const all = [...this.#read(), keyOf(kind, pairs, model)].slice(-MOST);
    writeWhole(this.#file, JSON.stringify(all));
  }

  get #file(): string {
    return join(this.#folder, 'refused-rubrics.json');
  }

  #read(): readonly string[] {
    if (!existsSync(this.#file)) return [];
    return kept.parse(JSON.parse(readFileSync(this.#file, 'utf8')));
  }
}

function keyOf(kind: string, pairs: readonly PreferencePair[], { model, baseUrl = '' }: JudgeModel): string {
  return hash('sha256', canonicalJson([kind, model, baseUrl, pairs]), 'hex').slice(0, 24);
}
