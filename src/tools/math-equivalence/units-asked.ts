import { type Unit, unitNamed } from '../../text/numbers/units.ts';
import { apply } from './node.ts';
import type { ReadAnswer } from './read-answer.ts';

/**
 * Holds an answer's unit against the one that is asked for, where the reference names none.
 * @returns the answer in the unit asked for; null where it measures something else
 */
export function inUnitAsked(answer: ReadAnswer, asked: Unit | null): ReadAnswer | null {
  if (!asked) return answer;
  const readings = answer.readings.flatMap((reading) => {
    const name = reading.units.at(-1);
    const unit = name ? unitNamed(name.replace(/[\s\\{}~]|text|mathrm/g, '')) : null;
    if (!unit || unit === asked) return [reading];
    if (unit.dimension !== asked.dimension || unit.factor.numerator === 0n) return [];
    const numerator = unit.factor.numerator * asked.factor.denominator;
    const denominator = unit.factor.denominator * asked.factor.numerator;
    return [
      {
        ...reading,
        node: apply('multiply', reading.node, {
          type: 'number',
          value: { numerator, denominator },
          decimals: null,
        }),
      },
    ];
  });
  return readings.length === 0 && answer.readings.length > 0 ? null : { ...answer, readings };
}
