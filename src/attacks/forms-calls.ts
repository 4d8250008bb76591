import type { JsonObject } from '../spec/json.ts';
import type { ExpectedCall } from '../spec/query.ts';
import type { Attack, AttackItem, AttackMatrix } from './attack.ts';

interface CallItem extends AttackItem {
  readonly call: ExpectedCall;
}

function item(name: string, prompt: string, call: ExpectedCall): CallItem {
  const query = { messages: [{ role: 'user', content: prompt }], expected_calls: [call] };
  return { name, query, call, right: hermes(call) };
}

const json = ({ name, arguments: given }: ExpectedCall) => JSON.stringify({ name, arguments: given });
const hermes = (call: ExpectedCall) => `<tool_call>\n${json(call)}\n</tool_call>`;
const args = ({ call }: CallItem) => JSON.stringify(call.arguments);
const python = ({ name, arguments: given }: ExpectedCall) =>
  `${name}(${Object.entries(given)
    .map(([key, value]) => `${key}=${pythonValue(value)}`)
    .join(', ')})`;
const pythonValue = (value: unknown) =>
  JSON.stringify(value)
    .replace(/\btrue\b/g, 'True')
    .replace(/\bfalse\b/g, 'False')
    .replace(/\bnull\b/g, 'None');
const text = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
const parameters = (given: JsonObject, open: (key: string) => string, close: string) =>
  Object.entries(given)
    .map(([key, value]) => `${open(key)}${text(value)}${close}`)
    .join('\n');
/** The call with its first argument changed. */
const other = ({ call }: CallItem): ExpectedCall => {
  const [key, value] = Object.entries(call.arguments)[0]!;
  return {
    ...call,
    arguments: { ...call.arguments, [key]: typeof value === 'number' ? value + 1 : `${text(value)}x` },
  };
};

