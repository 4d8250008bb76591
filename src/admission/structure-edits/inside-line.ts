/** Edits inside one line: its runs of digits, its first word, and the signs between. */
export function insideEdits(line: string): { readonly sort: string; readonly text: string }[] {
  const edits: { sort: string; text: string }[] = [];
  const add = (sort: string, text: string) => {
    if (text !== line && text.trim() !== '') edits.push({ sort, text });
  };
  const runs = [...line.matchAll(/\d+/g)];
  for (const [name, run] of [
    ['first', runs[0]],
    ['last', runs.at(-1)],
  ] as const) {
    if (!run) continue;
    const put = (digits: string) => line.slice(0, run.index) + digits + line.slice(run.index + run[0].length);
    const [digits] = run;
    add(
      `with another digit at the front of its ${name} number`,
      put(String((Number(digits[0]) + 1) % 10) + digits.slice(1)),
    );
    add(
      `with another digit at the end of its ${name} number`,
      put(digits.slice(0, -1) + ((Number(digits.at(-1)) + 1) % 10)),
    );
    add(`with a nought before its ${name} number`, put(`0${digits}`));
    if (digits.length > 4) add('with a number cut in two', put(`${digits.slice(0, 3)} ${digits.slice(3)}`));
    if (digits.length > 3)
      add('with two digits exchanged', put(digits.slice(0, -2) + digits.at(-1) + digits.at(-2)));
  }
  const gap = /\S(\s+)\S/.exec(line);
  if (gap) {
    add('without its first space', line.replace(/\s+/, ''));
    add('with a dash for a space', line.replace(/\s+/, '-'));
    add('without its first word', line.replace(/^\S+\s+/, ''));
  }
  const sign = /[^\p{L}\p{N}\s]/u.exec(line)?.[0];
  if (sign) add('without its first sign', line.replace(sign, ''));
  if (/\d/.test(line)) add('with words before it', `It is ${line}`);
  return edits;
}
