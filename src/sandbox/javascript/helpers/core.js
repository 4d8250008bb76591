() => {
  const clip = (text, longest = 100000) => String(text).slice(0, longest);
  const normalize = (text) => clip(text).normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
  const words = (text) =>
    clip(text)
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  const numbers = (text) =>
    (
      clip(text)
        .replaceAll('\u2212', '-')
        .match(/-?\d[\d,]*(?:\.\d+)?/g) ?? []
    ).map((found) => Number(found.replaceAll(',', '')));
  const sameNumber = (left, right, tolerance = 1e-9) =>
    Number.isFinite(left) &&
    Number.isFinite(right) &&
    Math.abs(left - right) <= tolerance * Math.max(1, Math.abs(left), Math.abs(right));
  /** Without the signs and spaces at its ends, in linear time: what is left begins and ends with a letter or a digit. */
  const bare = (text) => {
    const whole = clip(text);
    const found = /[\p{L}\p{N}]/u.exec(whole);
    if (!found) return '';
    let end = whole.length;
    while (!/[\p{L}\p{M}\p{N}]/u.test(String.fromCodePoint(whole.codePointAt(end - 1)))) {
      end -= 1;
      if (/[\udc00-\udfff]/.test(whole[end]) && /[\ud800-\udbff]/.test(whole[end - 1])) {
        if (/[\p{L}\p{M}\p{N}]/u.test(whole.slice(end - 1, end + 1)))
          return whole.slice(found.index, end + 1);
        end -= 1;
      }
    }
    return whole.slice(found.index, end);
  };
  /** The pieces between white space, bare; those in which nothing is left are no words. */
  const pieces = (text) =>
    clip(text)
      .split(/\s+/)
      .map(bare)
      .filter((piece) => piece !== '');
  return { bare, pieces, clip, normalize, words, numbers, sameNumber };
};
