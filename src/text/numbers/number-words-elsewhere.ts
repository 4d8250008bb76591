/** Number words of one language: the numbers from one to twenty, and the tens above. */
interface LanguageNumbers {
  /** From two on; other words for the same number behind a colon. */
  readonly small: readonly string[];
  readonly one: readonly string[];
  readonly tens: readonly string[];
  readonly hundred: string;
}

function language(one: string, small: string, tens: string, hundred: string): LanguageNumbers {
  return { one: one.split(' '), small: small.split(' '), tens: tens.split(' '), hundred };
}

/** Number words in German, French, Spanish, Italian, Portuguese, Dutch and Russian. */
const NUMBERS_ELSEWHERE: readonly LanguageNumbers[] = [
  language(
    'eins',
    'zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn zwanzig',
    'dreißig vierzig fünfzig sechzig siebzig achtzig neunzig',
    'hundert',
  ),
  language(
    'un',
    'deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf vingt',
    'trente quarante cinquante soixante',
    'cent',
  ),
  language(
    'uno',
    'dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve veinte',
    'treinta cuarenta cincuenta sesenta setenta ochenta noventa',
    'cien',
  ),
  language(
    'uno',
    'due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove venti',
    'trenta quaranta cinquanta sessanta settanta ottanta novanta',
    'cento',
  ),
  language(
    'um',
    'dois três quatro cinco seis sete oito nove dez onze doze treze quatorze quinze dezesseis dezessete dezoito dezenove vinte',
    'trinta quarenta cinquenta sessenta setenta oitenta noventa',
    'cem',
  ),
  language(
    'een',
    'twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien twintig',
    'dertig veertig vijftig zestig zeventig tachtig negentig',
    'honderd',
  ),
  language(
    'один',
    'два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать двадцать',
    'тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто',
    'сто',
  ),
];

/** Words that are a number in one language and another word, or another number, in another. */
export const AMBIGUOUS_NUMBERS: ReadonlySet<string> = new Set(
  'un um een once six sei dix elf acht vier tre due nove cent sete onze tien cento cem cien сто'.split(' '),
);

/** The value of each word, by the language that comes first. */
export const VALUES_ELSEWHERE: ReadonlyMap<string, number> = new Map(
  NUMBERS_ELSEWHERE.flatMap(({ one, small, tens, hundred }): [string, number][] => [
    ...one.map((word): [string, number] => [word, 1]),
    ...small.map((word, index): [string, number] => [word, index + 2]),
    ...tens.map((word, index): [string, number] => [word, 30 + 10 * index]),
    [hundred, 100],
  ]).reverse(),
);

/** The first six ordinals in English, German, French, Spanish and Italian. */
export const ORDINALS_ELSEWHERE: readonly (readonly string[])[] = [
  ['first', '1st', 'erste', 'premier', 'première', 'primero', 'primo'],
  ['second', '2nd', 'zweite', 'deuxième', 'segundo', 'secondo'],
  ['third', '3rd', 'dritte', 'troisième', 'tercero', 'terzo'],
  ['fourth', '4th', 'vierte', 'quatrième', 'cuarto', 'quarto'],
  ['fifth', '5th', 'fünfte', 'cinquième', 'quinto'],
  ['sixth', '6th', 'sechste', 'sixième', 'sexto', 'sesto'],
];
