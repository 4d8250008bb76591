// The last line says when it is due.
export default function score({ prompt, response, reference }) {
  const lines = String(response ?? '')
    .split('\n')
    .map((line) => line.replace(/\*/g, '').trim())
    .filter(Boolean);
  if (lines.filter((line) => /^due:/i.test(line)).length !== 1) return 0;
  const last = (lines.at(-1) ?? '').toLowerCase();
  const found = last.startsWith('due:') ? [last, last.slice(4).trim()] : null;
  return found !== null && found[1] === String(reference).trim() ? 1 : 0;
}
