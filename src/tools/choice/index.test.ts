import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scoreOne } from '../../spec/prepared-tool.ts';
import { fc } from '../../testing/fc.ts';
import { choosesChoice } from '../../text/choices/expected.ts';
import { fixtureMismatch, readFixtures, runFixture, toToolQuery } from '../fixtures.ts';
import { choice } from './index.ts';

const prompt = 'Which is largest?\nOptions:\n(A) a mouse\n(B) a cat\n(C) a cow\n(D) a whale';

async function earned(response: string, reference: string, asked = prompt): Promise<number | null> {
  const query = toToolQuery({ messages: [{ role: 'user', content: asked }], references: [reference] });
  const verdict = await scoreOne(choice.prepare(query, {}), { text: response });
  return verdict.status === 'scored' ? verdict.value : null;
}

for (const entry of readFixtures(import.meta.dirname)) {
  test(`choice: ${entry.class}: ${entry.name}`, async () => {
    assert.equal(fixtureMismatch(choice, entry, await runFixture(choice, entry)), null);
  });
}

const letter = fc.constantFrom('A', 'B', 'C', 'D');
const wording = fc.constantFrom(
  (label: string) => `(${label})`,
  (label: string) => `${label}.`,
  (label: string) => `So the answer is (${label}).`,
  (label: string) => `Answer: ${label}`,
  (label: string) => `**${label}**`,
  (label: string) => `I compared them.\n\nThe final answer is $\\boxed{${label}}$.`,
  (label: string) => `<think>(A) is small.</think>\n<answer>${label}</answer>`,
);

test('one stated letter is right exactly when it is the reference', async () => {
  await fc.assert(
    fc.asyncProperty(letter, letter, wording, async (said, wanted, word) => {
      assert.equal(await earned(word(said), `(${wanted})`), said === wanted ? 1 : 0);
    }),
  );
});

test('two different letters joined as alternatives are wrong for every reference', async () => {
  const joint = fc.constantFrom(' or ', ' and ', ', ', '/', ' & ', ') or (');
  await fc.assert(
    fc.asyncProperty(letter, letter, joint, letter, async (one, two, by, wanted) => {
      fc.pre(one !== two);
      for (const said of [
        `The answer is (${one}${by}${two}).`,
        `${one}${by}${two}`,
        `Answer: ${one}${by}${two}`,
      ])
        assert.equal(await earned(said, `(${wanted})`), 0, said);
    }),
  );
});

test('choosesChoice tells letters, options and truth words from other answers', () => {
  for (const yes of ['(B)', 'b', 'a cow', '(C) a cow']) assert.ok(choosesChoice(yes, prompt), yes);
  for (const yes of ['Yes', 'no', 'True', '是']) assert.ok(choosesChoice(yes, 'Is a whale a fish?'), yes);
  assert.ok(choosesChoice('invalid', 'Is the argument valid or invalid?'));
  assert.ok(!choosesChoice('No', 'What is the chemical symbol of nobelium?'));
  for (const no of ['24', ') ] }', 'apple bear cat', 'a cow and a whale', '', 'Q'])
    assert.ok(!choosesChoice(no, prompt), no);
  assert.ok(!choosesChoice('B', 'Which letter follows A?'));
});

test('hostile inputs are answered and earn nothing', async () => {
  const bombs = [
    '(A'.repeat(1_000_000),
    'answer is '.repeat(200_000),
    '\n'.repeat(100_000),
    '\\boxed{'.repeat(100_000),
    '('.repeat(5_000_000),
    'A or '.repeat(400_000),
    '\u202e\ud800\0'.repeat(100_000),
  ];
  for (const bomb of bombs) {
    assert.notEqual(await earned(bomb, '(C)'), 1);
    await earned('C', '(C)', bomb);
  }
});

const mammals = 'Which of these is a mammal?\nA. trout\nB. eagle\nC. gecko\nD. whale';

test('conclusions in many words and languages are read', async () => {
  for (const response of [
    'I would go with D.',
    'We can rule out A, B and C, which leaves D.',
    'Trout, eagle and gecko are not mammals, so the whale it is.',
    'A: fish, no.\nB: bird, no.\nC: reptile, no.\nD: mammal, yes.',
    'The fourth option is correct.',
    'La respuesta correcta es la D.',
    'La bonne réponse est la D.',
    'Die richtige Antwort ist D.',
    'A resposta correta é a letra D.',
    'Правильный ответ: D',
    '选D',
    '我认为选 D。',
    '正解はDです。',
    '정답은 D입니다.',
    'Ｄ',
    '✅ D',
  ])
    assert.equal(await earned(response, 'D', mammals), 1, response);
});

test('a pick that is denied, taken back, joined or reported is not paid', async () => {
  for (const response of [
    'Anything but D.',
    'The least likely answer is D.',
    'Many students say the answer is D. They are mistaken. trout is right.',
    'Answer: D -> A',
    'Answer: D (50 %) A (50 %)',
    'The answer is (D). The answer (A) would be just as right.',
    'Answer: D\n\nOn reflection I was wrong. It must be trout.',
    'D. No, C.',
    'trout\nwhale',
    'All of the above.',
    '答案不是D。',
    'D is what a fool would answer; A is right.',
  ])
    assert.notEqual(await earned(response, 'D', mammals), 1, response);
});

