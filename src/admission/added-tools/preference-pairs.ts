import { z } from 'zod';
import { fileText } from '../../intake/file-text.ts';
import { RlarError } from '../../spec/errors.ts';
import { parseOrThrow } from '../../spec/parse-or-throw.ts';

export const preferencePair = z.looseObject({
  prompt: z.string().min(1),
  chosen: z.string(),
  rejected: z.string(),
  /** Reference for models that compare a response with one. */
  reference: z.string().optional(),
  /** The kind of the prompt, where a file holds pairs of several. */
  kind: z.string().nullish(),
  /** Whose preference it is, where that differs by person. */
  user: z.string().optional(),
});
/** Two responses to one prompt. People, or the makers of the file, prefer the first. */
export type PreferencePair = z.infer<typeof preferencePair>;

/** @throws RLAR_FILE_UNREADABLE naming the line and the field */
export function readPairs(file: string): PreferencePair[] {
  return readPairsAs(file, preferencePair);
}

/** Like `readPairs`, for pairs that hold more. */
export function readPairsAs<Pair>(file: string, shape: z.ZodType<Pair>): Pair[] {
  const lines = fileText(file, 'Name a JSONL file of pairs: prompt, chosen and rejected in each line.').split(
    '\n',
  );
  return lines.flatMap((line, at) => {
    if (line.trim() === '') return [];
    return [
      parseOrThrow(shape, jsonOf(line, `${file}:${at + 1}`), {
        code: 'RLAR_FILE_UNREADABLE',
        prefix: `${file}:${at + 1}: `,
      }),
    ];
  });
}

function jsonOf(line: string, where: string): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw new RlarError('RLAR_FILE_UNREADABLE', `${where}: no JSON`, { cause });
  }
}
