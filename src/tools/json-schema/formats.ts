import { table } from '../../spec/table.ts';

/** The formats that are checked; JSON Schema lets a validator ignore the others (2020-12, section 7.2.1). */
export const FORMATS: Readonly<Record<string, (value: string) => boolean>> = table({
  date: isDate,
  time: (value) =>
    /^([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d{1,12})?(z|[+-]([01]\d|2[0-3]):[0-5]\d)?$/i.test(value),
  'date-time': (value) =>
    isDate(value.slice(0, 10)) &&
    /^.{10}[Tt ]([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d{1,12})?(z|[+-]([01]\d|2[0-3]):[0-5]\d)$/i.test(
      value,
    ),
  email: (value) =>
    value.length <= 320 && /^[^\s@"(),:;<>[\\\]]{1,64}@(?:[a-z0-9-]{1,63}\.){1,20}[a-z]{2,63}$/i.test(value),
  uuid: (value) => /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i.test(value),
  uri: (value) => /^[a-z][a-z\d+.-]{0,40}:/i.test(value) && !/\s/.test(value) && URL.canParse(value),
  ipv4: (value) => /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/.test(value),
});

function isDate(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}
