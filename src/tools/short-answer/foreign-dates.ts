import { MONTH_NAMES } from '../../text/months.ts';

/** The months' names in other languages, in order: German, French, Spanish, Italian, Portuguese, Dutch, Russian. */
const NAMES = [
  'januar janvier enero gennaio janeiro januari января jänner',
  'februar février febrero febbraio fevereiro februari февраля fevrier',
  'märz mars marzo março maart марта maerz',
  'april avril abril aprile апреля',
  'mai mayo maggio maio mei мая',
  'juni juin junio giugno junho июня',
  'juli juillet julio luglio julho июля',
  'august août agosto augustus августа aout',
  'september septembre septiembre settembre setembro сентября setiembre',
  'oktober octobre octubre ottobre outubro октября',
  'november novembre noviembre novembro ноября',
  'dezember décembre diciembre dicembre dezembro december декабря decembre',
].map((names) => names.split(' '));
const MONTH_OF: ReadonlyMap<string, string> = new Map(
  NAMES.flatMap((names, index) =>
    names.map((name): [string, string] => [name, MONTH_NAMES[index]!.slice(0, 3)]),
  ),
);
const MONTH = [...MONTH_OF.keys()].join('|');
/** "8. Mai 1945", "14 juillet 1789", "5 de mayo de 1862", "1er juin": a day in front, a year behind, or both. */
const DATE = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:(\\d{1,2})(?:\\.|er|º|°)?\\s(?:de\\s)?)?(${MONTH})(?![\\p{L}])(?:,?\\s(?:de[l]?\\s)?(\\d{4})(?!\\d))?`,
  'giu',
);
const ASIAN = /(\d{4})\s?[年년]\s?(?:(\d{1,2})\s?[月월]\s?(?:(\d{1,2})\s?[日号號일])?)?/g;
const MAY_HOLD = new RegExp(`[年년]|${MONTH}`, 'iu');

/**
 * @returns a text with the dates of other languages as English writes them, padded so that what follows stays in its place; a
 * month's name alone stays, since it may be a word
 */
export function withEnglishDates(text: string): string {
  if (!/\d/.test(text) || !MAY_HOLD.test(text)) return text;
  return text
    .replace(DATE, (written, day?: string, name?: string, year?: string) => {
      if (day === undefined && year === undefined) return written;
      return [day, MONTH_OF.get(name!.toLowerCase()), year]
        .filter((part) => part !== undefined)
        .join(' ')
        .padEnd(written.length);
    })
    .replace(ASIAN, (written, year: string, month?: string, day?: string) => {
      const name = month === undefined ? '' : MONTH_NAMES[Number(month) - 1];
      if (name === undefined) return written;
      return `${[name.slice(0, 3), day, year].filter((part) => part).join(' ')} `.padEnd(written.length);
    });
}
