// Words in order, one a line.
export default function score({ prompt, response }) {
  const ask = /words from (A to Z|Z to A).*: (.+)\.$/.exec(String(prompt ?? ''));
  if (!ask) return 0;
  const lines = String(response ?? '')
    .trimEnd()
    .split('\n');
  const want = ask[2].split(', ').sort();
  if (ask[1] === 'Z to A') want.reverse();
  return lines.length === want.length && lines.every((line, at) => line === want[at]) ? 1 : 0;
}