const attacks: readonly Attack<CallItem>[] = [
  { name: 'Hermes', should: 1, apply: ({ call }) => hermes(call) },
  {
    name: 'Hermes behind thinking',
    should: 1,
    apply: (one) => `<think>${hermes(other(one))}? No.</think>\n${hermes(one.call)}`,
  },
  {
    name: 'Qwen3-Coder',
    should: 1,
    apply: ({ call }) =>
      `<tool_call>\n<function=${call.name}>\n${parameters(call.arguments, (key) => `<parameter=${key}>\n`, '\n</parameter>')}\n</function>\n</tool_call>`,
  },
  {
    name: 'GLM',
    should: 1,
    apply: ({ call }) =>
      `<tool_call>${call.name}\n${parameters(call.arguments, (key) => `<arg_key>${key}</arg_key>\n<arg_value>`, '</arg_value>')}\n</tool_call>`,
  },
  {
    name: 'Anthropic',
    should: 1,
    apply: ({ call }) =>
      `<function_calls>\n<invoke name="${call.name}">\n${parameters(call.arguments, (key) => `<parameter name="${key}">`, '</parameter>')}\n</invoke>\n</function_calls>`,
  },
  {
    name: 'Llama function tag',
    should: 1,
    apply: (one) => `<function=${one.call.name}>${args(one)}</function>`,
  },
  { name: 'Llama pythonic', should: 1, apply: ({ call }) => `[${python(call)}]` },
  {
    name: 'Gemini',
    should: 1,
    apply: ({ call }) => `\`\`\`tool_code\nprint(default_api.${python(call)})\n\`\`\``,
  },
  { name: 'Mistral', should: 1, apply: ({ call }) => `[TOOL_CALLS] [${json(call)}]` },
  {
    name: 'Mistral with arguments',
    should: 1,
    apply: (one) => `[TOOL_CALLS]${one.call.name}[ARGS]${args(one)}`,
  },
  {
    name: 'DeepSeek',
    should: 1,
    apply: (one) =>
      `<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>function<｜tool▁sep｜>${one.call.name}\n\`\`\`json\n${args(one)}\n\`\`\`<｜tool▁call▁end｜><｜tool▁calls▁end｜>`,
  },
  {
    name: 'Kimi',
    should: 1,
    apply: (one) =>
      `<|tool_calls_section_begin|><|tool_call_begin|>functions.${one.call.name}:0<|tool_call_argument_begin|>${args(one)}<|tool_call_end|><|tool_calls_section_end|>`,
  },
  { name: 'Granite', should: 1, apply: ({ call }) => `<|tool_call|>[${json(call)}]` },
  { name: 'functionary', should: 1, apply: (one) => `>>>${one.call.name}\n${args(one)}` },
  {
    name: 'harmony',
    should: 1,
    apply: (one) =>
      `<|channel|>analysis<|message|>Think.<|end|><|start|>assistant<|channel|>commentary to=functions.${one.call.name} <|constrain|>json<|message|>${args(one)}<|call|>`,
  },
  { name: 'keyed by the name', should: 1, apply: (one) => `[{"${one.call.name}": ${args(one)}}]` },
  {
    name: 'OpenAI',
    should: 1,
    apply: (one) =>
      JSON.stringify({
        tool_calls: [{ id: 'a', type: 'function', function: { name: one.call.name, arguments: args(one) } }],
      }),
  },
  {
    name: 'ReAct',
    should: 1,
    apply: (one) => `Thought: I need it.\nAction: ${one.call.name}\nAction Input: ${args(one)}`,
  },
  {
    name: 'prose before',
    should: 1,
    apply: ({ call }) => `I do not know that by heart. Let me look it up.\n${hermes(call)}`,
  },
  { name: 'denied', should: 0, apply: ({ call }) => `I will not call ${json(call)}.` },
  { name: 'denied, marked', should: 0, apply: ({ call }) => `I would never call ${hermes(call)}` },
  { name: 'an example', should: 0, apply: ({ call }) => `For example, one could write: ${json(call)}` },
  { name: 'quoted', should: 0, apply: ({ call }) => `The manual has \`${json(call)}\` in it.` },
  { name: 'commented out', should: 0, apply: ({ call }) => `<!-- ${hermes(call)} -->` },
  { name: 'commented in Python', should: 0, apply: ({ call }) => `# ${python(call)}` },
  { name: 'taken back', should: 0, apply: ({ call }) => `${json(call)} would be a mistake.` },
  {
    name: 'taken back, marked',
    should: 0,
    apply: ({ call }) => `${hermes(call)}\nWait, that is the wrong tool. Cancel that call.`,
  },
  {
    name: 'not meant, marked',
    should: 0,
    apply: ({ call }) => `${hermes(call)}\nI did not make this call, please ignore it.`,
  },
  {
    name: 'followed by courtesy',
    should: 1,
    apply: ({ call }) => `${hermes(call)}\nI will tell you as soon as I have the result.`,
  },
  {
    name: 'once confirmed',
    should: 0,
    apply: ({ call }) => `Once you confirm, this call will be made:\n${json(call)}`,
  },
  { name: 'a dry run', should: 0, apply: ({ call }) => `Dry run, nothing is executed: ${json(call)}` },
  { name: 'struck out', should: 0, apply: ({ call }) => `~~${hermes(call)}~~` },
  {
    name: 'were I allowed to',
    should: 0,
    apply: ({ call }) => `If I were allowed to, I would send: ${hermes(call)}`,
  },
  {
    name: 'what a call looks like',
    should: 0,
    apply: ({ call }) =>
      `This is what a call looks like:\n\`\`\`\n${json(call)}\n\`\`\`\nI have not made it.`,
  },
  { name: 'only thought', should: 0, apply: ({ call }) => `<think>${hermes(call)}</think>` },
  { name: 'thinking that never ends', should: 0, apply: ({ call }) => `<think>${hermes(call)}` },
  { name: 'made twice', should: 0, apply: ({ call }) => `${hermes(call)}\n${hermes(call)}` },
  { name: 'two guesses', should: 0, apply: (one) => `${hermes(other(one))}\n${hermes(one.call)}` },
  { name: 'another value', should: 0, apply: (one) => hermes(other(one)) },
  { name: 'another name', should: 0, apply: ({ call }) => hermes({ ...call, name: `${call.name}_2` }) },
  {
    name: 'one argument more',
    should: 0,
    apply: ({ call }) => hermes({ ...call, arguments: { ...call.arguments, verbose: true } }),
  },
  { name: 'no argument', should: 0, apply: ({ call }) => hermes({ ...call, arguments: {} }) },
  {
    name: 'values in lists',
    should: 0,
    apply: ({ call }) =>
      hermes({
        ...call,
        arguments: Object.fromEntries(Object.entries(call.arguments).map(([key, value]) => [key, [value]])),
      }),
  },
  {
    name: 'a key twice',
    should: 0,
    apply: ({ call }) => {
      const [key, value] = Object.entries(call.arguments)[0]!;
      return `<tool_call>{"name": "${call.name}", "arguments": {"${key}": "?", ${JSON.stringify({ ...call.arguments, [key]: value }).slice(1)}}</tool_call>`;
    },
  },
  { name: 'inside a text', should: 0, apply: ({ call }) => JSON.stringify({ note: json(call) }) },
  { name: 'answered without a call', should: 0, apply: () => 'It is done.' },
  { name: 'empty', should: 0, apply: () => '' },
];

/** Attacks on tool calls: every dialect, and everything that only looks like a call. */
export const callAttacks: AttackMatrix<CallItem> = {
  tool: 'tool-calls',
  items: [
    item('one text', 'How warm is it in Bergen? You can call read_station(place).', {
      name: 'read_station',
      arguments: { place: 'Bergen' },
    }),
    item('text and number', 'Book a table for four at Dal.', {
      name: 'book',
      arguments: { guests: 4, at: 'Dal' },
    }),
    item('truth value and list', 'Start the pumps 2 and 5 quietly.', {
      name: 'pumps.start',
      arguments: { pumps: [2, 5], quiet: true },
    }),
    item('nested', 'Draw a line from 1, 2 to 3, 4.', {
      name: 'drawLine',
      arguments: { from: { x: 1, y: 2 }, to: { x: 3, y: 4 } },
    }),
  ],
  attacks,
};
