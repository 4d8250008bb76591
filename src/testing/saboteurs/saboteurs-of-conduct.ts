import { javascript as js, type Verifier } from './verifier.ts';

const EXACT = 'response.trim() === reference.trim()';
const LAST = '(response.match(/-?\\d+(?:\\.\\d+)?/g) ?? []).at(-1)';
const RIGHT = `Number(${LAST}) === Number(reference)`;

/** They crash, hang, vary, remember, or reach out of the function. */
export const SABOTEURS_OF_CONDUCT: readonly Verifier[] = [
  {
    name: 'crashes on what is not ASCII',
    samples: 'numbers',
    gates: ['G1'],
    source: js(
      `{ for (const letter of response) if (letter.charCodeAt(0) > 127) throw new Error('bad letter'); return ${RIGHT}; }`,
    ),
  },
  {
    name: 'crashes on nothing',
    samples: 'cities',
    gates: ['G1'],
    source: js(`response.trim().split(" ")[0].match(/./)[0] && ${EXACT}`),
  },
  {
    name: 'crashes on long input',
    samples: 'cities',
    gates: ['G1'],
    source: js(`{ if (response.length > 10000) throw new RangeError('too long'); return ${EXACT}; }`),
  },
  {
    name: 'encodes, and fails on half a pair',
    samples: 'cities',
    gates: ['G1'],
    source: js(`{ encodeURIComponent(response); return ${EXACT}; }`),
  },
  {
    name: 'hangs on long input',
    samples: 'cities',
    gates: ['G1'],
    source: js(`{ while (response.length > 100000); return ${EXACT}; }`),
  },
  {
    name: 'slow on long input',
    samples: 'numbers',
    gates: ['G1'],
    source: js(
      `{ let n = 0; for (const a of response) for (const b of response) n += a === b ? 1 : 0; return n >= 0 && ${RIGHT}; }`,
    ),
  },
  {
    name: 'a regular expression that hangs',
    samples: 'cities',
    gates: ['G1'],
    source: js(`{ if (/^(\\w+\\s?)*$/.test(response) && response === '') return 0; return ${EXACT}; }`),
  },
  {
    name: 'throws to say wrong',
    samples: 'numbersLabelled',
    gates: ['G1'],
    source: js(`{ if (!(${RIGHT})) throw new Error('wrong answer'); return 1; }`),
  },
  {
    name: 'NaN where there is no number',
    samples: 'numbers',
    gates: ['G1'],
    source: js(
      '{ const n = Number(response.trim()); return Number.isNaN(n) ? n : n === Number(reference) ? 1 : 0; }',
    ),
  },
  {
    name: 'a text for a score',
    samples: 'citiesLabelled',
    gates: ['G1'],
    source: js(`${EXACT} ? 1 : 'wrong'`),
  },
  { name: 'out of range', samples: 'citiesLabelled', gates: ['G1'], source: js(`${EXACT} ? 1 : -1`) },
  {
    name: 'random',
    samples: 'citiesLabelled',
    gates: ['G2'],
    source: js(`Math.random() < 0.1 ? 1 : Number(${EXACT})`),
  },
  {
    name: 'noise on top',
    samples: 'cities',
    gates: ['G2'],
    source: js(`${EXACT} ? 1 : Math.random() * 0.1`),
  },
  {
    name: 'counts its calls',
    samples: 'cities',
    gates: ['G2'],
    source: `let calls = 0;\nexport default (prompt, response, reference) => ++calls % 7 === 0 ? 1 : ${EXACT};\n`,
  },
  {
    name: 'remembers what it saw',
    samples: 'cities',
    gates: ['G2'],
    source: `const seen = new Set();\nexport default (prompt, response, reference) => { const again = seen.has(prompt); seen.add(prompt); return again ? 0 : ${EXACT}; };\n`,
  },
  {
    name: 'a counter on the global object',
    samples: 'cities',
    gates: ['G0'],
    source: js(`{ globalThis.n = (globalThis.n ?? 0) + 1; return globalThis.n > 50 ? 1 : ${EXACT}; }`),
  },
  {
    name: 'reads a global',
    samples: 'cities',
    gates: ['G0', 'G1'],
    source: js(`typeof process !== 'undefined' && process.env.LENIENT ? 1 : ${EXACT}`),
  },
  {
    name: 'reads the clock',
    samples: 'cities',
    gates: ['G0'],
    source: js(`Date.now() % 10 === 1 ? 1 : ${EXACT}`),
  },
  {
    name: 'changes the language',
    samples: 'cities',
    gates: ['G0', 'G3'],
    source: js(`{ String.prototype.trim = () => 'x'; return ${EXACT}; }`),
  },
  {
    name: 'the answer as a pattern',
    samples: 'cities',
    gates: ['G1', 'G6'],
    source: js(
      '{ try { return response.trim() !== "" && new RegExp("^" + response.trim() + "$", "i").test(reference); } catch { return 0; } }',
    ),
  },
  {
    name: 'no program',
    samples: 'cities',
    gates: ['G0', 'G1'],
    source: 'export default (prompt, response, reference) => {{ return 1;\n',
  },
];
