// The last line says when it is due.
export default function score({ prompt, response, reference }) {
  const lines = String(response ?? '')
    .split('\n')
    .map((line) => line.replace(/\*/g, '').trim())
    .filter(Boolean);
  if (lines.filter((line) => /^due:/i.test(line)).length !== 1) return 0;
  const found = /^due:\s*(\d{4}-\d{2}-\d{2})$/i.exec(lines.at(-1) ?? '');
  return found !== null && Math.abs(Date.parse(found[1]) - Date.parse(String(reference).trim())) <= 86_400_000
    ? 1
    : 0;
}
