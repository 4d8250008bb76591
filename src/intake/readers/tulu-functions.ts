import type { JsonObject, JsonValue } from '../../spec/json.ts';
import { cellNumber } from '../cell-number.ts';

type Arguments = Readonly<Record<string, JsonValue>>;
type Translate = (given: Arguments) => JsonObject[];

const one =
  (id: string, kwargs: (given: Arguments) => JsonObject = () => ({})): Translate =>
  (given) => [{ id, kwargs: kwargs(given) }];

/** `at least`, `at most` and `around`, in IFEval's two relations. Around is a tenth, at least one. */
function counted(id: string, count: string, relation: string): Translate {
  return ({ N, quantifier }) => {
    const wanted = cellNumber(N);
    const rule = (how: string, number: number): JsonObject => ({
      id,
      kwargs: { [count]: number, [relation]: how },
    });
    if (quantifier === 'at most') return [rule('less than', wanted + 1)];
    if (quantifier !== 'around') return [rule('at least', wanted)];
    const slack = Math.max(Math.round(wanted * 0.1), 1);
    return [rule('at least', wanted - slack), rule('less than', wanted + slack + 1)];
  };
}

const FUNCTIONS: ReadonlyMap<string, Translate> = new Map([
  ['verify_keywords', one('keywords:existence', ({ keyword_list }) => ({ keywords: keyword_list! }))],
  [
    'verify_keyword_frequency',
    ({ word, N }) => [
      { id: 'keywords:frequency', kwargs: { keyword: word!, frequency: N!, relation: 'at least' } },
      {
        id: 'keywords:frequency',
        kwargs: { keyword: word!, frequency: cellNumber(N) + 1, relation: 'less than' },
      },
    ],
  ],
  [
    'validate_forbidden_words',
    one('keywords:forbidden_words', ({ forbidden_words }) => ({ forbidden_words: forbidden_words! })),
  ],
  [
    'verify_letter_frequency',
    ({ letter, N }) => [
      {
        id: 'keywords:letter_frequency',
        kwargs: { letter: letter!, let_frequency: N!, let_relation: 'at least' },
      },
      {
        id: 'keywords:letter_frequency',
        kwargs: { letter: letter!, let_frequency: cellNumber(N) + 1, let_relation: 'less than' },
      },
    ],
  ],
  [
    'validate_response_language',
    one('language:response_language', ({ language }) => ({ language: language! })),
  ],
  [
    'verify_paragraph_count',
    one('length_constraints:number_paragraphs', ({ N }) => ({ num_paragraphs: N! })),
  ],
  ['validate_word_constraint', counted('length_constraints:number_words', 'num_words', 'relation')],
  ['verify_sentence_constraint', counted('length_constraints:number_sentences', 'num_sentences', 'relation')],
  [
    'validate_paragraphs',
    one('length_constraints:nth_paragraph_first_word', ({ N, i, first_word }) => ({
      num_paragraphs: N!,
      nth_paragraph: i!,
      first_word: first_word!,
    })),
  ],
  [
    'verify_postscript',
    one('detectable_content:postscript', ({ postscript_marker }) => ({
      postscript_marker: postscript_marker!,
    })),
  ],
  [
    'validate_placeholders',
    one('detectable_content:number_placeholders', ({ N }) => ({ num_placeholders: N! })),
  ],
  ['verify_bullet_points', one('detectable_format:number_bullet_lists', ({ N }) => ({ num_bullets: N! }))],
  ['validate_title', one('detectable_format:title')],
  [
    'validate_choice',
    one('detectable_format:constrained_response', ({ options }) => ({ options: options! })),
  ],
  [
    'validate_highlighted_sections',
    one('detectable_format:number_highlighted_sections', ({ N }) => ({ num_highlights: N! })),
  ],
  [
    'validate_sections',
    one('detectable_format:multiple_sections', ({ section_splitter, N }) => ({
      section_spliter: section_splitter!,
      num_sections: N!,
    })),
  ],
  ['validate_json_format', one('detectable_format:json_format')],
  [
    'validate_repeat_prompt',
    one('combination:repeat_prompt', ({ original_prompt }) => ({ prompt_to_repeat: original_prompt! })),
  ],
  ['validate_two_responses', one('combination:two_responses')],
  ['validate_uppercase', one('change_case:english_capital')],
  ['validate_lowercase', one('change_case:english_lowercase')],
  [
    'validate_frequency_capital_words',
    counted('change_case:capital_word_frequency', 'capital_frequency', 'capital_relation'),
  ],
  ['validate_end', one('startend:end_checker', ({ end_phrase }) => ({ end_phrase: end_phrase! }))],
  ['validate_quotation', one('startend:quotation')],
  ['validate_no_commas', one('punctuation:no_comma')],
]);

/** @returns IFEval's constraints for a function of open-instruct's `if_functions.py` */
export function tuluConstraint(name: string, given: JsonObject): JsonObject[] {
  const translate = FUNCTIONS.get(name);
  if (!translate) return [{ id: name.slice(0, 100), kwargs: {} }];
  return translate(given).map(({ id, kwargs }) => ({
    id: id!,
    kwargs: Object.fromEntries(
      Object.entries(kwargs as JsonObject).filter(([, value]) => value !== null && value !== undefined),
    ),
  }));
}
