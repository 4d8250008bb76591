/** Places that have, or had, two names: to name one for the other is not to name another place. */
const RENAMED =
  'mumbai bombay,chennai madra,kolkata calcutta,bengaluru bangalore,beijing peking,saigon minh,istanbul constantinople,istanbul byzantium,' +
  'myanmar burma,yangon rangoon,iran persia,thailand siam,lanka ceylon,netherland holland,czechia czech,tokyo edo,oslo christiania,' +
  'volgograd stalingrad,petersburg leningrad,petersburg petrograd,congo zaire,zimbabwe rhodesia,eswatini swaziland,turkey turkiye,' +
  'ivoire ivory,everest sagarmatha,everest chomolungma,denali mckinley,uluru ayer,benin dahomey,ethiopia abyssinia,taiwan formosa,' +
  'tasmania diemen,verde capo,guangzhou canton,nanjing nanking,harare salisbury,astana nursultan,kyiv kiev,lviv lemberg,gdansk danzig,' +
  'wroclaw breslau,bratislava pressburg,russia ussr,russia soviet,uk england,uk britain,usa america';

const pairs: ReadonlySet<string> = new Set(
  RENAMED.split(',').flatMap((pair) => [pair, pair.split(' ').reverse().join(' ')]),
);

/** @returns whether two words, in comparable form, are names of one place */
export function areNamesOfOne(left: string, right: string): boolean {
  return pairs.has(`${left} ${right}`);
}
