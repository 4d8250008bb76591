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
  return { clip, normalize, words, numbers, sameNumber };
};
