/** Which edits every structure gets: a table, so that a hole shows. `null`: the structure has no such part. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { commonForm, readShape } from '../demands/shape.ts';
import type { StructureEdit } from './structure-edit.ts';
import { structureEdits } from './structure-edits.ts';

const editsOf = (text: string, prompt = ''): StructureEdit[] =>
  structureEdits({ shape: readShape(text, commonForm([text])), prompt, sums: [], words: [] });

const EDITS = [
  'remove',
  'add',
  'double',
  'swap',
  'empty',
  'rename',
  'level',
  'digit',
  'sign',
  'unit',
  'case',
  'quote',
  'separator',
  'language',
] as const;

interface Structure {
  readonly text: string;
  readonly prompt?: string;
  readonly edits: Readonly<Record<(typeof EDITS)[number], RegExp | null>>;
}

const TABLE: Readonly<Record<string, Structure>> = {
  list: {
    text: '- red 12 km wide\n- blue 30 km wide\n- green 41 km wide',
    edits: {
      remove: /item|line left out/,
      add: /an item more/,
      double: /line doubled/,
      swap: /two lines exchanged/,
      empty: /item empty/,
      rename: /with another word/,
      level: /moved one level in/,
      digit: /another digit|another first digit/,
      sign: /without its mark/,
      unit: /second word another/,
      case: /in capitals/,
      quote: /between " and "/,
      separator: /numbers for marks/,
      language: /in another language/,
    },
  },
  'Markdown table': {
    text: '| Item | Price |\n| --- | --- |\n| red | 12 |\n| blue | 30 |\n| green | 41 |',
    edits: {
      remove: /row left out/,
      add: /a row of nothings/,
      double: /row doubled/,
      swap: /two rows exchanged/,
      empty: /an empty text/,
      rename: /a name another/,
      level: null,
      digit: /another first digit/,
      sign: /the other sign/,
      unit: null,
      case: /a name in another case/,
      quote: /between " and "/,
      separator: /another separator/,
      language: /in other words|in another language/,
    },
  },
  CSV: {
    text: 'item,price\nred,12\nblue,30\ngreen,41',
    edits: {
      remove: /row left out/,
      add: /a row of nothings/,
      double: /row doubled/,
      swap: /two columns exchanged/,
      empty: /an empty text/,
      rename: /a name another/,
      level: null,
      digit: /another first digit/,
      sign: /the other sign/,
      unit: null,
      case: /a name in another case/,
      quote: /between " and "/,
      separator: /another separator/,
      language: /in other words/,
    },
  },
  JSON: {
    text: '{"name":"red","size":12,"tags":["a","b"],"ok":true,"in":{"x":1}}',
    edits: {
      remove: /without name/,
      add: /a key more/,
      double: /a key twice|doubled/,
      swap: /two values exchanged/,
      empty: /empty/,
      rename: /name renamed/,
      level: /a level up/,
      digit: /\.size: one more/,
      sign: /\.size: the other sign/,
      unit: null,
      case: /in capitals/,
      quote: /single quotes/,
      separator: /another separator/,
      language: /in another language/,
    },
  },
  'key: value': {
    text: 'name: red\nsize: 12\nheight: 30 km',
    edits: {
      remove: /line left out/,
      add: /a key more/,
      double: /line doubled/,
      swap: /two values exchanged/,
      empty: /value empty/,
      rename: /key another/,
      level: /moved one level in/,
      digit: /another first digit/,
      sign: /value: the other sign/,
      unit: /last line, second word another/,
      case: /key in another case/,
      quote: /a value in quotes/,
      separator: /another sign between/,
      language: /key in other words/,
    },
  },
  'number and unit': {
    text: 'Answer: 4512 km',
    edits: {
      remove: /number 1 nothing|first number left out|: nothing/,
      add: /with a digit more/,
      double: /number doubled|word doubled/,
      swap: /two digits exchanged|two words exchanged/,
      empty: /no number/,
      rename: /its label another/,
      level: null,
      digit: /another first digit/,
      sign: /the other sign/,
      unit: /its unit another/,
      case: /its label in another case/,
      quote: /between " and "/,
      separator: /no colon/,
      language: /its label in other words/,
    },
  },
  'words and their order': {
    text: 'red apple plum',
    edits: {
      remove: /word left out/,
      add: /words more at the end/,
      double: /word doubled/,
      swap: /two words exchanged/,
      empty: null,
      rename: /word another/,
      level: null,
      digit: null,
      sign: /with a full stop/,
      unit: null,
      case: /in another case/,
      quote: /between " and "/,
      separator: /another separator between words/,
      language: /in another language/,
    },
  },
  day: {
    text: 'Date: 2024-03-05',
    edits: {
      remove: /word left out/,
      add: /with a digit more/,
      double: /number doubled/,
      swap: /month and day exchanged/,
      empty: null,
      rename: /another month/,
      level: null,
      digit: /a day later/,
      sign: null,
      unit: /a week later/,
      case: /its label in another case/,
      quote: /between " and "/,
      separator: /another separator in it/,
      language: /its month in words/,
    },
  },
  'day in words': {
    text: 'It ended on 5 March 2024.',
    edits: {
      remove: /without its year/,
      add: /with a digit more/,
      double: /number doubled/,
      swap: /two words exchanged/,
      empty: /no number/,
      rename: /another month/,
      level: null,
      digit: /a day later|a little more/,
      sign: null,
      unit: /a week later/,
      case: /in another case/,
      quote: /between " and "/,
      separator: /another separator between words/,
      language: /its month in another language/,
    },
  },
  code: {
    text: 'def total(xs):\n    s = 0\n    t = 12\n    for x in xs:\n        if x > 3:\n            s += x\n        else:\n            s -= 1\n    name = "none"\n    return s + t',
    prompt: 'Write a function total.',
    edits: {
      remove: /inner line left out|first line left out/,
      add: /a range one longer|line doubled/,
      double: /line doubled/,
      swap: /two lines exchanged|branches exchanged/,
      empty: /returns nothing/,
      rename: /what is defined renamed/,
      level: null,
      digit: /constant one more/,
      sign: /constant with the other sign/,
      unit: null,
      case: /in another case/,
      quote: /between " and "/,
      separator: /operator another/,
      language: /text another/,
    },
  },
};

describe('every structure gets every edit that it has a part for', () => {
  for (const [name, { text, prompt, edits }] of Object.entries(TABLE))
    test(name, () => {
      const made = editsOf(text, prompt);
      for (const edit of EDITS) {
        const sort = edits[edit];
        if (sort === null) continue;
        const found = made.find((one) => sort.test(one.sort) && !one.keeps);
        assert.ok(found, `${name}: no edit to ${edit}: ${made.map((one) => one.sort).join(' | ')}`);
        assert.notEqual(found.text.trim(), text.trim());
      }
    });
});
