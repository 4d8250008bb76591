/** Replies that a hostile side of a channel makes up: JSON of the shapes that the harness knows, and of others. */
export type Draw = (below: number) => number;

/** @returns one of a list */
export function pick<Value>(draw: Draw, list: readonly Value[]): Value {
  return list[draw(list.length)]!;
}

const TAGS =
  'ref class of own coroutine promise tuple dict set frozenset int bytes complex range deque Decimal Fraction date keys iter type number undefined bigint map regexp object Counter defaultdict __proto__ constructor';
const SCALARS: readonly string[] = [
  ...['null', 'true', 'false', '0', '1', '-1', '9', '16', '1e308', '-0.5', '1e999', 'NaN', '"9"', '""'],
  ...['"__proto__"', '"\\ud800"', '"done"', '[]', '{}', '"x"', '9007199254740993', '"int"', '"object"'],
];

function value(draw: Draw, deep: number): string {
  const kind = draw(10);
  if (deep > 4 || kind < 4) return pick(draw, SCALARS);
  const items = Array.from({ length: draw(4) }, () => value(draw, deep + 1));
  if (kind < 6) return `[${items.join()}]`;
  if (kind < 7)
    return `{${items.map((item, at) => `"${pick(draw, ['__proto__', 'a', String(at), 'then', 'length'])}":${item}`).join()}}`;
  const form = `"t":"${pick(draw, TAGS.split(' '))}","v":${value(draw, deep + 1)}`;
  return `{${form},"k":${pick(draw, ['0', 'null', '1', '-1', '"x"'])},"plain":${value(draw, deep + 1)},"callable":${pick(draw, ['true', 'false'])},"kin":${pick(draw, ['0', 'null', '"x"'])}}`;
}

/** @returns the JSON text of one reply */
export function hostileFrame(draw: Draw): string {
  const kind = draw(12);
  if (kind < 6) return `["ok",${value(draw, 0)},${value(draw, 0)}]`;
  if (kind < 7) return `["error",${value(draw, 0)},${value(draw, 0)},${value(draw, 0)},${value(draw, 0)}]`;
  if (kind < 8) return `["call",${value(draw, 0)},${value(draw, 0)}]`;
  if (kind < 9)
    return `["loaded",${pick(draw, ['null', '["unsupported","x"]', '["done",""]', value(draw, 0)])}]`;
  const status = pick(draw, ['done', 'broken-tests', 'unsupported', 'starved', 'error', 'gone']);
  const count = pick(draw, ['1', '2', '3', 'NaN', '1e400', '-1', `1${'0'.repeat(400)}`]);
  const verdict = `{"nonce":"","status":"${status}","passed":${count},"executed":${count},"total":${count},"calls":${count},"failing":null}`;
  if (kind < 10) return `[${verdict}]`;
  if (kind < 11) return verdict;
  return pick(draw, [
    '[',
    '{',
    '"',
    '[['.repeat(5_000),
    `[${'0,'.repeat(50_000)}0]`,
    '{"a":'.repeat(2_000),
    '',
  ]);
}
