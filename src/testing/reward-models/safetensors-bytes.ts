/** A tensor to be written: its shape and its numbers, row by row. */
export interface WrittenTensor {
  readonly shape: readonly number[];
  readonly numbers: Float32Array;
}

/**
 * Writes a safetensors file with real numbers.
 * @param dtype of all tensors; 16-bit ones are rounded towards nothing
 */
export function safetensorsBytes(
  tensors: Readonly<Record<string, WrittenTensor>>,
  dtype: 'F32' | 'BF16' = 'F32',
): Buffer {
  const width = dtype === 'F32' ? 4 : 2;
  let at = 0;
  const header: Record<string, object> = {};
  for (const [name, { shape, numbers }] of Object.entries(tensors)) {
    if (shape.reduce((product, side) => product * side, 1) !== numbers.length)
      throw new RangeError(`${name} has ${numbers.length} numbers for ${shape.join(' × ')}`);
    header[name] = { dtype, shape, data_offsets: [at, (at += numbers.length * width)] };
  }
  const text = Buffer.from(JSON.stringify(header));
  const front = Buffer.alloc(8);
  front.writeBigUInt64LE(BigInt(text.length));
  const parts = Object.values(tensors).map(({ numbers }) => bytesOf(numbers, width));
  return Buffer.concat([front, text, ...parts]);
}

function bytesOf(numbers: Float32Array, width: 2 | 4): Buffer {
  const whole = Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength);
  if (width === 4) return whole;
  const halves = Buffer.alloc(2 * numbers.length);
  for (let index = 0; index < numbers.length; index += 1)
    whole.copy(halves, 2 * index, 4 * index + 2, 4 * index + 4);
  return halves;
}
