import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scoreOne } from '../../spec/prepared-tool.ts';
import { toToolQuery } from '../fixtures.ts';
import { choice } from './index.ts';

interface Language {
  readonly prompt: string;
  readonly references: readonly [string, string];
  readonly affirm: readonly string[];
  readonly deny: readonly string[];
}

const LANGUAGES: readonly Language[] = [
  {
    prompt: 'Wahr oder falsch: Wasser kocht auf Meereshöhe bei 100 °C.',
    references: ['wahr', 'falsch'],
    affirm: [
      'Wahr',
      'Die Aussage ist wahr.',
      'Das stimmt.',
      'Die Antwort lautet: wahr',
      'Ja, das ist richtig.',
    ],
    deny: ['falsch.', 'Die Aussage ist nicht wahr.', 'Falsch, weil der Druck fehlt.', 'Das stimmt nicht.'],
  },
  {
    prompt: 'Vrai ou faux ? L’eau bout à 100 °C.',
    references: ['vrai', 'faux'],
    affirm: ['vrai', 'L’affirmation est vraie.', 'Oui, c’est exact.'],
    deny: ['C’est faux.', 'Ce n’est pas vrai.', 'L’affirmation est fausse, car elle bout plus tôt.'],
  },
  {
    prompt: '¿Verdadero o falso? El agua hierve a 100 °C.',
    references: ['verdadero', 'falso'],
    affirm: ['La afirmación es verdadera.', 'Es verdad.', 'Sí, es cierto.'],
    deny: ['No es verdadero.', 'No, no es cierto.', 'La afirmación es falsa.'],
  },
  {
    prompt: 'Vero o falso? L’acqua bolle a 100 °C.',
    references: ['vero', 'falso'],
    affirm: ['L’affermazione è vera.', 'È vero.'],
    deny: ['Non è vero.', 'No, è falso.'],
  },
  {
    prompt: 'Verdadeiro ou falso? A água ferve a 100 °C.',
    references: ['verdadeiro', 'falso'],
    affirm: ['A afirmação é verdadeira.', 'É verdade.'],
    deny: ['É falso.', 'Não é verdade.'],
  },
  {
    prompt: '水在100°C沸腾吗？',
    references: ['是', '否'],
    affirm: ['是的。', '答案：是', '这个说法是正确的。', '对。'],
    deny: ['不是。', '答案：否', '这个说法是错误的。', '不对。', '不是的，水不会沸腾'],
  },
  {
    prompt: 'Верно ли, что вода кипит при 100 °C?',
    references: ['да', 'нет'],
    affirm: ['Да, кипит.', 'Ответ: да', 'Утверждение верно.', 'Это правда.'],
    deny: ['Нет, не кипит.', 'Это неверно.', 'Это не верно.', 'Это ложь.'],
  },
  {
    prompt: '水は100度で沸騰しますか。',
    references: ['はい', 'いいえ'],
    affirm: ['はい、そうです。', '答えは「はい」です。', '正しいです。'],
    deny: ['いいえ、違います。', 'それは間違いです。', '正しくないです。', '答えは「いいえ」です。'],
  },
  {
    prompt: '물은 100도에서 끓습니까?',
    references: ['예', '아니요'],
    affirm: ['네, 맞습니다.', '답은 예입니다.'],
    deny: ['아니요.', '틀렸습니다.', '아닙니다.'],
  },
  {
    prompt: 'True or false: water boils at 100 °C.',
    references: ['true', 'false'],
    affirm: ['The statement is true.', 'It’s true.'],
    deny: ['The statement isn’t true.', 'It is not true.', 'That is false.'],
  },
];

async function earned({ prompt }: Language, reference: string, text: string): Promise<number | null> {
  const query = toToolQuery({ messages: [{ role: 'user', content: prompt }], references: [reference] });
  const verdict = await scoreOne(choice.prepare(query, {}), { text });
  return verdict.status === 'scored' ? verdict.value : null;
}

test('a sentence that calls a statement true or false says so in ten languages, turned or not', async () => {
  for (const language of LANGUAGES)
    for (const [side, texts] of [language.affirm, language.deny].entries())
      for (const text of texts)
        for (const [index, reference] of language.references.entries())
          assert.equal(
            await earned(language, reference, text),
            index === side ? 1 : 0,
            `${reference}: ${text}`,
          );
});

test('both words side by side are no answer', async () => {
  for (const language of LANGUAGES.filter(({ references }) => /^\p{L}{3,}$/u.test(references[0])))
    for (const joint of [' / ', ', ']) {
      const [yes, no] = language.references;
      for (const reference of language.references) {
        assert.equal(await earned(language, reference, `${yes}${joint}${no}`), 0, `${yes}${joint}${no}`);
        assert.equal(await earned(language, reference, `${no}${joint}${yes}`), 0, `${no}${joint}${yes}`);
      }
    }
});
