/** What prompts ask of paragraphs, lines and lists, and the commonest constraints in five other languages. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { builtInLibrary } from '../../../library/built-in.ts';
import { LibraryRecognisers } from '../../../reading/library-recognisers.ts';
import { readAsked } from '../../../reading/read-asked.ts';

const recognisers = new LibraryRecognisers(builtInLibrary().entries());

async function read(prompt: string): Promise<{ said: string[]; leftovers: readonly string[] }> {
  const { constraints, leftovers } = await readAsked(prompt, recognisers);
  return { said: constraints.map(({ id, kwargs }) => `${id} ${JSON.stringify(kwargs)}`).sort(), leftovers };
}

const atLeast = (count: number) =>
  `length_constraints:number_words {"relation":"at least","num_words":${count}}`;
const lessThan = (count: number) =>
  `length_constraints:number_words {"relation":"less than","num_words":${count}}`;
const sentences = (count: number) => [
  `length_constraints:number_sentences {"relation":"at least","num_sentences":${count}}`,
  `length_constraints:number_sentences {"relation":"less than","num_sentences":${count + 1}}`,
];
const having = (word: string) => `keywords:existence {"keywords":["${word}"]}`;
const lacking = (word: string) => `keywords:forbidden_words {"forbidden_words":["${word}"]}`;
const NO_COMMA = 'punctuation:no_comma {}';

const READ: readonly (readonly [string, readonly string[]])[] = [
  ['Write three short paragraphs about bees.', ['layout:paragraphs {"least":3,"most":3}']],
  ['Explain tides in at least two paragraphs.', ['layout:paragraphs {"least":2}']],
  [
    'Write 2 paragraphs about rain. Separate the paragraphs with a blank line.',
    ['layout:paragraphs {"least":2,"most":2}'],
  ],
  ['Write a poem about the sea with 8 lines.', ['layout:lines {"least":8,"most":8}']],
  ['Write a six-line poem about rust.', ['layout:lines {"least":6,"most":6}']],
  [
    'Write a song about mud with 3 verses of 4 lines each.',
    ['layout:stanzas {"least":3,"most":3,"lines":4}'],
  ],
  [
    'Respond with a numbered list of exactly 4 items: reasons to visit Norway.',
    ['layout:numbered_items {"least":4,"most":4}'],
  ],
  ['Give 5 tips for saving water as a numbered list.', ['layout:numbered_items {"least":5,"most":5}']],
  [
    'Escribe tres párrafos cortos sobre el café, sin usar la palabra "taza".',
    ['layout:paragraphs {"least":3,"most":3}', lacking('taza')],
  ],
  ['Schreibe zwei Sätze über Wien.', sentences(2)],
  ['Write a poem about rain. Every line must start with the letter R.', ['layout:line_start {"letter":"r"}']],
  ['Write an acrostic poem for the word "RIVER".', ['layout:acrostic {"word":"RIVER"}']],
  ['Write an acrostic poem about frost using the word "SNOW".', ['layout:acrostic {"word":"SNOW"}']],
  ['Write a note to a friend. Finish with a question mark.', ['layout:last_mark {"mark":"?"}']],
  [
    'Give me a JSON object with the keys "name" and "age" for a baker.',
    ['layout:json_keys {"keys":["name","age"]}'],
  ],
  [
    'Schreibe eine Einladung in höchstens 40 Wörtern. Das Wort "Garten" muss vorkommen.',
    [lessThan(41), having('Garten')],
  ],
  [
    'Schreibe einen Text über Hunde, nur in Kleinbuchstaben und ohne Kommas.',
    ['layout:letter_case {"case":"lower"}', NO_COMMA],
  ],
  ['Beschreibe den Rhein in drei Sätzen.', sentences(3)],
  ['Verfasse ein Gedicht aus vier Zeilen über den Mond.', ['layout:lines {"least":4,"most":4}']],
  ['Escribe un poema de 8 versos sobre el mar, sin comas.', ['layout:lines {"least":8,"most":8}', NO_COMMA]],
  [
    'Describe tu ciudad en exactamente 3 frases. No uses la palabra "casa".',
    [...sentences(3), lacking('casa')],
  ],
  [
    'Escribe una carta a mi abuela. Termina con la frase "Hasta pronto".',
    ['startend:end_checker {"end_phrase":"Hasta pronto"}'],
  ],
  [
    'Écris un texte sur la mer en moins de 50 mots. Le mot "soleil" doit apparaître.',
    [lessThan(50), having('soleil')],
  ],
  [
    'Rédige une publicité pour un vélo en exactement deux phrases, sans virgule.',
    [...sentences(2), NO_COMMA],
  ],
  ['Scrivi una storia di almeno 60 parole. La parola "luna" deve comparire.', [atLeast(60), having('luna')]],
  [
    'Escreva um texto sobre o mar com no máximo 30 palavras. Não use a palavra "azul".',
    [lessThan(31), lacking('azul')],
  ],
];

for (const [prompt, wanted] of READ)
  test(`read whole: ${prompt}`, async () => {
    assert.deepEqual(await read(prompt), { said: [...wanted].sort(), leftovers: [] });
  });

test('what is asked of a part, or in words that are not read, is left over: no half of a task is paid', async () => {
  for (const prompt of [
    'Write three paragraphs about bees. The second paragraph must have 20 words.',
    'Respond with a numbered list of 4 rivers. No item may be longer than 3 words.',
    'Write a poem of 8 lines in which every second line rhymes.',
    'Schreibe zwei Absätze über Wien. Jeder Absatz muss mit "Wien" beginnen.',
    'Schreibe ein Gedicht in höchstens 40 Wörtern, das sich reimt.',
    'Escribe un texto de menos de 40 palabras. Cada frase debe empezar con una vocal en mayúscula.',
    'Écris un texte en moins de 40 mots, avec trois mots en majuscules.',
    'Scrivi una storia di almeno 60 parole con un titolo tra virgolette.',
  ]) {
    const { leftovers } = await read(prompt);
    assert.notDeepEqual(leftovers, [], prompt);
  }
});

test('what a text is about is no constraint', async () => {
  for (const prompt of [
    'Tell me about the three paragraphs of the treaty.',
    'Schreibe eine Geschichte über ein Wort, das niemand kannte.',
    'Escribe un cuento sobre un hombre de pocas palabras.',
    'Raconte l’histoire d’un mot oublié.',
  ])
    assert.deepEqual((await read(prompt)).said, [], prompt);
});
