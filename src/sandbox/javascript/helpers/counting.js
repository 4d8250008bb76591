(rlar) => {
  const SMALL =
    'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen';
  const ORDINALS =
    'zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth';
  const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety';
  const VALUES = { a: 1, an: 1, single: 1, once: 1, twice: 2, thrice: 3, couple: 2, pair: 2, half: 0.5 };
  SMALL.split(' ').forEach((word, at) => {
    VALUES[word] = at;
  });
  ORDINALS.split(' ').forEach((word, at) => {
    VALUES[word] = at;
  });
  TENS.split(' ').forEach((word, at) => {
    VALUES[word] = 20 + 10 * at;
    VALUES[word.replace(/y$/, 'ieth')] = 20 + 10 * at;
  });
  const SCALES = {
    dozen: 12,
    hundred: 100,
    hundredth: 100,
    thousand: 1000,
    thousandth: 1000,
    million: 1000000,
  };

  const word = `(?:${[...Object.keys(VALUES), ...Object.keys(SCALES)].sort((left, right) => right.length - left.length).join('|')})`;
  /** Source of a pattern, without groups that capture, for a number in digits or words; to be read with `numberOf`. */
  const NUMBER = `(?:[-\\u2212]?\\d[\\d,]*(?:\\.\\d+)?(?:st|nd|rd|th)?|\\b${word}(?:[ -](?:and )?${word}){0,6}\\b)`;

  /** 'three', '3', '3rd', 'twenty-first', 'a dozen', 'twice', '1,200' → the number; null where it is none. */
  const numberOf = (text) => {
    const given = rlar.clip(text, 200).normalize('NFKC').replaceAll('\u2212', '-').toLowerCase().trim();
    const digits = /^(-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(?:st|nd|rd|th|x|%)?$/.exec(given);
    if (digits) return Number(digits[1].replaceAll(',', ''));
    const parts = given.split(/[\s-]+/).filter((part) => part !== 'and' && part !== 'of');
    if (parts.length === 0 || parts.length > 9) return null;
    let total = 0;
    let group = null;
    for (const part of parts) {
      const name = part.replace(/s$/, '');
      const scale = Object.hasOwn(SCALES, part)
        ? SCALES[part]
        : Object.hasOwn(SCALES, name)
          ? SCALES[name]
          : null;
      if (scale !== null) {
        if (scale >= 1000) {
          total += (group ?? 1) * scale;
          group = 0;
        } else group = (group || 1) * scale;
      } else if (Object.hasOwn(VALUES, part)) {
        group =
          (group !== null && VALUES[part] <= 2 && /couple|pair|single/.test(part) ? 0 : (group ?? 0)) +
          VALUES[part];
      } else return null;
    }
    return total + (group ?? 0);
  };

  /** How often a word or phrase stands in a text, as whole words; case matters only where asked. */
  const count = (text, phrase, { matchCase = false, whole = true } = {}) => {
    const flags = matchCase ? 'gu' : 'giu';
    const escaped = String(phrase)
      .slice(0, 500)
      .replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
      .replaceAll('\\-', '-')
      .replace(/\s+/g, '\\s+');
    if (escaped === '') return 0;
    const open = whole && /^[\p{L}\p{N}]/u.test(phrase) ? '(?<![\\p{L}\\p{N}])' : '';
    const close = whole && /[\p{L}\p{N}]$/u.test(phrase) ? '(?![\\p{L}\\p{N}])' : '';
    return (rlar.clip(text).match(new RegExp(open + escaped + close, flags)) ?? []).length;
  };

  /** Estimate for an English word; at least 1. */
  const syllables = (given) => {
    const letters = rlar
      .clip(given, 60)
      .toLowerCase()
      .normalize('NFD')
      .replace(/[^a-z]/g, '');
    if (letters.length <= 3) return 1;
    const stem = letters
      .replace(/(?:[^laeiouy]es|[^laeiouytd]ed|[^laeiouy]e)$/, (end) => end[0])
      .replace(/^y/, '');
    const apart = stem.match(/(?<![tscgxq])i[aou]|(?<!p)eo|(?<=cr)ea(?=t)/g) ?? [];
    return Math.max(1, (stem.match(/[aeiouy]{1,3}/g) ?? []).length + apart.length);
  };

  /** Emoji as a reader counts them: joined sequences, skin tones and flags are one each. */
  const emoji = (text) =>
    rlar
      .clip(text)
      .match(
        /\p{Regional_Indicator}{2}|[0-9#*]\uFE0F?\u20E3|(?![\u00a9\u00ae\u2122])\p{Extended_Pictographic}(?:\uFE0F|[\u{1F3FB}-\u{1F3FF}])*(?:\u200D\p{Extended_Pictographic}(?:\uFE0F|[\u{1F3FB}-\u{1F3FF}])*)*/gu,
      ) ?? [];

  return { NUMBER, numberOf, count, syllables, emoji };
};
