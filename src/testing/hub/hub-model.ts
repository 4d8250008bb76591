/** A file of a model on the test hub. `size` beyond the bytes: weights where only the head is there. */
export interface HubFile {
  readonly bytes: Buffer;
  readonly size: number;
}

/** A model on the test hub. */
export interface HubModel {
  /** `owner/name`. */
  readonly id: string;
  /** The commit of `main`. */
  readonly sha: string;
  readonly files: Readonly<Record<string, HubFile>>;
  readonly tags: readonly string[];
  readonly pipelineTag?: string | undefined;
  readonly library?: string | undefined;
  readonly cardData?: object | undefined;
  readonly config?: object | undefined;
  readonly parameters?: number | undefined;
  readonly downloads?: number | undefined;
  readonly likes?: number | undefined;
  /** Its files answer with GatedRepo to who has not been let in. */
  readonly gated?: false | 'auto' | 'manual' | undefined;
  /** Shown to nobody without a token. */
  readonly private?: boolean | undefined;
  readonly disabled?: boolean | undefined;
}

/** @returns a file of the hub with these contents */
export function hubFile(content: string | Buffer | object): HubFile {
  const bytes = Buffer.isBuffer(content)
    ? content
    : Buffer.from(typeof content === 'string' ? content : JSON.stringify(content));
  return { bytes, size: bytes.length };
}

/** Bytes that a number of each type takes. */
const WIDTH = { F32: 4, F16: 2, BF16: 2 } as const;

/**
 * @param tensors name and shape of each tensor
 * @returns a safetensors file whose header is real and whose numbers are not there: its size is that of the whole
 */
export function weightsFile(
  tensors: Readonly<Record<string, readonly number[]>>,
  dtype: keyof typeof WIDTH = 'BF16',
): HubFile {
  let at = 0;
  const header: Record<string, object> = {};
  for (const [name, shape] of Object.entries(tensors)) {
    const length = shape.reduce((product, side) => product * side, 1) * WIDTH[dtype];
    header[name] = { dtype, shape, data_offsets: [at, at + length] };
    at += length;
  }
  const text = Buffer.from(JSON.stringify(header));
  const prefix = Buffer.alloc(8);
  prefix.writeBigUInt64LE(BigInt(text.length));
  const bytes = Buffer.concat([prefix, text]);
  return { bytes, size: bytes.length + at };
}
