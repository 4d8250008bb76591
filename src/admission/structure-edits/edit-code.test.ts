import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fc } from '../../testing/fc.ts';
import { type CodeLanguage, codeIn, codeTokens, ownNames, plainCode } from '../demands/code.ts';
import { commonForm, readShape } from '../demands/shape.ts';
import { editCode } from './edit-code.ts';

const LARGEST = `function largest(list) {
  let best = list[0];
  for (let i = 1; i < list.length; i++) {
    if (list[i] > best) {
      best = list[i];
    }
  }
  return best;
}`;
const SCALED = `function scaled(list, by) {
  const out = [];
  const shift = 3;
  for (const x of list) {
    if (x % 2 === 0 && by > 1) out.push(x * by + shift);
    else out.push(x - 1);
  }
  return out;
}`;
const edits = (text: string, prompt = '') =>
  editCode({ shape: readShape(text, commonForm([text])), prompt, sums: [], words: [] });
const run = (code: string, name: string, args: readonly unknown[]): string => {
  try {
    return (
      JSON.stringify(new Function(`${code}\nreturn ${name};`)()(...structuredClone(args))) ?? 'undefined'
    );
  } catch (thrown) {
    return String(thrown);
  }
};
const lists = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 3, maxLength: 6 });
const PROGRAMS: readonly (readonly [name: string, code: string, args: fc.Arbitrary<unknown[]>])[] = [
  ['largest', LARGEST, fc.tuple(lists)],
  ['scaled', SCALED, fc.tuple(lists, fc.integer({ min: 1, max: 4 }))],
];

describe('edits of code, run', () => {
  for (const [name, code, shapes] of PROGRAMS) {
    test(`${name}: a comment, another own name, another layout do the same`, () => {
      const free = edits(code).filter((edit) => edit.free);
      assert.ok(free.length >= 4, free.map(({ sort }) => sort).join());
      fc.assert(
        fc.property(shapes, (args) => {
          for (const edit of free) assert.equal(run(edit.text, name, args), run(code, name, args), edit.sort);
        }),
        { numRuns: 30 },
      );
    });
    test(`${name}: what surely alters it gives another result somewhere`, () => {
      const altered = edits(code).filter(({ alters }) => alters === 'surely');
      assert.ok(altered.length >= 6, altered.map(({ sort }) => sort).join());
      const args = fc.sample(shapes, { numRuns: 200, seed: 7 });
      for (const { sort, text } of altered)
        assert.ok(
          args.some((one) => run(text, name, one) !== run(code, name, one)),
          `${sort} does the same:\n${text}`,
        );
    });
  }
});

test('code in a fence is edited inside it, and the prose around it stays', () => {
  const text = `Here it is:\n\`\`\`javascript\n${LARGEST}\n\`\`\`\nDone.`;
  const made = edits(text);
  assert.ok(made.length > 10);
  for (const edit of made)
    assert.ok(
      edit.text.startsWith('Here it is:\n```javascript\n') && edit.text.endsWith('\n```\nDone.'),
      edit.sort,
    );
});

test('a name is renamed where the prompt says it: a test would call it', () => {
  const sorts = (prompt: string) => edits(LARGEST, prompt).map(({ sort }) => sort);
  assert.ok(sorts('Write a function largest(list).').includes('what is defined renamed'));
  assert.ok(!sorts('Write a function.').includes('what is defined renamed'));
});

test('prose, rules with arrows and JSON are no code', () => {
  for (const text of [
    'The function of a bank is to lend.',
    'a => b\nb => c',
    '{"a": 1}',
    'name: Ann',
    '2 H2 + O2 -> 2 H2O',
  ])
    assert.deepEqual(edits(text), [], text);
});

test('property: the pieces of any text are the text again', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom<CodeLanguage>('python', 'javascript', 'braces'),
      (text, language) => {
        const joined = codeTokens(text, language)
          .map((token) => token.text)
          .join('');
        assert.equal(joined.replace(/\s+/g, ''), text.replace(/\s+/g, ''));
      },
    ),
  );
});

test('plain code is the same for other names of its own, comments and layout, and for nothing else', () => {
  const plain = (code: string) => plainCode(codeIn(code)!);
  const one = plain('def f(xs):\n    s = sum(xs)  # all\n    return s');
  assert.equal(one, plain('def f(values):\n  total = sum(values)\n\n  return total'));
  assert.notEqual(one, plain('def g(xs):\n    s = sum(xs)\n    return s'));
  assert.notEqual(one, plain('def f(xs):\n    s = max(xs)\n    return s'));
  assert.deepEqual([...ownNames('def f(self, xs):\n    self.n = 1\n    y = 2', 'python')], ['y', 'xs']);
});
