import { z } from 'zod';
import { withoutThinking } from '../../answers/thinking.ts';
import { eachRollout, inapplicable } from '../../spec/prepared-tool.ts';
import { scored } from '../../spec/verdict.ts';
import { levenshtein } from '../../text/metrics/levenshtein.ts';
import { defineBuiltIn } from '../define-built-in.ts';

/** Code points that are compared; what a text has beyond them counts as wrong, so a clipped value is never too high. */
const LONGEST = 10_000;
const MOST_REFERENCES = 8;

/**
 * What an assignment may set, each off by default but `trim`.
 * - `trim`: white space at both ends does not count
 * - `collapse`: a run of white space is one space
 * - `lowercase`: case does not count
 * - `compatibility`: Unicode NFKC (full-width letters, ligatures); without it NFC
 */
const editDistanceOptions = z.strictObject({
  trim: z.boolean().default(true),
  collapse: z.boolean().default(false),
  lowercase: z.boolean().default(false),
  compatibility: z.boolean().default(false),
});
type EditDistanceOptions = z.infer<typeof editDistanceOptions>;

interface Side {
  readonly points: readonly number[];
  /** At least the number of code points, exact where it is not more than LONGEST. */
  readonly length: number;
}

/** 1 − Levenshtein distance / longer length, over code points; the best of several references. */
export const editDistance = defineBuiltIn({
  declaration: {
    id: 'edit-distance',
    version: '1.0.0',
    title: 'Edit distance',
    description:
      'How near a text is to a reference, character by character: 1 minus the normalised Levenshtein distance over ' +
      'code points. For answers that are to be copied, transcribed or corrected. Cannot see that other words mean the same.',
    type: 'metric',
    slot: 'quality',
    needs: ['reference'],
    kinds: [],
    execution: 'thread',
    deadlineMs: 250,
  },
  options: editDistanceOptions,
  prepare(query, options) {
    if (query.references.length === 0) return inapplicable('No reference text.');
    const texts = query.references.slice(0, MOST_REFERENCES);
    const references = texts.map((text) => readSide(text, options));
    const clipped = query.references.length > MOST_REFERENCES || references.some(isClipped);
    return eachRollout(({ text }) => {
      const said = withoutThinking(text);
      const side = readSide(said, options);
      const values = references.map((reference) => similarity(side, reference));
      const value = Math.max(...values);
      const best = values.indexOf(value);
      return scored(value, {
        distance: Math.round((1 - value) * Math.max(side.length, references[best]!.length)),
        text: said.trim().slice(0, 200),
        reference: texts[best]!.slice(0, 200),
        ...((clipped || isClipped(side)) && { clipped: true }),
      });
    });
  },
});

function readSide(text: string, options: EditDistanceOptions): Side {
  let clean = text.slice(0, 2 * LONGEST).normalize(options.compatibility ? 'NFKC' : 'NFC');
  if (options.lowercase) clean = clean.toLowerCase();
  if (options.collapse) clean = clean.replace(/\s+/g, ' ');
  if (options.trim) clean = text.length > 2 * LONGEST ? clean.trimStart() : clean.trim();
  const points = Array.from(clean, (character) => character.codePointAt(0) ?? 0);
  const rest = Math.max(0, text.length - 2 * LONGEST);
  return { points: points.slice(0, LONGEST), length: points.length + rest };
}

function isClipped(side: Side): boolean {
  return side.length > side.points.length;
}

function similarity(said: Side, reference: Side): number {
  const longer = Math.max(said.length, reference.length);
  if (longer === 0) return 1;
  const beyond = Math.max(said.length - said.points.length, reference.length - reference.points.length);
  const distance = levenshtein(said.points, reference.points) + beyond;
  return Math.max(0, 1 - distance / longer);
}
