// A block of settings, one a line, in the order that was asked for.
export default function score({ prompt, response }) {
  const ask = /exactly the keys (.+?) in this order[\s\S]*from (\d+) to (\d+)/.exec(String(prompt ?? ''));
  if (!ask) return 0;
  const keys = ask[1].split(', ');
  const lines = String(response ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

  if (lines.length !== keys.length) return 0;
  for (const [index, line] of lines.entries()) {
    const at = line.indexOf(':');
    if (at < 0) return 0;
    const key = line.slice(0, at).trim();
    const value = line.slice(at + 1).trim();
    if (key !== keys[index]) return 0;
    if (value === '') return 0;
    if (
      key === 'limit' &&
      !(/^\d+$/.test(value) && Number(value) >= Number(ask[2]) && Number(value) <= Number(ask[3]))
    )
      return 0;
  }
  return 1;
}
