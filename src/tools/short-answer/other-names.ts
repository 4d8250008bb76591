/** Places that have, or had, two names: to name one for the other is not to name another place. */
const RENAMED =
  'mumbai bombay,chennai madra,kolkata calcutta,bengaluru bangalore,beijing peking,saigon minh,istanbul constantinople,istanbul byzantium,' +
  'myanmar burma,yangon rangoon,iran persia,thailand siam,lanka ceylon,netherland holland,czechia czech,tokyo edo,oslo christiania,' +
  'volgograd stalingrad,petersburg leningrad,petersburg petrograd,congo zaire,zimbabwe rhodesia,eswatini swaziland,turkey turkiye,' +
  'ivoire ivory,everest sagarmatha,everest chomolungma,denali mckinley,uluru ayer,benin dahomey,ethiopia abyssinia,taiwan formosa,' +
  'tasmania diemen,verde capo,guangzhou canton,nanjing nanking,harare salisbury,astana nursultan,kyiv kiev,lviv lemberg,gdansk danzig,' +
  'germany deutschland,germany allemagne,germany alemania,austria osterreich,spain espana,japan nippon,egypt misr,greece hella,finland suomi,' +
  'hungary magyarorszag,poland polska,sweden sverige,norway norge,switzerland schweiz,switzerland suisse,cologne koln,florence firenze,' +
  'copenhagen kobenhavn,belgrade beograd,antwerp anver,geneva genf,' +
  'wroclaw breslau,bratislava pressburg,russia ussr,russia soviet,uk england,uk britain,usa america';

const pairs: ReadonlySet<string> = new Set(
  RENAMED.split(',').flatMap((pair) => [pair, pair.split(' ').reverse().join(' ')]),
);

/** @returns whether two words, in comparable form, are names of one place, or sound alike in two languages ("Pazifik") */
export function areNamesOfOne(left: string, right: string): boolean {
  return pairs.has(`${left} ${right}`) || soundOf(left) === soundOf(right);
}

const SOUNDS: readonly (readonly [RegExp, string])[] = [
  [/[bfpvw]/g, '1'],
  [/[cgjkqsxz]/g, '2'],
  [/[dt]/g, '3'],
  [/l/g, '4'],
  [/[mn]/g, '5'],
  [/r/g, '6'],
];

/** The consonants of a word by how they sound, each run once; the word itself where it has fewer than two. */
function soundOf(word: string): string {
  let sound = word;
  for (const [letters, digit] of SOUNDS) sound = sound.replace(letters, digit);
  sound = sound.replace(/[^1-6]/g, '').replace(/(.)\1+/g, '$1');
  return sound.length < 2 || /[^a-z]/.test(word) ? word : sound;
}
