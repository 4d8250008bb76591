import type { EditInput, StructureEdit } from './structure-edit.ts';

const SIDES = /\s*(?:->|=>|→|<=>|⇌|=)\s*/;
const TERM = /^\s*(\d{1,4}(?![\d.]))?\s*\*?\s*([\p{L}(][\p{L}\p{N}().^_]*)\s*$/u;

/** Edits of lines that are sums of terms on two sides: every term twice, those of one side twice, a coefficient of one written out. */
export function editTerms({ shape }: EditInput): StructureEdit[] {
  const lines = shape.text.split('\n');
  return lines.flatMap((line, at) => {
    const sign = SIDES.exec(line)?.[0];
    const sides = line.split(SIDES);
    if (sign === undefined || sides.length !== 2) return [];
    const terms = sides.map((side) => side.split(/\s\+\s/).map((term) => TERM.exec(term)));
    if (terms.flat().some((term) => term === null)) return [];
    const put = (times: readonly number[], one: string): string => {
      const made = terms.map((side, which) =>
        side.map((term) => coefficient(Number(term![1] ?? 1) * times[which]!, one) + term![2]).join(' + '),
      );
      return lines.with(at, made.join(sign)).join('\n');
    };
    return [
      { sort: 'each term twice', text: put([2, 2], '') },
      { sort: 'each term three times', text: put([3, 3], '') },
      { sort: 'the terms of one side twice', text: put([2, 1], '') },
      { sort: 'a coefficient of one written out', text: put([1, 1], '1 ') },
    ];
  });
}

function coefficient(value: number, one: string): string {
  return value === 1 ? one : `${value} `;
}
