import { hash } from 'node:crypto';

/** @returns the hash of a text; for a trajectory, of the text, a line feed and the JSON of its steps */
export function textHash(text: string | null, steps: string | null): Buffer {
  return hash('sha256', steps === null ? (text ?? '') : `${text}\n${steps}`, 'buffer');
}
