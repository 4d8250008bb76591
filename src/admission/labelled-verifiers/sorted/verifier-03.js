// Words in order, one a line.
export default function score({ prompt, response }) {
  const ask = /words from (A to Z|Z to A).*: (.+)\.$/.exec(String(prompt ?? ''));
  if (!ask) return 0;
  const lines = String(response ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const want = ask[2].split(', ').sort();
  if (ask[1] === 'Z to A') want.reverse();
  const left = [...want];
  for (const line of lines) if (left.shift() !== line) return 0;
  return left.length === 0 && want.length > 0 ? 1 : 0;
}
