import type { CounterExample } from '../../admission/candidate.ts';

/** Most counter-examples that go back in one round, and characters of a response that are shown. */
const MOST_SHOWN = 14;
const LONGEST_SHOWN = 1_500;

/** @returns counter-examples as the model reads them: one of each gate in turn, so that no gate crowds out the others */
export function describeCounterExamples(all: readonly CounterExample[]): string {
  const byGate = new Map<string, CounterExample[]>();
  for (const entry of all) byGate.set(entry.gate, [...(byGate.get(entry.gate) ?? []), entry]);
  const rows = [...byGate.values()];
  const turns = Math.max(0, ...rows.map((row) => row.length));
  const picked: CounterExample[] = [];
  for (let turn = 0; turn < turns; turn += 1)
    for (const row of rows) {
      const entry = row[turn];
      if (entry && picked.length < MOST_SHOWN) picked.push(entry);
    }
  const more = all.length - picked.length;
  const texts = picked.map(({ gate, prompt, response, expected, got }, at) =>
    [
      `(${at + 1}) ${gate}: expected ${expected}, got ${got}`,
      `prompt: ${prompt.slice(0, LONGEST_SHOWN)}`,
      ...(response === undefined ? [] : [`response: ${response.slice(0, LONGEST_SHOWN)}`]),
    ].join('\n'),
  );
  return [...texts, ...(more > 0 ? [`(and ${more} more)`] : [])].join('\n\n');
}
