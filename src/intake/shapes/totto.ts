import type { Shape } from '../shape.ts';

/** google-research-datasets/totto, GEM/totto: highlighted cells of a table and a sentence. */
export const totto: Shape = {
  name: 'totto',
  when: { table: 'any', highlighted_cells: 'any' },
  read: {
    prompt: {
      first: [
        'prompt',
        'linearized_input',
        { as: 'highlighted', of: ['table_page_title', 'table_section_title', 'table', 'highlighted_cells'] },
      ],
    },
    reference: {
      first: [
        { as: 'alternatives', of: 'references' },
        'target',
        { as: 'alternatives', of: 'sentence_annotations.final_sentence' },
      ],
    },
  },
  ignore: ['sentence_annotations'],
  kind: 'data-to-text',
};
