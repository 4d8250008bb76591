import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readJavaSignature } from './java-signature.ts';

const read = (declaration: string): unknown => {
  const found = readJavaSignature(declaration);
  return found && [found.className, found.returns, found.name, found.parameters.join(' '), found.isStatic];
};

test('the method that a declaration leaves open', () => {
  const rows: readonly (readonly [string, unknown])[] = [
    ['class Solution {\n  public int f(int x) {\n', ['Solution', 'int', 'f', 'x', false]],
    [
      'import java.util.*;\n\nclass Solution {\n    /** a { brace; */\n    public List<Map<String, Integer>> f(Map<String, List<Integer>> given, final int[] more) {',
      ['Solution', 'List<Map<String,Integer>>', 'f', 'given more', false],
    ],
    [
      'public class Problem {\n  static int help(int a) { return a; }\n  @SuppressWarnings("x")\n  public static <T> T[] f(T[] a, String... rest) throws java.io.IOException, Error {\n',
      ['Problem', 'T[]', 'f', 'a rest', true],
    ],
    [
      'class A { private int n = 1; String s = "{"; char c = \'{\'; void f() {',
      ['A', 'void', 'f', '', false],
    ],
    ['class A { Object[] f(int[] xs[]) {', ['A', 'Object[]', 'f', 'xs', false]],
  ];
  for (const [declaration, wanted] of rows) assert.deepEqual(read(declaration), wanted, declaration);
});

test('what leaves no method of a class open has none', () => {
  for (const declaration of [
    '',
    'class A {',
    'class A { int f() { return 1; } }',
    'class A { int f() { if (x) {',
    'class A { { ',
    'int f(int x) {',
    `class A { ${'<'.repeat(5_000)} f(${'('.repeat(5_000)}) {`,
  ])
    assert.equal(read(declaration), null, declaration.slice(0, 60));
});
