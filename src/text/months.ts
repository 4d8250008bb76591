/** The months in English, in order. */
export const MONTH_NAMES: readonly string[] =
  'January February March April May June July August September October November December'.split(' ');

/** The number of a month by its name in English or the short form of it, in lower case. */
export const MONTHS: ReadonlyMap<string, number> = new Map(
  MONTH_NAMES.map((name) => name.toLowerCase()).flatMap((month, index): [string, number][] => [
    [month, index + 1],
    [month.slice(0, 3), index + 1],
    ...(month === 'september' ? ([['sept', 9]] as [string, number][]) : []),
  ]),
);
