/** One side of a pair of truth words. */
export interface TruthValue {
  readonly pair: string;
  readonly side: boolean;
}

/** Truth words and what they stand for. Words of different pairs are never taken for one another. */
export const BOOLEANS: ReadonlyMap<string, TruthValue> = new Map([
  ...pair(
    'truth',
    'yes true 是 对 正确 はい 네 예 sí si oui ja sim да verdadero verdadera vrai vraie wahr richtig verdadeiro verdadeira vero vera верно نعم evet tak'.split(
      ' ',
    ),
    [
      'not true',
      ...'no false 否 不是 错 错误 いいえ 아니요 non nein não нет falso falsa faux fausse falsch неверно لا hayır nie nee'.split(
        ' ',
      ),
    ],
  ),
  ...pair('validity', ['valid'], ['invalid', 'not valid']),
  ...pair('correctness', ['correct'], ['incorrect', 'not correct']),
  ...pair('plausibility', ['plausible'], ['implausible', 'not plausible']),
]);

function pair(name: string, right: string[], wrong: string[]): [string, TruthValue][] {
  return [
    ...right.map((word): [string, TruthValue] => [word, { pair: name, side: true }]),
    ...wrong.map((word): [string, TruthValue] => [word, { pair: name, side: false }]),
  ];
}
