(rlar) => {
  const ABBREVIATION =
    /(?:^|[\s("'\u201c])(?:mr|mrs|ms|dr|prof|sr|jr|st|vs|etc|e\.g|i\.e|cf|no|vol|fig|approx|dept|inc|ltd|co|\p{L}(?:\.\p{L})*)\.$/iu;
  const NEVER_LAST = /(?:^|[\s("'\u201c])(?:mr|mrs|ms|dr|prof|st|vs|e\.g|i\.e|cf|fig|approx)\.$/i;
  const LIST_NUMBER = /(?:^|\n)\s*(?:\d{1,3}|[a-zA-Z])[.)]$/;

  /** Words with where they stand; an apostrophe or a hyphen inside belongs to the word. */
  const tokens = (text) =>
    Array.from(
      rlar.clip(text).matchAll(/[\p{L}\p{M}\p{N}]+(?:['\u2019-][\p{L}\p{M}\p{N}]+)*/gu),
      (found) => ({
        text: found[0],
        start: found.index,
        end: found.index + found[0].length,
      }),
    );

  const lines = (text) =>
    rlar
      .clip(text)
      .split(/\r?\n/)
      .map((line) => line.trimEnd())
      .filter((line) => line.trim() !== '');

  const paragraphs = (text) =>
    rlar
      .clip(text)
      .split(/\r?\n[ \t]*(?:\r?\n[ \t]*)+/)
      .map((part) => part.trim())
      .filter((part) => part !== '');

  const endsSentence = (before, mark, after) => {
    if (!mark.startsWith('.') || mark.length > 1) return true;
    const tail = before.slice(-24);
    if (LIST_NUMBER.test(tail)) return false;
    if (NEVER_LAST.test(tail)) return false;
    return !ABBREVIATION.test(tail) || /^\s*$/.test(after);
  };

  const LISTED = /^[ \t]*(?:[-*+\u2022#>|]|\d{1,3}[.)][ \t])/;
  const endsLine = (whole, at) => {
    const next = whole.slice(at + 1, at + 40);
    if (/^[ \t]*(?:\r?\n|$)/.test(next) || LISTED.test(next)) return true;
    const start = whole.lastIndexOf('\n', at - 1) + 1;
    return /^[ \t]*#{1,6}[ \t]/.test(whole.slice(start, start + 20));
  };

  /** Sentences with where they stand: they end at . ! ? … before white space, at empty lines, around headings and list items. */
  const sentenceSpans = (text) => {
    const whole = rlar.clip(text);
    const ends = [];
    for (const found of whole.matchAll(
      /([.!?\u2026]{1,9})["'\u201d\u2019)\]*_]{0,4}(?=\s|$)|[\u3002\uff01\uff1f]|\n/g,
    )) {
      const end = found.index + found[0].length;
      const before = whole.slice(Math.max(0, found.index - 24), found.index + 1);
      const ended = found[1]
        ? endsSentence(before, found[1], whole.slice(end, end + 8))
        : found[0] !== '\n' || endsLine(whole, found.index);
      if (ended) ends.push(end);
    }
    ends.push(whole.length);
    const spans = [];
    let from = 0;
    for (const end of ends) {
      const part = whole.slice(from, end);
      const start = from + part.length - part.trimStart().length;
      if (/[\p{L}\p{N}]/u.test(part))
        spans.push({ text: part.trim(), start, end: start + part.trim().length });
      from = end;
    }
    return spans;
  };
  const sentences = (text) => sentenceSpans(text).map((sentence) => sentence.text);

  /** The text without markdown's marks: fences, headings, bullets, quotes, emphasis, links. What they mark stays. */
  const plain = (text) =>
    rlar
      .clip(text)
      .replace(/^[ \t]*(?:```|~~~)[^\n]{0,80}$/gm, '')
      .replace(/^[ \t]{0,8}#{1,6}[ \t]+/gm, '')
      .replace(/^[ \t]{0,20}(?:>[ \t]?)+/gm, '')
      .replace(/^([ \t]{0,20})(?:[-*+\u2022]|\d{1,3}[.)])[ \t]+/gm, '$1')
      .replace(/!?\[([^\]\n]{0,300})\]\([^)\n]{0,300}\)/g, '$1')
      .replace(/\*{1,3}(?=\S)([^*\n]{1,400})(?<=\S)\*{1,3}/g, '$1')
      .replace(/(^|[^\p{L}\p{N}_])_{1,3}(?=\S)([^_\n]{1,400})(?<=\S)_{1,3}(?![\p{L}\p{N}_])/gu, '$1$2')
      .replace(/`([^`\n]{1,400})`/g, '$1')
      .trim();

  /** Spans of all matches of a pattern, as a recogniser returns them. */
  const spans = (text, pattern) => {
    const flags = pattern.flags.includes('g') ? pattern.flags : `${pattern.flags}g`;
    const found = rlar.clip(text, 50000).matchAll(new RegExp(pattern.source, flags));
    return Array.from(found, (match) => [match.index, match.index + match[0].length]).filter(
      ([start, end]) => end > start,
    );
  };

  return { tokens, lines, paragraphs, sentenceSpans, sentences, plain, spans };
};
