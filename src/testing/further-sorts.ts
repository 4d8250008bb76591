import type { JsonObject } from '../spec/json.ts';

const REQUEST = 'Name a river.\nName a lake.';

export const SORTS: Readonly<Record<string, readonly [JsonObject, readonly string[], readonly string[]]>> = {
  'keywords:word_once': [
    { keyword: 'mill' },
    ['The mill stands still.', 'A Mill, and windmills.', 'Mill’s end; a mill.'],
    ['The mill by the mill.', 'Windmills stand.', 'Mills stand.'],
  ],
  'keywords:word_count_different_numbers': [
    { keyword: 'rope', frequency: 2, relation: 'at least' },
    ['Rope on rope.', 'A rope, a rope and a rope.'],
    ['One rope.', 'Ropes and ropes.'],
  ],
  'keywords:exclude_word_harder': [
    { keyword: 'rain' },
    ['The sun shone on the train.'],
    ['Then came the Rain.', 'rain'],
  ],
  'count:count_increment_word': [
    { keyword1: ['oak'], keyword2: 'elm' },
    ['An oak stood by an elm, and that elm was old.'],
    ['An oak stood by an elm.', 'Oak and oak, elm and elm.', 'Elm by elm.'],
  ],
  'count:lowercase_counting': [
    { N: 2 },
    ['RAIN FELL on THE roof.', 'RAIN FELL.'],
    ['Rain fell on the roof.'],
  ],
  'count:count_unique': [
    {},
    ['Boats wait near old walls.', 'One. Two. Three.'],
    ['The boat left the quay.', 'Rain, RAIN.'],
  ],
  'count:word_count_range': [
    { min_words: 3, max_words: 5 },
    ['Boats wait here.', 'Boats wait in the harbour.'],
    ['Boats wait.', 'Boats wait in the old harbour.', '- - - - boats'],
  ],
  'count:unique_word_count': [
    { N: 4 },
    ['Boats wait in the harbour.'],
    ['Boats wait, boats wait, boats leave.'],
  ],
  'words:repeats': [
    { small_n: 2 },
    ['The boat passed the quay.'],
    ['The boat passed the quay and the wall.'],
  ],
  'letters:letter_counting': [
    { N: 10, relation: 'less than' },
    ['Boats 12345!'],
    ['Boats wait in the harbour.'],
  ],
  'letters:letter_counting2': [
    { letter: 'o', let_frequency: 2, let_relation: 'at least' },
    ['Old boats.'],
    ['A boat.'],
  ],
  'first_word:first_word_answer': [
    { first_word: 'Still' },
    ['Still, it rained.', '**Still** it rained.'],
    ['It still rained.', 'Stillness fell.'],
  ],
  'first_word:first_word_sent': [
    { first_word: 'rain' },
    ['Rain fell. Rain stopped!', 'Rain fell on Mr. Hill.'],
    ['Rain fell. It stopped.', 'Rain fell.\nThen it stopped.'],
  ],
  'last_word:last_word_answer': [
    { last_word: 'shore' },
    ['We reached the shore.', 'We saw the Shore'],
    ['The shore was near.', 'We came ashore.'],
  ],
  'last_word:last_word_sent': [
    { last_word: 'shore' },
    ['We saw the shore. We left the shore!'],
    ['We saw the shore. We left.', 'Here is the list:\nWe saw the shore.'],
  ],
  'keywords:keyword_specific_position': [
    { keyword: 'lamp', n: 2, m: 3 },
    ['It was dark. Then the lamp, at last, was lit.'],
    ['Then a lamp was lit. It was dark.', 'It was dark. The lamp was lit.', 'It was dark.'],
  ],
  'keywords:start_end': [
    {},
    ['Rain is what we call rain', '"Rain" is rain'],
    ['Rain is what we call rain.', 'Rain is wet', 'Rain'],
  ],
  'keywords:no_adjacent_consecutive': [
    {},
    ['Boats drift home.', 'Old boats, new quays.', '1 2 3 yes'],
    ['A boat left.', 'Many nets hung.'],
  ],
  'keywords:palindrome': [
    {},
    ['The radar turned.', 'He read: was it a car or a cat I saw? Nobody knew.'],
    ['A boat left.', 'I saw it 121 times.', 'Mmm, www, aaa.'],
  ],
  'words:alphabet': [
    {},
    ['All boats come down every Friday.', 'You zip along.'],
    ['All boats drift.', 'Boats all come.', 'All'],
  ],
  'words:no_consecutive': [{}, ['Boats drift home.'], ['Big boats drift.']],
  'words:prime_lengths': [{}, ['We saw the grand ships.', 'It is so.'], ['We saw a boat.']],
  'words:last_first': [
    {},
    ['We saw the sea. Sea is salt. Salt stings.'],
    ['We saw the sea. The sea is salt.', 'We saw the sea.'],
  ],
  'words:palindrome': [
    {},
    ['Level radar civic kayak rotor refer madam tenet stats solos are ten.'],
    [
      'Level level level level level level level level level level.',
      'Level radar civic noon eye.',
      'aaaaa bbbbb ccccc ddddd eeeee fffff ggggg hhhhh iiiii jjjjj',
    ],
  ],
  'copy:copy': [{ prompt_to_repeat: REQUEST }, [REQUEST, `  ${REQUEST}\n`], [`${REQUEST} Rhine.`, 'Rhine.']],
  'copy:copying_simple': [
    { prompt_to_repeat: REQUEST },
    [REQUEST.replace('\n', '\r\n')],
    [`Sure: ${REQUEST}`, REQUEST.toUpperCase()],
  ],
  'copy:copying_multiple': [
    { prompt_to_repeat: REQUEST, N: 2 },
    [`${REQUEST}\n******\n${REQUEST}`],
    [REQUEST, `${REQUEST}******${REQUEST}******${REQUEST}`, `${REQUEST}******Name.`],
  ],
  'new:copy_span_idx': [
    { prompt_to_repeat: REQUEST, n_start: 5, n_end: 11 },
    ['a river', 'a river\n'],
    ['a rive', 'a river.', REQUEST],
  ],
  'copy:repeat_phrase': [
    { phrase: 'The pen is mightier than sword', small_n: 2 },
    ['The brush is mightier than sword. The pen was mightier than sword.'],
    [
      'The pen is mightier than sword. The pen was mightier than sword.',
      'The brush is mightier than sword.',
      'The brush was mightier than sword. The pen was mightier than sword.',
    ],
  ],
  'paragraphs:paragraphs': [
    {},
    ['Rain fell.\n***\nThen the sun came.', 'Rain fell.\n\n* * *\n\nThen the sun came.', 'Rain. *** Sun.'],
    ['Rain fell.\n\nThen the sun came.', 'One.\n***\nTwo.\n***\nThree.', 'It is ***very*** wet.'],
  ],
  'paragraphs:paragraphs2': [
    {},
    ['Rain fell.\n\nThen the sun came.\n'],
    ['Rain fell.\nThen the sun came.', 'One.\n\nTwo.\n\nThree.'],
  ],
  'count:counting_composition': [
    { n_sent: 2, n_words: 2 },
    ['Rain fell. Wind rose.\n***\nBoats left. Gulls cried.\n***\nSun came. Boats returned.'],
    [
      'Rain fell. Wind rose.\n***\nBoats left. Gulls cried.',
      'Rain fell. Wind rose.\n***\nBoats left. Gulls cried.\n***\nSun came. All the boats returned.',
      'Rain fell.\n***\nBoats left. Gulls cried.\n***\nSun came. Boats returned.',
    ],
  ],
  'sentence:increment': [
    { small_n: 1 },
    ['Rain fell. The wind rose. Then the boats left.'],
    ['Rain fell. The wind rose. Boats left.', 'Rain fell.'],
  ],
  'punctuation:punctuation_dot': [{}, ['Rain fell; boats left!'], ['Rain fell.', 'It cost 3.5', 'Well…']],
  'punctuation:punctuation_exclamation': [{}, ['Rain fell.'], ['Rain!', '雨！']],
  'detectable_format:square_brackets': [
    {},
    ['[Rain] [fell] [here].', '[Rain], [fell].'],
    ['[Rain fell] [here]', '[Rain] fell', 'Rain fell', '[]'],
  ],
  'detectable_format:bigram_wrapping': [
    {},
    [
      '<<Rain fell>> <<on us>>',
      '<<Rain fell>>, <<on us>>.',
      '<<Rain fell>> <<here>>.',
      '<<Rain fell>> here.',
    ],
    [
      '<<Rain>> <<fell>>',
      '<<Rain fell>> <<on>> <<us>>',
      '<<Rain fell>> on us',
      '<<Rain fell on us>>',
      'Rain fell',
    ],
  ],
  'detectable_format:sentence_hyphens': [
    {},
    ['The rain fell.-Then the wind rose.-All the boats left.'],
    ['Rain fell. Wind rose.', 'Rain fell.- Wind rose.', 'Rain fell.', 'Rain fell.-Wind rose.\nBoats left.'],
  ],
  'format:newline': [{}, ['Rain\nfell\nhere.'], ['Rain fell\nhere.', 'Rain']],
  'format:no_whitespace': [{}, ['Rain,wind.'], ['Rain, wind.', 'Rain\nwind']],
};

/** Texts on which what is not linear takes minutes. */
export const LONG: Readonly<Record<string, string>> = {
  letters: 'a'.repeat(200_000),
  words: 'rain '.repeat(40_000),
  'words of one letter': 'a '.repeat(100_000),
  'line ends': `x${'\n'.repeat(200_000)}y`,
  asterisks: '*'.repeat(200_000),
  dividers: '***\n'.repeat(50_000),
  brackets: '['.repeat(200_000),
  'open angles': '<<a '.repeat(50_000),
  angles: '<'.repeat(200_000),
  marks: '. '.repeat(100_000),
  hyphens: `.${'-'.repeat(200_000)}`,
  'hyphens between words': 'a-'.repeat(100_000),
  'spaces behind a mark': `a.${' '.repeat(200_000)}b`,
  apostrophes: "a'".repeat(100_000),
  phrase: 'the sword '.repeat(20_000),
  'lone surrogates': '\ud800'.repeat(100_000),
};
