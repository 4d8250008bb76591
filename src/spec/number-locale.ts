import { z } from 'zod';

/**
 * @param tag a language, with a country where it decides: `de`, `en-GB`, `de-CH`
 * @returns the mark in front of decimals there; null for what is no such language, or has another mark
 */
export function markOfLocale(tag: string): '.' | ',' | null {
  try {
    if (Intl.NumberFormat.supportedLocalesOf(tag).length === 0) return null;
    const parts = new Intl.NumberFormat(tag).formatToParts(1.5);
    const mark = parts.find(({ type }) => type === 'decimal')?.value;
    return mark === '.' || mark === ',' ? mark : null;
  } catch {
    return null;
  }
}

/** The language whose way of writing numbers decides what "1.250" is, as a language tag. */
export const numberLocale = z
  .string()
  .max(35)
  .refine((tag) => markOfLocale(tag) !== null, {
    error:
      'must be a language tag, such as "de" or "en-GB", of a language that writes decimals behind a point or a comma',
  });
