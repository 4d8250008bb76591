const DAY = /(\d{4})-(\d{2})-(\d{2})/;
const MONTHS = [
  'January February March April May June July August September October November December',
  'Januar Februar März April Mai Juni Juli August September Oktober November Dezember',
  'janvier février mars avril mai juin juillet août septembre octobre novembre décembre',
].map((names) => names.split(' '));
const [ENGLISH = [], ...LANGUAGES] = MONTHS;
const WORDED = new RegExp(
  `\\b(?:(\\d{1,2})(?:st|nd|rd|th)?(\\s+(?:of\\s+)?))?(${ENGLISH.join('|')})(?:(\\s+)(\\d{1,2})(?:st|nd|rd|th)?(?=,?\\s+\\d{4}))?((?:,)?\\s+\\d{4})?`,
);

/** An edit of a line with a day. */
interface DayEdit {
  readonly sort: string;
  readonly text: string;
}

/** @returns a line with another day, or with its day written otherwise: `2024-03-05`, `5 March 2024`, `March 5, 2024` */
export function otherDays(line: string): DayEdit[] {
  return [...ofDigits(line), ...inWords(line)];
}

function ofDigits(line: string): DayEdit[] {
  const found = DAY.exec(line);
  if (!found) return [];
  const [day, year = '', month = '', date = ''] = found;
  const at = (offset: number) => new Date(Date.parse(day) + offset * 86_400_000).toISOString().slice(0, 10);
  const put = (sort: string, text: string) => ({ sort, text: line.replace(day, text) });
  if (Number.isNaN(Date.parse(day))) return [];
  return [
    put('a day later', at(1)),
    put('a day before', at(-1)),
    put('a week later', at(7)),
    put('a year later', `${Number(year) + 1}-${month}-${date}`),
    put(
      'another month',
      `${year}-${month === '12' ? '11' : String(Number(month) + 1).padStart(2, '0')}-${date}`,
    ),
    put('another way to write it', `${date}/${month}/${year}`),
    put('another separator in it', `${year}/${month}/${date}`),
    put('its month in words', `${Number(date)} ${ENGLISH[Number(month) - 1]} ${year}`),
    put('without zeros', `${year}-${Number(month)}-${Number(date)}`),
    ...(month === date ? [] : [put('month and day exchanged', `${year}-${date}-${month}`)]),
  ];
}

function inWords(line: string): DayEdit[] {
  const found = WORDED.exec(line);
  if (!found) return [];
  const [whole, before, gap = ' ', name = '', behindGap = ' ', behind, year = ''] = found;
  const date = before ?? behind;
  if (date === undefined && year === '') return [];
  const written = (day: string | undefined, month: string, then: string) =>
    before !== undefined
      ? `${day}${gap}${month}${then}`
      : day === undefined
        ? `${month}${then}`
        : `${month}${behindGap}${day}${then}`;
  const put = (sort: string, day: string | undefined, month: string, then = year) => ({
    sort,
    text: line.slice(0, found.index) + written(day, month, then) + line.slice(found.index + whole.length),
  });
  const month = ENGLISH.indexOf(name);
  return [
    ...(date === undefined
      ? []
      : [
          put('a day later', String((Number(date) % 28) + 1), name),
          put('a week later', String(((Number(date) + 6) % 28) + 1), name),
        ]),
    put('another month', date, ENGLISH[(month + 1) % 12]!),
    ...LANGUAGES.map((names) => put('its month in another language', date, names[month]!)).filter(
      ({ text }) => text !== line,
    ),
    ...(year === ''
      ? []
      : [
          put(
            'a year later',
            date,
            name,
            year.replace(/\d{4}/, (digits) => String(Number(digits) + 1)),
          ),
          put('without its year', date, name, ''),
        ]),
  ];
}
