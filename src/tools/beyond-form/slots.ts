import type { JsonObject, JsonValue } from '../../spec/json.ts';
import { table } from '../../spec/table.ts';
import * as frame from './frame-slots.ts';
import * as layout from './layout-slots.ts';
import { plainWords } from './plain-words.ts';
import type { SlotCheck } from './slot-check.ts';
import * as word from './word-slots.ts';

/** One check a sort of constraint, where what stands in its places can be nothing though the form is kept. */
export const SLOT_CHECKS: Readonly<Record<string, SlotCheck>> = table({
  'detectable_format:title': layout.title,
  'detectable_content:number_placeholders': layout.placeholders,
  'detectable_format:number_bullet_lists': layout.bullets,
  'detectable_format:number_highlighted_sections': layout.highlights,
  'detectable_format:multiple_sections': layout.sections,
  'detectable_format:constrained_response': frame.oneOfThree,
  'detectable_format:json_format': frame.json,
  'detectable_content:postscript': frame.postscript,
  'length_constraints:number_paragraphs': layout.paragraphs,
  'length_constraints:nth_paragraph_first_word': layout.firstWord,
  'layout:paragraphs': layout.twoParagraphs,
  'layout:stanzas': layout.parts,
  'layout:lines': layout.parts,
  'layout:list_items': layout.items,
  'layout:numbered_items': layout.items,
  'layout:json_keys': frame.json,
  'combination:two_responses': layout.twoResponses,
  'combination:repeat_prompt': frame.repeatPrompt,
  'startend:quotation': frame.quotation,
  'startend:end_checker': frame.endPhrase,
  'language:response_language': word.language,
  'change_case:english_capital': word.english,
  'change_case:english_lowercase': word.english,
  'change_case:capital_word_frequency': word.capitalWords,
  'keywords:forbidden_words': word.forbidden,
  'keywords:frequency': word.frequency,
  'punctuation:no_comma': word.noComma,
  'length_constraints:number_sentences': layout.sentences,
  'keywords:existence': word.keywords,
});

const ASKED_WORDS = [
  'keywords',
  'keyword',
  'keyword1',
  'keyword2',
  'keyword3',
  'keyword4',
  'keyword5',
  'end_phrase',
  'first_word',
  'last_word',
] as const;

/** @returns the words that constraints ask for, in lower case */
export function wordsAsked(kwargs: JsonObject): string[] {
  const given: JsonValue[] = ASKED_WORDS.flatMap((key) => kwargs[key] ?? []);
  return given.flat().flatMap((value) => (typeof value === 'string' ? plainWords(value).all : []));
}
