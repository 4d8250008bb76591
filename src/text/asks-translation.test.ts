import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../testing/fc.ts';
import { asksForTranslation } from './asks-translation.ts';

const ASKING = [
  'Translate into French: the boat is late.',
  'Übersetze ins Englische: Der Zug hat Verspätung.',
  'Wie sagt man "Danke" auf Japanisch?',
  'Tradúceme esto al inglés, por favor: hace frío.',
  '¿Cómo se dice "bicicleta" en alemán?',
  'Comment dit-on « merci » en turc ?',
  'Traduza para o inglês: Bom dia.',
  'Come si dice "pioggia" in russo?',
  'Переведи на английский: Я иду домой.',
  'Как по-французски «кошка»?',
  'Переклади українською: the sun',
  '把这句话翻译成英文：今天下雨。',
  '“谢谢”用法语怎么说？',
  '次の文を英語に訳してください。彼は走る。',
  '「ありがとう」はドイツ語で何と言いますか。',
  '다음 문장을 영어로 번역해 주세요.',
  'ترجم الجملة التالية إلى الإنجليزية: أنا ذاهب إلى البيت.',
  'इस वाक्य का अंग्रेज़ी में अनुवाद करें: मैं घर जा रहा हूँ।',
  'Şu cümleyi İngilizceye çevir: Eve gidiyorum.',
  'Dịch câu sau sang tiếng Anh: Tôi đi học.',
  'แปลเป็นภาษาอังกฤษ: ฉันหิว',
  'Terjemahkan ke bahasa Inggris: Saya lapar.',
  'Przetłumacz na polski: good evening',
  'English: The harbour was closed.\nGerman:',
  'Put this into Greek: thank you',
  'Write the sentence below in Turkish.\nThe train is late.',
  'I need the following in Dutch for my website: We open at nine.',
  'The ship left the harbour at noon. In Swedish, please.',
];

const NOT_ASKING = [
  'The meeting was moved to Friday.',
  'Der Hund schläft unter dem Tisch.',
  '写一首关于春天的诗。',
  '日本で一番高い山は何ですか。',
  'Напиши функцию на Python, которая сортирует список.',
  'ما هي عاصمة فرنسا؟',
  'भारत की राजधानी क्या है?',
  '서울에서 가 볼 만한 곳을 추천해 주세요.',
  'Bana kısa bir hikâye yaz.',
  'Du lịch Đà Lạt mùa nào đẹp nhất?',
  '¿Cuál es la capital de Perú?',
  'Raconte-moi une blague.',
  'What are the best French restaurants in London?',
  'Answer in Italian only: what is good in summer?',
  '',
];

test('requests for a translation, in many languages', () => {
  for (const prompt of ASKING) assert.equal(asksForTranslation(prompt), true, prompt);
});

test('a prompt in another language is no request for a translation', () => {
  for (const prompt of NOT_ASKING) assert.equal(asksForTranslation(prompt), false, prompt);
});

test('a request is found on either end of a long text', () => {
  const text = 'The shop opens at nine. '.repeat(500);
  assert.equal(asksForTranslation(text), false);
  assert.equal(asksForTranslation(`Traduis ce texte :\n${text}`), true);
  assert.equal(asksForTranslation(`${text}\n请翻译成中文`), true);
});

test('any string is answered', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => typeof asksForTranslation(text) === 'boolean'),
  );
});
