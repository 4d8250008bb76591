import { type Unit, unitNamed } from './units.ts';

const NAME = String.raw`(?:°\s?[CF](?![\p{L}])|degrees? (?:celsius|centigrade|fahrenheit|[CF](?!\p{L}))|grad celsius|degrés celsius|grados (?:celsius|centígrados)|градус\p{L}* цельсия|[°℃℉€¢£]|[\p{Script=Latin}\p{Script=Cyrillic}µΩ]{1,14}|(?:平方|立方)?\p{Script=Han}{1,2})`;
const POWER = String.raw`(?:[²³]|\s?\^\s?\{?\s?[23]\s?\}?|[23](?![\d.]))?`;
const UNIT = String.raw`(?:(?:sq\.?|square|cubic|cu\.)\s)?${NAME}${POWER}(?:\s(?:carrés?|cubes?|cuadrados?|cúbicos?|quadrat[io]|cub[io]|quadrados?)(?!\p{L}))?`;
const OVER = String.raw`(?:\s?/\s?|\s(?:per|an?|pro|par|por|al|в)\s)`;
const AT_START = new RegExp(
  String.raw`^\s{0,2}-?\s?(${UNIT})(?![\p{L}])(?:${OVER}(${UNIT})(?!\p{L}))?`,
  'iu',
);
/** Something is done to the unit, or made a rate of it, that is no unit known here. */
const GOES_ON = /^\s?(?:[/^²³]|(?:per|an?|pro|par|por)\b)/i;

/**
 * Reads the unit that stands right behind a number: "km", "metres per second", "m^2", "sq ft", "平方米".
 * @returns null where none does, or a rate of something that is no unit: "km per litre" is one, "miles per trip" is none
 */
export function unitAtStart(behind: string): Unit | null {
  const match = AT_START.exec(behind);
  if (!match) return null;
  const name = plain(match[1]!);
  // "$720 in a year" is no length.
  if (name === 'in' && match[2] !== undefined && !match[0].includes('/')) return null;
  if (match[2] !== undefined) {
    const rate = unitNamed(`${name}/${plain(match[2])}`);
    if (rate) return rate;
    return null;
  }
  const rest = behind.slice(match[0].length);
  if (GOES_ON.test(rest)) return null;
  // "12 in the box" is no length.
  if (name === 'in' && /^\s\p{L}/u.test(rest)) return null;
  const unit = unitNamed(name);
  if (unit || !/^(?:平方|立方)?\p{Script=Han}{2}$/u.test(name)) return unit;
  return unitNamed(name.slice(0, -1));
}

function plain(name: string): string {
  return name
    .replace(/[\s{}^]+(?=[23])|[{}]/g, '')
    .replace(/°\s/, '°')
    .replace(/^(?:degrees?|grad|degrés|grados|градус\p{L}*) (?:c.*|ц.*)$/iu, '°C')
    .replace(/^degrees? f.*$/i, '°F');
}
