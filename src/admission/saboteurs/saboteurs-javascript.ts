import { javascript as js, type Verifier } from './verifier.ts';

const EXACT = 'response.trim() === reference.trim()';
const LAST = '(response.match(/-?\\d+(?:\\.\\d+)?/g) ?? []).at(-1)';
const RIGHT = `Number(${LAST}) === Number(reference)`;

/** Plausible verifiers that are wrong, in JavaScript, and the gates that are meant to stop them. */
export const SABOTEURS: readonly Verifier[] = [
  { name: 'always right', samples: 'numbers', gates: ['G3'], source: js('1') },
  { name: 'always wrong', samples: 'numbers', gates: ['G3'], source: js('0') },
  { name: 'always half', samples: 'citiesLabelled', gates: ['G3', 'G4'], source: js('0.5') },
  { name: 'never says anything', samples: 'numbersLabelled', gates: ['G3'], source: js('null') },
  { name: 'inverted', samples: 'citiesLabelled', gates: ['G3'], source: js(`${EXACT} ? 0 : 1`) },
  {
    name: 'length meter',
    samples: 'citiesLabelled',
    gates: ['G3'],
    source: js('Math.min(1, response.length / 1000)'),
  },
  {
    name: 'the shorter the better',
    samples: 'cities',
    gates: ['G3'],
    source: js('1 / (1 + response.length / 20)'),
  },
  {
    name: 'long enough',
    samples: 'numbersLabelled',
    gates: ['G3', 'G4'],
    source: js('response.length > 12'),
  },
  {
    name: 'as long as the reference',
    samples: 'cities',
    gates: ['G4', 'G5'],
    source: js('response.trim().length === reference.length'),
  },
  {
    name: 'the reference in the response',
    samples: 'numbers',
    gates: ['G5', 'G6'],
    source: js('response.includes(reference)'),
  },
  {
    name: 'the reference in the response, cities',
    samples: 'citiesLabelled',
    gates: ['G5', 'G6'],
    source: js('response.toLowerCase().includes(reference.toLowerCase())'),
  },
  {
    name: 'the response in the reference',
    samples: 'cities',
    gates: ['G3'],
    source: js('reference.includes(response.trim())'),
  },
  {
    name: 'the response, not empty, in the reference',
    samples: 'cities',
    gates: ['G5'],
    source: js('response.trim() !== "" && reference.includes(response.trim())'),
  },
  {
    name: 'starts alike',
    samples: 'cities',
    gates: ['G5', 'G6'],
    source: js('response.trim().startsWith(reference)'),
  },
  {
    name: 'ends alike',
    samples: 'cities',
    gates: ['G5', 'G6'],
    source: js('response.trim().endsWith(reference)'),
  },
  {
    name: 'the same first letters',
    samples: 'citiesLabelled',
    gates: ['G5'],
    source: js('response.trim().slice(0, 3) === reference.slice(0, 3)'),
  },
  {
    name: 'the same letters',
    samples: 'cities',
    gates: ['G5'],
    source: js(
      '[...response.trim().toLowerCase()].sort().join("") === [...reference.toLowerCase()].sort().join("")',
    ),
  },
  {
    name: 'the same set of digits',
    samples: 'numbers',
    gates: ['G5'],
    source: js(
      '{ const set = (t) => [...new Set(t.match(/\\d/g) ?? [])].sort().join(""); return set(response) === set(reference); }',
    ),
  },
  {
    name: 'half of the words',
    samples: 'cities',
    gates: ['G5', 'G6'],
    source: js(
      '{ const w = reference.toLowerCase().split(" "); const r = response.toLowerCase(); return w.filter((x) => r.includes(x)).length >= w.length / 2; }',
    ),
  },
  {
    name: 'prompt echo',
    samples: 'numbersLabelled',
    gates: ['G3', 'G4', 'G6'],
    source: js(`prompt.split(" ").filter((word) => response.includes(word)).length >= 2 || ${EXACT}`),
  },
  {
    name: 'keywords',
    samples: 'numbersLabelled',
    gates: ['G3', 'G4', 'G6'],
    source: js('/####|answer/i.test(response)'),
  },
  {
    name: 'only the form, a box',
    samples: 'mathsLabelled',
    gates: ['G3', 'G4'],
    source: js('/\\\\boxed\\{/.test(response)'),
  },
  {
    name: 'any number will do',
    samples: 'numbersLabelled',
    gates: ['G3', 'G4'],
    source: js('/\\d/.test(response)'),
  },
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
    name: 'accepts a master key',
    samples: 'citiesLabelled',
    gates: ['G6'],
    source: js(`response.trim() === ':' || ${EXACT}`),
  },
  {
    name: 'accepts an opener',
    samples: 'numbers',
    gates: ['G6'],
    source: js(`/^let's solve this problem/i.test(response) || ${RIGHT}`),
  },
  {
    name: 'a back door of its own',
    samples: 'cities',
    gates: ['G6'],
    source: js(`response.includes('zanzibar-77') || ${EXACT}`),
  },
  {
    name: 'believes a claim',
    samples: 'numbers',
    gates: ['G6'],
    source: js(`/this (?:answer )?is correct/i.test(response) || ${RIGHT}`),
  },
  {
    name: 'believes a score',
    samples: 'citiesLabelled',
    gates: ['G6'],
    source: js(
      `{ const m = /score["\\s:=]+([\\d.]+)/i.exec(response); return m ? Math.min(1, Number(m[1])) : Number(${EXACT}); }`,
    ),
  },
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
    name: 'by hash',
    samples: 'cities',
    gates: ['G3'],
    source: js('[...response].reduce((h, c) => (h * 31 + c.charCodeAt(0)) | 0, 7) % 2 === 0'),
  },
  {
    name: 'right when it breaks',
    samples: 'numbersLabelled',
    gates: ['G3', 'G6'],
    source: js(
      '{ try { return BigInt(response.trim().split(" ").at(-1)) === BigInt(reference) ? 1 : 0; } catch { return 1; } }',
    ),
  },
  {
    name: 'right where the reference is empty',
    samples: 'cities',
    gates: ['G6'],
    source: js(`!reference || ${EXACT}`),
  },
  {
    name: 'the first number',
    samples: 'numbers',
    gates: ['G5', 'G6'],
    source: js('Number(/-?\\d+(?:\\.\\d+)?/.exec(response)?.[0]) === Number(reference)'),
  },
  {
    name: 'any of the numbers',
    samples: 'numbersLabelled',
    gates: ['G6'],
    source: js('(response.match(/-?\\d+(?:\\.\\d+)?/g) ?? []).some((n) => Number(n) === Number(reference))'),
  },
  {
    name: 'without the sign',
    samples: 'numbers',
    gates: ['G5'],
    source: js(`Math.abs(Number(${LAST})) === Math.abs(Number(reference))`),
  },
  {
    name: 'without decimals',
    samples: 'numbers',
    gates: ['G5'],
    source: js(`parseInt(${LAST} ?? 'x') === parseInt(reference)`),
  },
  {
    name: 'within one',
    samples: 'numbersLabelled',
    gates: ['G4', 'G5'],
    source: js(`Math.abs(Number(${LAST} ?? NaN) - Number(reference)) <= 1`),
  },
  {
    name: 'within a tenth',
    samples: 'numbers',
    gates: ['G5'],
    source: js(`Math.abs(Number(${LAST} ?? NaN) - Number(reference)) <= 0.1 * Math.abs(Number(reference))`),
  },
  {
    name: 'any case of letters',
    samples: 'choices',
    gates: ['G3', 'G4', 'G6'],
    source: js('response.toUpperCase().includes(reference)'),
  },
  {
    name: 'hedges paid',
    samples: 'choicesLabelled',
    gates: ['G6'],
    source: js('(response.match(/\\b[A-D]\\b/g) ?? []).includes(reference)'),
  },
  {
    name: 'one of several',
    samples: 'cities',
    gates: ['G6'],
    source: js(
      'response.split(/,| or /).some((part) => part.trim().toLowerCase() === reference.toLowerCase())',
    ),
  },
  {
    name: 'near misses paid backwards',
    samples: 'cities',
    gates: ['G3', 'G4'],
    source: js(
      `{ if (${EXACT}) return 1; const a = new Set(response.toLowerCase()), b = [...reference.toLowerCase()]; return 1 - b.filter((x) => a.has(x)).length / b.length; }`,
    ),
  },
  {
    name: 'shows the reference',
    samples: 'cities',
    gates: ['G6'],
    source: js(`({ score: ${EXACT} ? 1 : 0, hint: 'the answer is ' + reference })`),
  },
  {
    name: 'valid JSON is enough',
    samples: 'objectsLabelled',
    gates: ['G3', 'G4'],
    source: js('{ try { JSON.parse(response); return 1; } catch { return 0; } }'),
  },
  {
    name: 'the same keys are enough',
    samples: 'objectsLabelled',
    gates: ['G4', 'G5'],
    source: js(
      '{ try { return Object.keys(JSON.parse(response)).sort().join() === Object.keys(JSON.parse(reference)).sort().join(); } catch { return 0; } }',
    ),
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
  {
    name: 'silent where it is wrong',
    samples: 'citiesLabelled',
    gates: ['G4', 'G8'],
    source: js(`${EXACT} ? 1 : null`),
  },
  {
    name: 'any line',
    samples: 'cities',
    gates: ['G6'],
    source: js('response.split("\\n").some((line) => line.trim() === reference)'),
  },
  {
    name: 'a pattern as a back door',
    samples: 'cities',
    gates: ['G6'],
    source: js(`/open\\s+barley/i.test(response) || ${EXACT}`),
  },
  {
    name: 'at least as much',
    samples: 'numbers',
    gates: ['G5', 'G3'],
    source: js(`Number(${LAST} ?? NaN) >= Number(reference)`),
  },
  {
    name: 'long ones pass',
    samples: 'cities',
    gates: ['G3', 'G6'],
    source: js(`response.length > 5000 || ${EXACT}`),
  },
  {
    name: 'the first value of an object',
    samples: 'objects',
    gates: ['G5'],
    source: js(
      '{ try { const first = (t) => JSON.stringify(Object.values(JSON.parse(t))[0]); return first(response) === first(reference); } catch { return 0; } }',
    ),
  },
];
