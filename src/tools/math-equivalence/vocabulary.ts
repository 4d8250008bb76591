import { table } from '../../spec/table.ts';

/** Commands that change how mathematics looks and not what it says. */
export const IGNORED_COMMANDS: ReadonlySet<string> = new Set(
  (
    'left right big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr displaystyle textstyle scriptstyle limits nolimits ' +
    'quad qquad thinspace enspace hspace boldsymbol bm mathcal mathfrak mathscr vec hat bar tilde widehat overrightarrow ' +
    'boxed fbox hfill null nonumber middle phantom smash underline dot'
  ).split(' '),
);

/** Functions with a meaning of their own, by the name that the evaluator knows. */
export const FUNCTIONS: Readonly<Record<string, string>> = table({
  ...Object.fromEntries(
    (
      'sin cos tan cot sec csc sinh cosh tanh coth arcsin arccos arctan exp ln lg log sqrt gcd lcm max min det arg abs ' +
      'floor ceil'
    )
      .split(' ')
      .map((name) => [name, name]),
  ),
  asin: 'arcsin',
  acos: 'arccos',
  atan: 'arctan',
  tg: 'tan',
  ctg: 'cot',
  cosec: 'csc',
  Re: 'Re',
  Im: 'Im',
});

export const FUNCTION_WORDS: ReadonlySet<string> = new Set([
  ...Object.keys(FUNCTIONS).filter((name) => name !== 'Re' && name !== 'Im'),
  'mod',
]);

/** Characters outside ASCII that stand for a command or for ASCII marks. */
export const UNICODE: Readonly<Record<string, string>> = table({
  '−': '-',
  '–': '-',
  '—': '-',
  '×': '\\times',
  '·': '\\cdot',
  '⋅': '\\cdot',
  '÷': '\\div',
  '∕': '/',
  '≤': '\\le',
  '≥': '\\ge',
  '⩽': '\\le',
  '⩾': '\\ge',
  '≠': '\\ne',
  '≈': '\\approx',
  '±': '\\pm',
  '∓': '\\mp',
  '∞': '\\infty',
  '√': '\\sqrt',
  '∪': '\\cup',
  '∩': '\\cap',
  '∈': '\\in',
  '∅': '\\emptyset',
  '°': '\\degree',
  '²': '^2',
  '³': '^3',
  '⁴': '^4',
  '½': '(1/2)',
  '¼': '(1/4)',
  '¾': '(3/4)',
  π: '\\pi',
  α: '\\alpha',
  β: '\\beta',
  γ: '\\gamma',
  θ: '\\theta',
  λ: '\\lambda',
  μ: '\\mu',
  φ: '\\phi',
  ω: '\\omega',
  ℝ: '\\reals',
  '⟨': '\\langle',
  '⟩': '\\rangle',
  '％': '%',
  '，': ',',
  '（': '(',
  '）': ')',
});

/** Canonical names of the units that are told apart: `5 cm` is not `5 m`. Words that only count things are no unit. */
const UNITS: Readonly<Record<string, string>> = table(
  Object.fromEntries(
    (
      'mm:millimeter,millimeters,millimetres cm:centimeter,centimeters,centimetre,centimetres m:meter,meters,metre,metres ' +
      'km:kilometer,kilometers,kilometre,kilometres in:inch,inches ft:foot,feet yd:yard,yards mi:mile,miles mg:milligrams ' +
      'g:gram,grams kg:kilogram,kilograms lb:pound,pounds,lbs oz:ounce,ounces s:sec,secs,second,seconds min:mins,minute,minutes ' +
      'h:hour,hours,hr,hrs day:days week:weeks month:months year:years,yr,yrs ml:mL,milliliter,milliliters l:liter,liters,litre,litres ' +
      'pct: cent:cents dollar:dollars,USD,usd mph: kmh:'
    )
      .split(' ')
      .flatMap((entry) => {
        const [name = '', others = ''] = entry.split(':');
        return [[name, name], ...(others === '' ? [] : others.split(',').map((other) => [other, name]))];
      }),
  ),
);

/** @returns whether a plain run of letters is a unit of measure; letters that are likelier symbols are not */
export function isUnitWord(word: string): boolean {
  return word.length > 1 && Object.hasOwn(UNITS, word) && word !== 'in';
}

/** @returns the canonical name of a unit, or null where the words are none that is told apart */
export function unitOf(words: string): string | null {
  const word = words.replace(/[\s.^{}23]|square|sq|cubic/g, '');
  return Object.hasOwn(UNITS, word) ? UNITS[word]! : null;
}
