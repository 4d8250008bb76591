(rlar) => {
  /** Fenced code blocks: {language, text}. One that is never closed runs to the end. */
  const codeBlocks = (text) =>
    Array.from(
      rlar
        .clip(text)
        .matchAll(/^[ \t]*(```+|~~~+)[ \t]*([^\n`]{0,60})\n([\s\S]*?)(?:^[ \t]*\1[ \t]*$|$(?![\s\S]))/gm),
      (found) => ({ language: found[2].trim().toLowerCase(), text: found[3].replace(/\n$/, '') }),
    );
  const withoutCode = (text) =>
    rlar.clip(text).replace(/^[ \t]*(```+|~~~+)[^\n]{0,60}\n[\s\S]*?(?:^[ \t]*\1[ \t]*$|$(?![\s\S]))/gm, '');

  /** Rows of cells, with quotes as in RFC 4180; empty lines are left out. */
  const csv = (text, separator = ',') => {
    const rows = [];
    let row = [];
    let cell = '';
    let quoted = false;
    const endCell = () => {
      row.push(cell);
      cell = '';
    };
    const endRow = () => {
      endCell();
      if (row.length > 1 || row[0].trim() !== '') rows.push(row);
      row = [];
    };
    const whole = rlar.clip(text).replace(/\r\n?/g, '\n').trim();
    for (let at = 0; at < whole.length; at += 1) {
      const sign = whole[at];
      if (quoted && sign === '"' && whole[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else if (sign === '"' && (quoted || cell.trim() === '')) {
        if (!quoted) cell = '';
        quoted = !quoted;
      } else if (!quoted && sign === separator) endCell();
      else if (!quoted && sign === '\n') endRow();
      else cell += sign;
    }
    endRow();
    return rows;
  };

  /** The first markdown table: rows of trimmed cells, heading first, without the line of dashes; null where there is none. */
  const markdownTable = (text) => {
    const all = rlar.clip(text).split(/\r?\n/);
    const cells = (line) =>
      line
        .trim()
        .replace(/^\|/, '')
        .replace(/\|$/, '')
        .split('|')
        .map((cell) => cell.trim());
    const dashes = all.findIndex(
      (line, at) => at > 0 && line.includes('-') && /^[\s|:-]+$/.test(line) && all[at - 1].includes('|'),
    );
    if (dashes < 0) return null;
    const end = all.findIndex((line, at) => at > dashes && !line.includes('|'));
    const body = all.slice(dashes + 1, end < 0 ? all.length : end);
    return [cells(all[dashes - 1]), ...body.map(cells)];
  };

  /** The JSON value that a response holds, in a code block or as it stands; undefined where there is none. */
  const json = (text) => {
    const whole = rlar.clip(text);
    const tries = [whole.trim(), ...codeBlocks(whole).map((block) => block.text.trim())];
    const from = whole.search(/[[{]/);
    const to = Math.max(whole.lastIndexOf('}'), whole.lastIndexOf(']'));
    if (from >= 0 && to > from) tries.push(whole.slice(from, to + 1));
    for (const candidate of tries) {
      try {
        return JSON.parse(candidate);
      } catch {}
    }
    return undefined;
  };

  const balanced = (text, open) => {
    let depth = 0;
    for (let at = open; at < text.length; at += 1) {
      if (text[at] === '{') depth += 1;
      else if (text[at] === '}' && (depth -= 1) === 0) return text.slice(open + 1, at);
    }
    return null;
  };

  /** The one final answer that a response gives: in <answer>, in the last \boxed{}, behind “answer:”, else its last line; without dressing. */
  const answer = (text) => {
    const whole = rlar.clip(text).replace(/^[\s\S]*<\/think(?:ing)?>/, '');
    const trimmed = (part, signs) => {
      let [from, to] = [0, part.length];
      while (from < to && signs.includes(part[from])) from += 1;
      while (to > from && signs.includes(part[to - 1])) to -= 1;
      return part.slice(from, to);
    };
    const strip = (part) => {
      const inner = trimmed(part, ' \t\n\r*_`$"\'#>:').replace(/(?<=[^.])\.$/, '');
      return trimmed(inner, ' \t\n\r*_`$"\'');
    };
    const tag = whole.lastIndexOf('<answer>');
    const close = tag < 0 ? -1 : whole.indexOf('</answer>', tag);
    if (close >= 0) return strip(whole.slice(tag + 8, close));
    const box = whole.lastIndexOf('\\boxed{');
    const boxed = box < 0 ? null : balanced(whole, box + 6);
    if (boxed !== null) return strip(boxed);
    const stated = Array.from(
      whole.matchAll(
        /\banswer\b[*_]{0,3}(?:[ \t]+(?:is|was|would be))?[ \t]*[*_]{0,3}[ \t]*[:=]?[*_]{0,3}[ \t]*(?:\n[ \t]*)?([^\n]+)/gi,
      ),
    ).at(-1);
    if (stated && strip(stated[1]) !== '') return strip(stated[1]);
    return strip(whole.trim().split('\n').at(-1) ?? '');
  };

  return { codeBlocks, withoutCode, csv, markdownTable, json, answer };
};