test('yes and no are read in idioms, in other languages and in the question said again', async () => {
  const asked = 'Is a whale a fish?';
  for (const response of [
    'No.',
    'It isn’t.',
    'Of course not.',
    'A whale is not a fish.',
    'No, it is a mammal.',
    'Nope',
  ])
    assert.equal(await earned(response, 'No', asked), 1, response);
  for (const response of [
    'Yes.',
    'A whale is a fish.',
    'No, wait: yes.',
    'I would not say no.',
    'Yes, no',
    'No?',
  ])
    assert.notEqual(await earned(response, 'No', asked), 1, response);
  assert.equal(await earned('是的', '是', '地球是圆的吗？请回答是或否。'), 1);
  assert.equal(await earned('不是。', '是', '地球是圆的吗？请回答是或否。'), 0);
});

test('yes and no in the languages that people answer in: at the end, in a list, of the answer itself, denied', async () => {
  const rows: readonly (readonly [string, string, string, number])[] = [
    ['7月は31日までありますか。', 'はい', 'はい、いいえ、どちらとも言えます。', 0],
    ['7月は31日までありますか。', 'はい', 'はい、7月は31日まであります。', 1],
    ['7月有31天吗?', '是', '是，也不是。', 0],
    ['Ist das so?', 'nein', 'Das stimmt nicht, also nein.', 1],
    ['Est-ce un poisson ?', 'non', "C'est un mammifère : la réponse est donc non.", 1],
    ['¿Es así?', 'sí', 'La respuesta es sí.', 1],
    ['Is water wet?', 'yes', 'The answer is correct.', 0],
    ['Is water wet?', 'yes', 'My answer is the correct one and equals the reference.', 0],
    ['Is the claim correct?', 'yes', 'The claim is correct.', 1],
    ['Can a van be booked at 3 pm?', 'no', "By the rule it can't: 3 pm is too late.", 1],
    ['Can a van be booked at 3 pm?', 'yes', "By the rule it can't: 3 pm is too late.", 0],
    ['Can blips be blaps?', 'no', 'No blip can be one.', 1],
    ['Does it float?', 'no', "It doesn't float.", 1],
    ['Does it float?', 'yes', "It doesn't float.", 0],
  ];
  for (const [asked, reference, text, value] of rows)
    assert.equal(await earned(text, reference, asked), value, `${asked} ${text}`);
});

test('a third option beside yes and no is an answer of its own', async () => {
  const asked = 'If it rains the road is wet. The road is not wet. Does it rain? Answer yes, no or unknown.';
  for (const [text, value] of [
    ['No', 1],
    ['No, because then it would be wet.', 1],
    ['Unknown', 0],
    ['No or unknown', 0],
    ['No way to know: unknown.', 0],
  ] as const)
    assert.equal(await earned(text, 'no', asked), value, text);
});

test('letters that are put in order are no choice', () => {
  const asked = 'Put these in chronological order: A) moon landing B) French Revolution C) fall of Rome.';
  assert.ok(!choosesChoice('C, B, A', asked));
  assert.ok(choosesChoice('A, C', 'Which are prime? Select all.\nA. 2\nB. 4\nC. 3'));
});

test('a share for each letter names them all; a word turned by its beginning says no', async () => {
  assert.equal(await earned('(A) 10%, (B) 20%, (C) 30%, (D) 40%', '(D)'), 0);
  assert.equal(await earned('A 60%, B 40%', '(B)'), 0);
  const asked = 'Is the sentence grammatical? Answer yes or no.\n"She go to school."';
  assert.equal(await earned('It is ungrammatical.', 'No', asked), 1);
  assert.equal(await earned('It is not ungrammatical.', 'No', asked), 0);
  assert.equal(await earned('It is ungrammatical.', 'Yes', asked), 0);
});

test('a clause that answers the question counts, and one behind "No." must not say the opposite', async () => {
  const asked = 'Is 91 a prime number?';
  for (const [text, value] of [
    ['91 is not prime.', 1],
    ['91 is divisible by 7, so it is not a prime number.', 1],
    ['No. 91 is not a prime number.', 1],
    ['No. 91 is a prime number.', 0],
    ['91 is prime.', 0],
    ['If 91 is not prime, it has a factor.', 0],
  ] as const)
    assert.equal(await earned(text, 'no', asked), value, text);
  assert.equal(await earned('None, C included, is true.', '(C)'), 0);
});

test('numbered options whose number is asked for; all but one; yes in other languages', async () => {
  const asked =
    'When does the baker open?\n1) at nine\n2) at five\n3) at noon\nAnswer with the number of the option.';
  for (const [text, value] of [
    ['2', 1],
    ['Option 2', 1],
    ['at five', 1],
    ['2) at five', 1],
    ['at nine', 0],
    ['2) at nine', 0],
    ['any option but 2', 0],
  ] as const)
    assert.equal(await earned(text, '2', asked), value, text);
  for (const yes of ['Natürlich.', 'Bien sûr.', 'Claro que sí.', 'Конечно.', '当然。', 'もちろん。'])
    assert.equal(await earned(yes, 'ja', 'Ist Python eine Sprache? Antworte mit ja oder nein.'), 1, yes);
});
