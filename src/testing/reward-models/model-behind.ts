import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { BuiltInModel } from '../../models/worker/built-in-model.ts';
import { type EncodedInput, WordPieces } from '../../models/worker/word-pieces.ts';
import type { ServedItem, ServedModelBehind } from '../reward-model-server.ts';
import { modelOnDisk } from './model-on-disk.ts';

/** What goes wrong between the texts that a server gets and the numbers of its model. */
export interface BodyFaults {
  /** A mark that begins a text is put before texts that have one. */
  readonly beginsTwice?: boolean;
  /** Chats and pairs are laid out as another model's: its marks are letters to this tokenizer. */
  readonly foreignTemplate?: boolean;
  /** Prompts are left out of the layout. */
  readonly responseOnly?: boolean;
  /** Tokens behind which an input is cut without a word. */
  readonly cutsAt?: number;
  /** Short items of a batch are padded on the left, and the padding is read. */
  readonly readsPadding?: boolean;
  /** The head works in halves that run over: above this number comes infinity, or the largest number there is. */
  readonly overflow?: { readonly above: number; readonly as: 'infinity' | 'ceiling' };
  /** Added to the score for each byte of a text. */
  readonly perByte?: number;
}

const MARKS = /(\[CLS\]|\[SEP\]|\[PAD\])/;

/**
 * A real model behind a test server: its own tokenizer, whose marks are read as marks in finished texts, its own weights
 * and head, and nothing that is written down beforehand.
 * @param files of the model, as a hub has them: those of `tinyRewardModel`, or of any BERT with a head
 */
export function modelBehind(
  files: Readonly<Record<string, Buffer>>,
  faults: BodyFaults = {},
): ServedModelBehind {
  const folder = mkdtempSync(join(tmpdir(), 'rlar-behind-'));
  try {
    modelOnDisk(folder, files);
    const model = new BuiltInModel(folder);
    const pieces = new WordPieces(JSON.parse(readFileSync(join(folder, 'tokenizer.json'), 'utf8')));
    const encode = encoder(pieces, faults);
    return {
      tokens: (item) => encode(item).ids.length,
      window: z
        .object({ max_position_embeddings: z.number() })
        .parse(JSON.parse(String(files['config.json']))).max_position_embeddings,
      logits: (batch) => {
        const encoded = batch.map(encode);
        const longest = Math.max(...encoded.map(({ ids }) => ids.length));
        return encoded.map((one, at) => {
          const read = faults.readsPadding ? padded(one, longest) : one;
          const bytes = Buffer.byteLength(batch[at]!.parts.join(''));
          return model
            .score(read, 'none')
            .map((logit) => overflown(logit + (faults.perByte ?? 0) * bytes, faults.overflow));
        });
      },
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function encoder(pieces: WordPieces, faults: BodyFaults): (item: ServedItem) => EncodedInput {
  const [cls, sep] = pieces.encode([], null).ids as [number, number];
  /** Marks of a finished text are its tokens; each [SEP] ends a part. */
  const text = (finished: string): EncodedInput => {
    const ids: number[] = [];
    const parts: number[] = [];
    let part = 0;
    for (const piece of finished.split(MARKS)) {
      const own = piece === '[CLS]' ? [cls] : piece === '[SEP]' ? [sep] : pieces.pieces(piece);
      ids.push(...own);
      parts.push(...own.map(() => Math.min(1, part)));
      if (piece === '[SEP]') part += 1;
    }
    const begins = ids[0] === cls && !faults.beginsTwice ? [] : [cls];
    const ends = ids.at(-1) === sep ? [] : [sep];
    return {
      ids: [...begins, ...ids, ...ends],
      parts: [...begins.map(() => 0), ...parts, ...ends.map(() => Math.min(1, part))],
    };
  };
  const laidOut = ({ as, parts }: ServedItem): EncodedInput => {
    if (as === 'text') return text(parts[0] ?? '');
    const [first = '', ...rest] = parts;
    if (faults.foreignTemplate)
      return text(
        `<|im_start|>user\n${first}<|im_end|>\n<|im_start|>assistant\n${rest.join('\n')}<|im_end|>\n`,
      );
    return pieces.encode(faults.responseOnly ? [] : pieces.pieces(first), pieces.pieces(rest.join('\n')));
  };
  return (item) => {
    const { ids, parts } = laidOut(item);
    const most = faults.cutsAt ?? ids.length;
    return { ids: ids.slice(0, most), parts: parts.slice(0, most) };
  };
}

/** The number of `[PAD]` in the vocabulary of every BERT. */
const PAD = 0;

function padded({ ids, parts }: EncodedInput, length: number): EncodedInput {
  const over = length - ids.length;
  return {
    ids: [...Array.from({ length: over }, () => PAD), ...ids],
    parts: [...Array.from({ length: over }, () => 0), ...parts],
  };
}

function overflown(logit: number, overflow: BodyFaults['overflow']): number {
  if (overflow === undefined || logit <= overflow.above) return logit;
  return overflow.as === 'infinity' ? Number.POSITIVE_INFINITY : overflow.above;
}
