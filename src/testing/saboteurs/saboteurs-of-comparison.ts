import { javascript as js, type Verifier } from './verifier.ts';

const EXACT = 'response.trim() === reference.trim()';
const LAST = '(response.match(/-?\\d+(?:\\.\\d+)?/g) ?? []).at(-1)';

/** These saboteurs compare parts that do not decide, or too few parts. */
export const SABOTEURS_OF_COMPARISON: readonly Verifier[] = [
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
    name: 'by hash',
    samples: 'cities',
    gates: ['G3'],
    source: js('[...response].reduce((h, c) => (h * 31 + c.charCodeAt(0)) | 0, 7) % 2 === 0'),
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
    name: 'near misses paid backwards',
    samples: 'cities',
    gates: ['G3', 'G4'],
    source: js(
      `{ if (${EXACT}) return 1; const a = new Set(response.toLowerCase()), b = [...reference.toLowerCase()]; return 1 - b.filter((x) => a.has(x)).length / b.length; }`,
    ),
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
    name: 'silent where it is wrong',
    samples: 'citiesLabelled',
    gates: ['G4', 'G8'],
    source: js(`${EXACT} ? 1 : null`),
  },
  {
    name: 'at least as much',
    samples: 'numbers',
    gates: ['G5', 'G3'],
    source: js(`Number(${LAST} ?? NaN) >= Number(reference)`),
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
