const TOKENS = /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|\b(?:None|True|False)\b/gs;
const WORDS = new Map([
  ['None', 'null'],
  ['True', 'true'],
  ['False', 'false'],
]);

/** @returns what a text says that Python printed of lists, dictionaries, strings and numbers, or that is JSON; undefined for others */
export function pythonAsJson(text: string): unknown {
  for (const candidate of [text, text.replaceAll(TOKENS, asJson)]) {
    try {
      return JSON.parse(candidate);
    } catch {
      // The next form.
    }
  }
  return undefined;
}

function asJson(token: string): string {
  const word = WORDS.get(token);
  if (word !== undefined) return word;
  const inside = token.slice(1, -1).replaceAll(/\\(.)|"|[\n\r\t]/gs, (found, escaped: string | undefined) => {
    if (escaped === "'") return "'";
    if (escaped === '\n') return '';
    if (escaped !== undefined) return 'nrtbfu"\\/'.includes(escaped) ? found : `\\${found}`;
    return found === '"' ? '\\"' : JSON.stringify(found).slice(1, -1);
  });
  return `"${inside}"`;
}
