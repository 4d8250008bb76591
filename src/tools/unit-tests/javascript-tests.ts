/** A line that fetches what the harness gives: the program, or Node's own assert. */
const FETCHES =
  /^[ \t]*(?:import\b[^\n]*?\bfrom[ \t]*|(?:const|let|var)\b[^\n=]*=[ \t]*require[ \t]*\([ \t]*)(['"])(?:\.{1,2}\/[^'"\n]*|(?:node:)?assert(?:\/strict)?|@jest\/globals|vitest|chai)\1[ \t]*\)?(?:\.\w+)?[ \t]*;?/gm;
const DECLARES = /(?:^|[;{}\s])(?:const|let|class)\s+(?:[\w$]+|[[{][^\n=]*?[\]}])\s*[={]/;

/**
 * @param items tests that came as a list, each of them complete in itself, or one text
 * @returns tests as the harness runs them: without lines that fetch what it gives, each item with names of its own, and
 * with the call of a `check` that nobody calls
 */
export function javaScriptTests(setup: string, items: readonly string[], entryPoint?: string): string {
  const plain = items.map((item) => item.replace(FETCHES, ''));
  const apart = plain.length > 1 && plain.filter((item) => DECLARES.test(item)).length > 1;
  const body = plain.map((item) => (apart && closes(item) ? `{ ${item}\n}` : item)).join('\n');
  const checks = /(?:^|\n)[ \t]*(?:async[ ]+)?(?:function[ ]+check\b|(?:const|let|var)[ ]+check[ ]*=)/.test(
    body,
  );
  const calls = /(?<!function\s{1,4})\bcheck\s*\(/.test(body);
  const call = checks && !calls && entryPoint ? `\ncheck(${entryPoint});` : '';
  return `${setup ? `${setup.replace(FETCHES, '')}\n` : ''}${body}${call}`;
}

/** Whether an item leaves no bracket open: a line of a program that was cut into lines is none by itself. */
function closes(item: string): boolean {
  const open = (item.match(/[{[(]/g) ?? []).length;
  return open === (item.match(/[)\]}]/g) ?? []).length;
}
