/** Holds the rooms to the cards: what they need to know of a tool, its card says. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { KIND_FAMILIES } from '../spec/kinds.ts';
import { builtInTools } from '../tools/index.ts';

const SOURCES = join(import.meta.dirname, '..');
const kinds: ReadonlySet<string> = new Set(KIND_FAMILIES);
/** Some tools are called as the kind that they serve: such a word is a kind here. */
const ids = new Set(builtInTools.map(({ declaration }) => declaration.id).filter((id) => !kinds.has(id)));
const files = globSync('{routing,reading}/**/*.ts', { cwd: SOURCES }).filter(
  (file) => !file.endsWith('.test.ts'),
);

/** @returns the texts of a program, and the names of properties, comments left out */
function wordsOf(program: string): string[] {
  const code = program.replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/[^\n]*/g, '');
  const found = code.matchAll(/'([^'\n]*)'|"([^"\n]*)"|`([^`]*)`|[{,]\s*([a-z]\w*)\s*:/g);
  return Array.from(found, (match) => match.slice(1).find((word) => word !== undefined) ?? '');
}

test('the words of a program are found', () => {
  const found = wordsOf(
    "const a = { overlap: 1, 'beyond-form': `x` }; f('short-answer'); overlap(); // 'choice'",
  );
  assert.deepEqual(found.toSorted(), ['beyond-form', 'overlap', 'short-answer', 'x']);
});

const others = globSync('**/*.ts', { cwd: SOURCES }).filter(
  (file) => !file.endsWith('.test.ts') && !/^(?:tools|attacks|testing)\//.test(file),
);

/** Tables of attacks say which tool each attack is for; the ids of one word are words of other things, too. */
test('no other program but the tools and the attacks on them writes the id of a tool', () => {
  const named = others.flatMap((file) =>
    wordsOf(readFileSync(join(SOURCES, file), 'utf8'))
      .filter((word) => word.includes('-') && ids.has(word))
      .map((word) => `${file}: ${word}`),
  );
  assert.ok(others.length > 500);
  assert.deepEqual(named, []);
});

test('no other program imports one of the tools: a service finds them in its library', () => {
  const folders = [...ids, ...kinds].join('|');
  const imports = new RegExp(`from '[./]*/tools/(?:${folders})/index\\.ts'`);
  const importing = others.filter((file) => imports.test(readFileSync(join(SOURCES, file), 'utf8')));
  assert.deepEqual(importing, []);
  assert.match("import { choice } from '../tools/choice/index.ts';", imports);
});

for (const file of files) {
  const text = readFileSync(join(SOURCES, file), 'utf8');
  test(`${file} knows no tool`, () => {
    assert.deepEqual(
      wordsOf(text).filter((word) => ids.has(word)),
      [],
    );
    assert.doesNotMatch(text, /from '[./]*\/tools\//);
  });
}
