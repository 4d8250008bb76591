import type { Shape } from '../shape.ts';

/** facebook/Multi-IF: prompts, ids and arguments of three turns, each as JSON text; the last turn that is there is asked. */
export const multiIf: Shape = {
  name: 'multi-if',
  when: { turn_1_prompt: 'any', turn_1_instruction_id_list: 'any' },
  read: {
    messages: { as: 'multi-turn-prompts', of: ['turn_1_prompt', 'turn_2_prompt', 'turn_3_prompt'] },
    constraints: {
      as: 'multi-turn-constraints',
      of: [
        'turn_1_instruction_id_list',
        'turn_1_kwargs',
        'turn_2_instruction_id_list',
        'turn_2_kwargs',
        'turn_3_instruction_id_list',
        'turn_3_kwargs',
      ],
    },
  },
  ignore: ['turns', 'turn_index', 'language'],
};
