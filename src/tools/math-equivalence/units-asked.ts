import { type Unit, unitNamed } from '../../text/numbers/units.ts';
import { apply } from './node.ts';
import type { ReadAnswer } from './read-answer.ts';

/** @returns the unit that stands behind a reference, or null where none does that is known */
export function unitBehind(reference: ReadAnswer): Unit | null {
  const name = reference.readings[0]?.units.at(-1);
  return name ? unitWritten(name) : null;
}

/** `\text{ cm}^2` and "square cm" are cm2. */
function unitWritten(text: string): Unit | null {
  const plain = text.replace(/\\(?:text|mathrm)|[\\{}~^]/g, ' ').trim();
  const spoken = /^(square|sq\.?|cubic|cu\.?)\s+(\S+)$/i.exec(plain);
  const power = spoken ? (/^s/i.test(spoken[1]!) ? '2' : '3') : '';
  return unitNamed((spoken ? `${spoken[2]}${power}` : plain).replace(/\s/g, ''));
}

/**
 * Holds an answer's unit against the one that is asked for, by the reference or by the question.
 * @returns the answer in the unit asked for; null where it measures something else
 */
export function inUnitAsked(answer: ReadAnswer, asked: Unit | null): ReadAnswer | null {
  if (!asked) return answer;
  const readings = answer.readings.flatMap((reading) => {
    const name = reading.units.at(-1);
    const unit = name ? unitWritten(name) : null;
    if (!unit || unit === asked) return [reading];
    if (unit.dimension !== asked.dimension || unit.factor.numerator === 0n) return [];
    const numerator = unit.factor.numerator * asked.factor.denominator;
    const denominator = unit.factor.denominator * asked.factor.numerator;
    return [
      {
        units: [],
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
