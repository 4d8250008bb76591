import { z } from 'zod';

/** `tokenizer.json` of a BERT: what this reader knows, and nothing that would change its pieces. */
const tokenizerFile = z.object({
  // One that is no mark is cut out of a text before words are.
  added_tokens: z.array(z.object({ special: z.literal(true) })).default([]),
  normalizer: z.object({
    type: z.literal('BertNormalizer'),
    clean_text: z.boolean(),
    handle_chinese_chars: z.boolean(),
    strip_accents: z.boolean().nullish(),
    lowercase: z.boolean(),
  }),
  pre_tokenizer: z.object({ type: z.literal('BertPreTokenizer') }),
  model: z.object({
    type: z.literal('WordPiece').optional(),
    unk_token: z.string(),
    continuing_subword_prefix: z.string(),
    max_input_chars_per_word: z.number().int().positive().default(100),
    vocab: z.record(z.string(), z.number().int().nonnegative()),
  }),
});
type TokenizerFile = z.infer<typeof tokenizerFile>;

/** Numbers of pieces, and which of the two texts each is of: 0 or 1. */
export interface EncodedInput {
  readonly ids: readonly number[];
  readonly parts: readonly number[];
}

const CJK =
  /[\u{4E00}-\u{9FFF}\u{3400}-\u{4DBF}\u{20000}-\u{2A6DF}\u{2A700}-\u{2B73F}\u{2B740}-\u{2B81F}\u{2B920}-\u{2CEAF}\u{F900}-\u{FAFF}\u{2F800}-\u{2FA1F}]/gu;
const CONTROL = /(?![\t\n\r])[\0\uFFFD\p{Cc}\p{Cf}\p{Co}]/gu;
const PUNCTUATION = /([\p{P}$+<=>^`|~])/gu;

/**
 * The WordPiece tokenizer of a BERT. Marks such as `[SEP]` in a text are read as their letters: a response cannot end its
 * own part and begin another. Everything else is as Hugging Face's tokenizers have it.
 */
export class WordPieces {
  readonly #normalizer: TokenizerFile['normalizer'];
  readonly #model: TokenizerFile['model'];
  readonly #vocabulary: ReadonlyMap<string, number>;
  readonly #first: number;
  readonly #separator: number;

  /** @param content the parsed `tokenizer.json`. @throws Error where it is another tokenizer than a BERT's */
  constructor(content: unknown) {
    const parsed = tokenizerFile.safeParse(content);
    if (!parsed.success)
      throw new Error(
        `its tokenizer.json is not a BERT's: ${parsed.error.issues[0]?.path.map(String).join('.')}`,
      );
    const { normalizer, model } = parsed.data;
    this.#normalizer = normalizer;
    this.#model = model;
    this.#vocabulary = new Map(Object.entries(model.vocab));
    this.#first = this.#idOf('[CLS]');
    this.#separator = this.#idOf('[SEP]');
  }

  /** One more than the largest number of a piece. */
  get size(): number {
    return [...this.#vocabulary.values()].reduce((most, id) => Math.max(most, id), 0) + 1;
  }

  /** @returns the numbers of a text, or of a pair, with the marks around them */
  encode(first: readonly number[], second: readonly number[] | null): EncodedInput {
    const ids = [this.#first, ...first, this.#separator];
    const parts = ids.map(() => 0);
    if (second === null) return { ids, parts };
    const tail = [...second, this.#separator];
    return { ids: [...ids, ...tail], parts: [...parts, ...tail.map(() => 1)] };
  }

  /** @returns the pieces of a text by number, without marks */
  pieces(text: string): number[] {
    return this.#words(text).flatMap((word) => this.#piecesOf(word));
  }

  #words(text: string): string[] {
    const {
      clean_text: clean,
      handle_chinese_chars: apart,
      strip_accents: strip,
      lowercase,
    } = this.#normalizer;
    let plain = clean ? text.replace(CONTROL, '') : text;
    if (apart) plain = plain.replace(CJK, ' $& ');
    if (strip ?? lowercase) plain = plain.normalize('NFD').replace(/\p{Mn}/gu, '');
    // Letter by letter: a sigma at the end of a word is not written in another way.
    if (lowercase) plain = Array.from(plain, (letter) => letter.toLowerCase()).join('');
    return plain
      .replace(PUNCTUATION, ' $1 ')
      .split(/\p{White_Space}+/u)
      .filter((word) => word !== '');
  }

  #piecesOf(word: string): number[] {
    const letters = Array.from(word);
    const {
      max_input_chars_per_word: most,
      continuing_subword_prefix: prefix,
      unk_token: unknown,
    } = this.#model;
    const found: number[] = [];
    let from = 0;
    while (from < letters.length && letters.length <= most) {
      let to = letters.length;
      let id: number | undefined;
      for (; to > from; to -= 1) {
        id = this.#vocabulary.get((from > 0 ? prefix : '') + letters.slice(from, to).join(''));
        if (id !== undefined) break;
      }
      if (id === undefined) break;
      found.push(id);
      from = to;
    }
    return from === letters.length ? found : [this.#idOf(unknown)];
  }

  #idOf(mark: string): number {
    const id = this.#vocabulary.get(mark);
    if (id === undefined) throw new Error(`its tokenizer.json has no ${mark}`);
    return id;
  }
}
