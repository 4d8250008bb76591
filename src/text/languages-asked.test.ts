import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../testing/fc.ts';
import { languageOfName } from './language-names.ts';
import { languagesAsked } from './languages-asked.ts';

const CASES: readonly [string, string | undefined, string | undefined][] = [
  ['Translate the following English text into German:\nHe speaks French.', 'en', 'de'],
  ['Translate to Spanish: The meeting was held in Italian.', undefined, 'es'],
  ['The town lies by the sea.\n\nPlease render the sentence above in Finnish.', undefined, 'fi'],
  ['Translate from Dutch to English.\nDe kat slaapt.', 'nl', 'en'],
  ['English to Italian: We would like a table.', 'en', 'it'],
  ['How do you say "good morning" in Polish?', undefined, 'pl'],
  ['What is "patience" in Turkish?', undefined, 'tr'],
  ['Give the English translation of this Latin sentence: Gallia est divisa.', 'la', 'en'],
  ['Übersetze ins Englische: Der Zug hat Verspätung.', undefined, 'en'],
  ['Übersetze den Satz auf Deutsch.', undefined, 'de'],
  ['Traduis en anglais : Il pleut.', undefined, 'en'],
  ["Traduisez du français vers l'allemand : Il pleut.", 'fr', 'de'],
  ['Traduce del inglés al español: The sun.', 'en', 'es'],
  ['Переведите с английского на русский: The sun.', 'en', 'ru'],
  ['翻译成英文：今天下雨。', undefined, 'en'],
  ['请把下面的句子翻译成德语：我想预订一张票。', undefined, 'de'],
  ['次の文を英語に訳してください。\n彼は走る。', undefined, 'en'],
  ['다음 문장을 영어로 번역하세요: 비가 와요.', undefined, 'en'],
  ['Source language: English\nTarget language: Turkish\nText: The sun.', 'en', 'tr'],
  ['English: The harbour was closed.\nGerman:', 'en', 'de'],
  ['Convert from English to Korean, keeping names as they are.\n\nHe ran.', 'en', 'ko'],
  ['Put this into French: thank you', undefined, 'fr'],
  ['Can you put this into Greek for me? "Thank you"', undefined, 'el'],
  ['Please provide a Korean version of the following notice: Use the stairs.', undefined, 'ko'],
  ['What are the best French restaurants in London?', undefined, undefined],
  ['Who was the first German chancellor?', undefined, undefined],
  ['Write a poem about the English countryside.', undefined, undefined],
  ['Answer in Italian only: what is good in summer?', undefined, undefined],
  ['Translate this Python code to Rust: print(1)', undefined, undefined],
  ['', undefined, undefined],
];

test('the languages of a translation that is asked for', () => {
  for (const [prompt, source, target] of CASES) {
    const found = languagesAsked(prompt);
    assert.deepEqual([found?.source, found?.target], [source, target], prompt);
  }
});

test('names of languages', () => {
  assert.equal(languageOfName('DEUTSCHEN'), 'de');
  assert.equal(languageOfName('английский'), 'en');
  assert.equal(languageOfName('table'), null);
});

test('any string is answered, hostile ones too', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => languagesAsked(text) !== undefined));
  for (const text of [
    'translate to '.repeat(500_000),
    '\n'.repeat(100_000),
    'English to '.repeat(300_000),
    'a'.repeat(5_000_000),
    `translate${"'".repeat(1_000_000)}`,
    'say in '.repeat(500_000),
  ]) {
    const asked = languagesAsked(text);
    assert.ok(asked === null || asked.target.length === 2, text.slice(0, 20));
  }
});
