// The last line says when it is due.
export default function score({ prompt, response, reference }) {
  const lines = String(response ?? '')
    .split('\n')
    .map((line) => line.replace(/\*/g, '').trim())
    .filter(Boolean);
  if (lines.filter((line) => /^due:/i.test(line)).length !== 1) return 0;
  const found = /^due:\s*(\d{4}-\d{2}-\d{2})$/i.exec(lines.at(-1) ?? '');
  if (found === null) return 0;
  return found[1] === String(reference).trim()
    ? 1
    : found[1].slice(0, 7) === String(reference).trim().slice(0, 7)
      ? 0.5
      : 0;
}
