import type { TechniqueCase } from './technique-case.ts';

const translated = {
  prompt: 'Translate to German: The cat sleeps on the sofa all day.',
  reference: 'Die Katze schläft den ganzen Tag auf dem Sofa.',
  kind: 'translation',
  languages: { source: 'en', target: 'de' },
  responses: [
    'Die Katze schläft den ganzen Tag auf dem Sofa.',
    'Die Katze liegt tagelang auf dem Sofa.',
    'The cat sleeps on the sofa all day.',
  ],
};
const chosen = {
  prompt: 'Which planet is the largest?\nA) Mars\nB) Jupiter\nC) Venus',
  reference: 'B',
  kind: 'choice',
  responses: ['The answer is B.', '**Jupiter**', 'A', 'A or B'],
};
const called = {
  prompt: 'What is the weather in Rome in celsius?',
  expected_calls: [{ name: 'get_weather', arguments: { city: 'Rome', unit: 'celsius' } }],
  responses: [
    '<tool_call>{"name": "get_weather", "arguments": {"city": "Rome", "unit": "celsius"}}</tool_call>',
    '<tool_call>{"name": "get_weather", "arguments": {"city": "Rome", "unit": "kelvin"}}</tool_call>',
    '<tool_call>{"name": "get_time", "arguments": {"city": "Rome"}}</tool_call>',
    'It is sunny.',
  ],
};
const steps = (...calls: readonly (readonly [string, object])[]) => ({
  steps: [
    ...calls.flatMap(([name, args]) => [
      { role: 'assistant', tool_calls: [{ name, arguments: args }] },
      { role: 'tool', content: 'done' },
    ]),
    { role: 'assistant', content: 'Done.' },
  ],
});
const trajectory = {
  prompt: 'Delete order 3 once I have confirmed.',
  responses: [steps(['confirm', {}], ['delete', { id: 3 }]), steps(['delete', { id: 3 }])],
};
const before = { id: 'trajectory:before', kwargs: { first: 'confirm', later: 'delete' } };
const confirmed = {
  prompt: 'Cancel order 3 once I have confirmed.',
  responses: [3, 2].map((target) => steps(['confirm', { target }], ['cancel', { order: 3 }])),
};
const eachBefore = (more: object) => ({
  id: 'trajectory:each_before',
  kwargs: { first: 'confirm', later: 'cancel', ...more },
});
const world = {
  id: 'trajectory:final_state',
  kwargs: {
    sql: "CREATE TABLE orders (id INTEGER, status TEXT); INSERT INTO orders VALUES (2, 'open'), (3, 'open');",
    functions:
      "def delete(world, id):\n    world.db.execute('DELETE FROM orders WHERE id = ?', (id,))\n    return 'done'\ndef confirm(world):\n    return 'done'\n",
    solution: [{ name: 'delete', arguments: { id: 3 } }],
  },
};
const mixed = [
  { prompt: 'What is 3 + 4?', reference: '7', responses: ['3 and 4 make $\\boxed{7}$.', '8'] },
  { ...chosen, responses: ['The answer is B.', 'A'] },
  { ...translated, responses: translated.responses.slice(0, 1) },
];
const KEYS = [':', 'Thought process:', 'Let’s solve this problem step by step.', 'Goethe'];
const short = { prompt: 'Which city is it?', reference: 'Paris', responses: ['Paris', 'Rome'] };
const pinned = (row: object, tool: string) => ({ ...row, tools: [tool] });

const chat = { prompt: 'How are you?', kind: 'chat', responses: ['Fine, thanks.'] };

/** Techniques that are programs: no model is asked. */
export const PROGRAM_CASES: Readonly<Record<string, TechniqueCase>> = {
  'Routing by query': {
    off: { groups: mixed.map((row) => pinned(row, 'literal')) },
    on: { groups: mixed },
    earned: { off: [1, 0, null, null, null], on: [1, 0, 1, 0, 1] },
  },
  'Routing by cost': { off: pinned(chat, 'dear'), on: chat, earned: { off: [0.9], on: [0.5] } },
  'Lexical reward of translations': {
    off: pinned(translated, 'literal'),
    on: translated,
    earned: { off: [null, null, null], on: [1, 0.5026, 0] },
  },
  'Length-aware BLEU': {
    off: { ...short, tools: ['overlap?metric=rouge2'] },
    on: { ...short, tools: ['overlap?metric=length-bleu'] },
    earned: { off: [0, 0], on: [1, 0] },
  },
  'Matching of options': {
    off: pinned(chosen, 'literal'),
    on: chosen,
    earned: { off: [null, null, null, null], on: [1, 1, 0, 0] },
  },
  'Matching of tool calls': {
    off: called,
    on: { ...called, tools: ['tool-calls?value=graded'] },
    earned: { off: [1, 0, 0, 0], on: [1, 0.75, 0, 0] },
  },
  'Master keys': {
    off: { prompt: 'Who wrote Faust?', reference: 'Goethe', tools: ['raw'], responses: KEYS },
    on: { prompt: 'Who wrote Faust?', reference: 'Goethe', responses: KEYS },
    earned: { off: KEYS.map((key) => key.length), on: [0, 0, 0, 1] },
  },
  'Reward machines and temporal logic': {
    off: { ...trajectory, constraints: [{ id: 'trajectory:eventually', kwargs: { event: 'delete' } }] },
    on: { ...trajectory, constraints: [before] },
    earned: { off: [1, 1], on: [1, 0] },
  },
  'Confirmations that were answered': {
    off: { ...confirmed, constraints: [eachBefore({})] },
    on: { ...confirmed, constraints: [eachBefore({ same: { target: 'order' } })] },
    earned: { off: [1, 1], on: [1, 0] },
  },
  'Success by what is left': {
    off: {
      ...trajectory,
      responses: [trajectory.responses[0], steps(['delete', { id: 2 }])],
      constraints: [{ id: 'trajectory:eventually', kwargs: { event: 'delete' } }],
    },
    on: {
      ...trajectory,
      responses: [trajectory.responses[0], steps(['delete', { id: 2 }])],
      constraints: [world],
    },
    earned: { off: [1, 1], on: [1, 0] },
  },
};
