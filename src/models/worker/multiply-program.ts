/**
 * Writes the WebAssembly program that multiplies matrices for the built-in worker: one function, 4 rows by 8 columns at a
 * time, with the 128-bit numbers that every engine since 2021 has. It adds up in one fixed order and without fused steps,
 * so that a score is the same to the last bit on every machine and whatever else is in the batch. That is why it is not
 * left to a library that picks its order by the processor.
 */

/** Rows and columns of one block. Both sides of a product are padded to them. */
export const ROWS = 4;
export const COLUMNS = 8;
/** Numbers that one turn of the inner loop takes; the inner side is padded to it. */
export const DEPTH = 4;

const I32 = 0x7f;
const V128 = 0x7b;

const unsigned = (value: number): number[] =>
  value < 128 ? [value] : [(value & 127) | 128, ...unsigned(value >>> 7)];
const signed = (value: number): number[] => {
  const low = value & 127;
  const rest = value >> 7;
  return (rest === 0 && low < 64) || (rest === -1 && low >= 64) ? [low] : [low | 128, ...signed(rest)];
};
const list = (items: readonly (readonly number[])[]): number[] => [
  ...unsigned(items.length),
  ...items.flat(),
];
const section = (id: number, content: readonly number[]): number[] => [
  id,
  ...unsigned(content.length),
  ...content,
];
const text = (word: string): number[] => [...unsigned(word.length), ...Buffer.from(word, 'latin1')];

const get = (local: number) => [0x20, ...unsigned(local)];
const set = (local: number) => [0x21, ...unsigned(local)];
const constant = (value: number) => [0x41, ...signed(value)];
const ADD = [0x6a];
const SUBTRACT = [0x6b];
const simd = (code: number, ...more: number[]) => [0xfd, ...unsigned(code), ...more];
const load = (offset: number) => simd(0, 4, ...unsigned(offset));
const splat = (offset: number) => simd(9, 2, ...unsigned(offset));
const store = (offset: number) => simd(11, 4, ...unsigned(offset));
const ADD_VECTORS = simd(0xe4);
const MULTIPLY_VECTORS = simd(0xe6);

/** Parameters of `multiply`, and its own numbers behind them. */
const [LEFT, LEFT_STEP, RIGHT, DEEP, BIAS, OUT, OUT_STEP, BLOCKS, PANELS] = [0, 1, 2, 3, 4, 5, 6, 7, 8];
const [ROW, PANEL, TARGET, LEFT_BLOCKS, LEFT_DEEP, FIRST] = [9, 13, 14, 15, 16, 17];
const PARAMETERS = 9;
const INTEGERS = 8;
const sum = (row: number, half: number): number => FIRST + 2 * row + half;
const [LOW, HIGH, VALUE] = [sum(ROWS, 0), sum(ROWS, 1), sum(ROWS, 2)];

const move = (local: number, by: readonly number[]) => [...get(local), ...by, ...ADD, ...set(local)];
const rows = (make: (row: number) => readonly number[]): number[] =>
  Array.from({ length: ROWS }, (_, row) => make(row)).flat();
/** `times` is counted down to nothing; it is at least one. */
const repeat = (times: number, body: readonly number[]): number[] => [
  ...[0x03, 0x40],
  ...body,
  ...[...get(times), ...constant(1), ...SUBTRACT, 0x22, ...unsigned(times), 0x0d, 0, 0x0b],
];

function innerTurn(): number[] {
  const steps = Array.from({ length: DEPTH }, (_, step) => [
    ...[...get(PANEL), ...load(32 * step), ...set(LOW), ...get(PANEL), ...load(32 * step + 16), ...set(HIGH)],
    ...rows((row) => [
      ...[...get(ROW + row), ...splat(4 * step), ...set(VALUE)],
      ...[LOW, HIGH].flatMap((half, at) => [
        ...[...get(sum(row, at)), ...get(VALUE), ...get(half), ...MULTIPLY_VECTORS, ...ADD_VECTORS],
        ...set(sum(row, at)),
      ]),
    ]),
  ]);
  return [
    ...steps.flat(),
    ...move(PANEL, constant(32 * DEPTH)),
    ...rows((row) => move(ROW + row, constant(4 * DEPTH))),
  ];
}

function block(): number[] {
  const first = [...get(LEFT), ...set(ROW)];
  const others = [1, 2, 3].flatMap((row) => [
    ...[...get(ROW + row - 1), ...get(LEFT_STEP), ...ADD, ...set(ROW + row)],
  ]);
  return [
    ...first,
    ...others,
    ...[...get(RIGHT), ...set(PANEL), ...get(DEEP), ...set(LEFT_DEEP)],
    ...rows((row) => [
      ...[...get(BIAS), ...load(0), ...set(sum(row, 0)), ...get(BIAS), ...load(16), ...set(sum(row, 1))],
    ]),
    ...repeat(LEFT_DEEP, innerTurn()),
    ...rows((row) => [
      ...[
        ...get(TARGET),
        ...get(sum(row, 0)),
        ...store(0),
        ...get(TARGET),
        ...get(sum(row, 1)),
        ...store(16),
      ],
      ...move(TARGET, get(OUT_STEP)),
    ]),
    // The rows behind these four: where the first would be after a whole turn of four.
    ...[...get(LEFT), ...get(LEFT_STEP), ...constant(2), 0x74, ...ADD, ...set(LEFT)],
  ];
}

/** All blocks of rows against one panel of eight columns, then the next panel. */
function body(): number[] {
  const start = PARAMETERS + INTEGERS + 2 * ROWS + 3;
  return [
    ...[...get(LEFT), ...set(start)],
    ...repeat(PANELS, [
      ...[...get(start), ...set(LEFT), ...get(OUT), ...set(TARGET), ...get(BLOCKS), ...set(LEFT_BLOCKS)],
      ...repeat(LEFT_BLOCKS, block()),
      ...[...get(PANEL), ...set(RIGHT)],
      ...[...move(BIAS, constant(4 * COLUMNS)), ...move(OUT, constant(4 * COLUMNS))],
    ]),
    0x0b,
  ];
}

/** @returns the bytes of the program: it imports `host.memory`, and exports `multiply` */
export function multiplyProgram(): Uint8Array<ArrayBuffer> {
  const parameters = Array.from({ length: PARAMETERS }, () => [I32]);
  const locals = [
    [...unsigned(INTEGERS), I32],
    [...unsigned(2 * ROWS + 3), V128],
    [...unsigned(1), I32],
  ];
  const code = [...list(locals), ...body()];
  return new Uint8Array([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, list([[0x60, ...list(parameters), 0]])),
    ...section(2, list([[...text('host'), ...text('memory'), 2, 0, 1]])),
    ...section(3, list([[0]])),
    ...section(7, list([[...text('multiply'), 0, 0]])),
    ...section(10, list([[...unsigned(code.length), ...code]])),
  ]);
}
