// The last line says when it is due.
export default function score({ prompt, response, reference }) {
  const lines = String(response ?? '')
    .split('\n')
    .map((line) => line.replace(/\*/g, '').trim())
    .filter(Boolean);

  const found = /^due:\s*(\d{4}-\d{2}-\d{2})$/im.exec(lines.join('\n'));
  return found !== null && found[1] === String(reference).trim() ? 1 : 0;
}
