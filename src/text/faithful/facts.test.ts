import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../../testing/fc.ts';
import { prepareFaults } from './prepare-faults.ts';

const faultOf = (
  reference: string,
  text: string,
  from: Parameters<typeof prepareFaults>[0] = 'translation',
  prompt = '',
) => prepareFaults(from, [reference], prompt)(text)?.name ?? null;

const names = fc.shuffledSubarray(['Acme', 'Borealis', 'Corvex', 'Dunmore', 'Eastline'], {
  minLength: 2,
  maxLength: 2,
});
const years = fc.shuffledSubarray(['1987', '1994', '2003', '2011'], { minLength: 2, maxLength: 2 });
const FRAMES: readonly ((one: string, other: string, year: string, later: string) => string)[] = [
  (one, other, year, later) =>
    `${one} acquired the factory of ${other} in ${year} and closed it in ${later}.`,
  (one, other, year, later) =>
    `In ${year} the lawyers of ${one} sued ${other}, which paid a fine in ${later}.`,
  (one, other, year, later) =>
    `L’entreprise ${one} a racheté les usines du groupe ${other} en ${year} et les a fermées en ${later}.`,
];

test('two names or two numbers that have changed places are a fault, in whichever sentence', () => {
  fc.assert(
    fc.property(names, years, fc.constantFrom(...FRAMES), ([one, other], [year, later], frame) => {
      const right = frame(one!, other!, year!, later!);
      assert.equal(faultOf(right, right.replace(/[.]$/, '')), null);
      assert.equal(faultOf(right, frame(other!, one!, year!, later!)), 'exchanged');
      assert.equal(faultOf(right, frame(one!, other!, later!, year!)), 'exchanged');
    }),
  );
});

test('who does it and whom it is done to', () => {
  const right = 'Acme Corp, which is headquartered in Oslo, acquired Borealis Ltd, founded in 1987.';
  for (const text of [
    'Borealis Ltd, which is headquartered in Oslo, acquired Acme Corp, founded in 1987.',
    'Acme Corp, which is headquartered in Oslo, was acquired by Borealis Ltd, founded in 1987.',
    'Acme Corp, which was founded in 1987, acquired Borealis Ltd, headquartered in Oslo.',
  ])
    assert.equal(faultOf(right, text), 'exchanged', text);
  for (const text of [
    'Borealis Ltd, founded in 1987, was acquired by Acme Corp, headquartered in Oslo.',
    'Acme Corp has its headquarters in Oslo. It acquired Borealis Ltd, founded in 1987.',
    'The company Borealis Ltd, founded in 1987, belongs to Acme Corp of Oslo since it was acquired.',
  ])
    assert.equal(faultOf(right, text), null, text);
});

const MADE: readonly ((doer: string, done: string) => string)[] = [
  (doer, done) => `In spring the ${doer} destroyed two ${done} behind the old mill.`,
  (doer, done) => `Hier les ${doer} ont surpris trois ${done} devant la gare.`,
  (doer, done) => `Los ${doer} habían cubierto las ${done} durante la noche.`,
];

test('who does something has changed places with whom it is done to, around one verb', () => {
  const things = fc.shuffledSubarray(['floods', 'gardens', 'soldats', 'voleurs', 'nieblas', 'torres'], {
    minLength: 2,
    maxLength: 2,
  });
  fc.assert(
    fc.property(things, fc.constantFrom(...MADE), ([doer, done], frame) => {
      assert.equal(faultOf(frame(doer!, done!), frame(done!, doer!)), 'exchanged');
      assert.equal(faultOf(frame(doer!, done!), frame(doer!, done!).replace(/[.]$/, ' !')), null);
    }),
  );
  for (const [right, text] of [
    ['The price of oil in Norway rose again last week.', 'In Norway the oil price rose again last week.'],
    ['She sells apples, pears, plums at the market.', 'She sells plums, pears, apples at the market.'],
    ['Den Hund sah der Mann gestern im Park.', 'Der Mann sah den Hund gestern im Park.'],
  ])
    assert.equal(faultOf(right!, text!), null, text);
});

test('two days that a preposition parts have changed places in a German sentence', () => {
  const right = 'Die Prüfung wurde von Mittwoch auf Samstag gelegt, weil der Saal belegt ist.';
  assert.equal(faultOf(right, right.replace('Mittwoch auf Samstag', 'Samstag auf Mittwoch')), 'exchanged');
});

test('a number is read with its decimals, in groups, in dates and in compounds', () => {
  const article =
    'The dam in the valley holds 6.5 million litres of water and was repaired in a three-year project that cost 12,400 euros. ' +
    'The mayor opened it on 12.5.2021 with the firemen of the town, and many people came to see how the water ran.';
  const right = 'The dam holds 6.5 million litres, and its three-year repair cost 12,400 euros.';
  for (const [part, other] of [
    ['6.5', '65'],
    ['three-year', 'nine-year'],
    ['12,400', '1,240'],
  ])
    assert.equal(faultOf(right, right.replace(part!, other!), 'article', article), 'other-number', other);
  for (const [part, same] of [
    ['12,400', '12.400'],
    ['12,400', '12400'],
    ['6.5', '6,5'],
    ['6.5', '6.50'],
    ['cost', 'was opened on 12 May 2021 and cost'],
  ])
    assert.equal(faultOf(right, right.replace(part!, same!), 'article', article), null, same);
});

test('what holds both ways, and what may move, is no exchange', () => {
  for (const [right, text] of [
    ['Ann and Bob went to the market on Monday.', 'Bob and Ann went to the market on Monday.'],
    ['The hotel Astra is near the museum Pomp.', 'The museum Pomp is near the hotel Astra.'],
    ['Zwei Boote sanken gestern vor der Insel.', 'Gestern sanken zwei Boote vor der Insel.'],
    ['Nach dem Umbau weiht Ägypten die Gräber ein.', 'Ägypten weiht nach dem Umbau die Gräber ein.'],
    [
      'Kari Lund, an architect, was born in Oslo in 1950.',
      'Kari Lund, an architect, was born in 1950 in Oslo.',
    ],
    ['On Monday the mayor opened the bridge.', 'The mayor opened the bridge on Monday.'],
  ] as const)
    assert.equal(faultOf(right, text), null, text);
});

test('the opposite of a word that every reference says, in six languages; other words and denied opposites are none', () => {
  for (const [right, wrong] of [
    ['The council rejected the plan of the new harbour.', 'accepted'],
    ['The shop closes at nine every evening.', 'opens'],
    ['Der Preis stieg im letzten Jahr um ein Viertel.', 'fiel'],
    ['La société a vendu deux usines cette semaine.', 'acheté'],
    ['El precio subió mucho durante la semana.', 'bajó'],
    ['Il negozio ha venduto tutte le case della via.', 'comprato'],
    ['O preço subiu muito durante a semana.', 'caiu'],
  ] as const) {
    const said = right
      .split(' ')
      .find((word) => /^(?:rejected|closes|stieg|vendu|subió|venduto|subiu)$/.test(word))!;
    assert.equal(faultOf(right, right.replace(said, wrong)), 'opposite', wrong);
  }
  const right = 'The council rejected the plan of the new harbour.';
  assert.equal(faultOf(right, 'The council turned down the plan of the new harbour.'), null);
  assert.equal(faultOf(right, 'The council has not accepted the plan for the port.'), null);
});

test('a part, more than one version, a question, a guess and a denial of the whole', () => {
  const right = 'The minister rejected the proposal of the union because it was too expensive for the state.';
  assert.equal(faultOf(right, 'The minister rejected the proposal.'), 'too-short');
  assert.equal(faultOf(right, `${right} Or: ${right.replace('rejected', 'refused')}`), 'too-long');
  assert.equal(
    faultOf(right, right.replace('The minister rejected', 'Has the minister rejected').replace('.', '?')),
    'asks',
  );
  assert.equal(faultOf(right, `It is false that t${right.slice(1)}`), 'denies-all');
  assert.equal(
    faultOf(
      right,
      'The minister rejected/accepted the proposal of the union/company because it was too expensive.',
    ),
    'alternatives',
  );
  assert.equal(
    faultOf(
      right,
      'The minister perhaps rejected the proposal of the union, or perhaps it was too expensive.',
    ),
    'hedges',
  );
});

test('records: labels, pieces and other words for a value', () => {
  const prompt = 'Describe: name: Riverside Clinic\ncity: Porto\nbeds: 120\nprice: cheap\nparking: no';
  const right = 'Riverside Clinic in Porto is a cheap clinic with 120 beds and no parking.';
  const check = (text: string) => faultOf(right, text, 'record', prompt);
  assert.equal(check('name: Riverside Clinic city: Porto beds: 120 price: cheap parking: no'), 'copied-data');
  assert.equal(check('Riverside Clinic, Porto, 120, beds, cheap, no, parking'), 'values-only');
  assert.equal(check('The inexpensive Riverside Clinic in Porto has 120 beds but no parking.'), null);
  assert.equal(
    check('Riverside Clinic in Porto is an expensive clinic with 120 beds and no parking.'),
    'missing-fact',
  );
});

test('a name in the place of another, a slot’s own name, a list of pieces, a word turned by its beginning', () => {
  const spanish = 'Mi hermano vendió su coche antes de mudarse al norte de Italia.';
  assert.equal(faultOf(spanish, spanish.replace('Italia', 'España')), 'other-name');
  assert.equal(faultOf(spanish, spanish.replace('su coche', 'el auto')), null);
  const study =
    'North Sea cod now spawn two weeks earlier than in 1990 because of warmer water, though the stock is stable.';
  assert.equal(faultOf(study, study.replace('stable', 'unstable')), 'opposite');
  assert.equal(faultOf(study, study.replace('warmer', 'colder')), 'opposite');
  assert.equal(
    faultOf(study, 'North Sea, cod, spawn, two weeks, 1990, warmer water, stock, stable'),
    'word-list',
  );
  const triples =
    'Verbalise: (Anna Berg, spouse, Carl Holm), (Anna Berg, birthPlace, Tromsø), (Carl Holm, occupation, pilot)';
  const right = 'Anna Berg, who was born in Tromsø, is married to Carl Holm, a pilot.';
  const check = (text: string) => faultOf(right, text, 'record', triples);
  assert.equal(check('Carl Holm, a pilot, is the husband of Anna Berg, who comes from Tromsø.'), null);
  assert.equal(check(right.replace('pilot', 'teacher')), 'missing-fact');
  assert.equal(check('Anna Berg was born in Tromsø.'), 'missing-fact');
  assert.equal(check('Anna Berg spouse Carl Holm birthPlace Tromsø occupation pilot.'), 'copied-data');
});

test('records in any notation: the value of a slot that an instruction announces, and numbers of one digit', () => {
  const prompt = 'Turn the data into a sentence: name = Cafe Luna | type = café | rating = 4 of 5';
  const right = 'Cafe Luna is a café with a rating of 4 out of 5.';
  const check = (text: string) => faultOf(right, text, 'record', prompt);
  assert.equal(check('The café called Cafe Luna is rated 4 of 5.'), null);
  assert.equal(check(right.replace('Luna', 'Sol')), 'missing-fact');
  assert.equal(check(right.replace('4', '5')), 'missing-fact');
});

test('German: order tells where "die" and "das" stand on both sides', () => {
  const right = 'Die Lehrerin lobte die Schüler, weil sie früh angekommen waren.';
  assert.equal(faultOf(right, 'Die Schüler lobten die Lehrerin, weil sie früh angekommen war.'), 'exchanged');
  assert.equal(faultOf(right, right.replace('lobte', 'tadelte')), 'opposite');
  assert.equal(faultOf(right, right.replace('weil', 'obwohl')), 'opposite');
});

test('a number in several words is one number', () => {
  const right = 'The old factory in Leeds employs 300 people and made 2000 bells last year.';
  assert.equal(faultOf(right, right.replace('300', 'three hundred').replace('2000', 'two thousand')), null);
  assert.equal(faultOf(right, right.replace('300', 'four hundred')), 'other-number');
  assert.equal(faultOf(right.replace('300', 'three hundred'), right.replace('300', '100')), 'other-number');
});

test('Chinese and Japanese: opposites and negations are found without spaces', () => {
  for (const [right, other, fault] of [
    ['去年公司的利润增加了两倍。', '去年公司的利润减少了两倍。', 'opposite'],
    ['政府已经批准了这个计划。', '政府没有批准这个计划。', 'negation'],
    ['店は来月から朝も開店します。', '店は来月から朝も閉店します。', 'opposite'],
    ['私は京都に十年間住んでいます。', '私は京都に十年間住んでいません。', 'negation'],
  ] as const)
    assert.equal(faultOf(right, other), fault, other);
  for (const [right, text] of [
    ['去年公司的利润增加了两倍。', '公司去年的利润增长了两倍。'],
    ['私は京都に十年間住んでいます。', '私は十年間京都に住んでいる。'],
  ] as const)
    assert.equal(faultOf(right, text), null, text);
});

test('a negation that moved from one thing to another', () => {
  const right = 'The hotel does not allow children and has a pool.';
  assert.equal(faultOf(right, 'The hotel does allow children and has no pool.'), 'negation');
  assert.equal(faultOf(right, 'The hotel has a pool and does not allow children.'), null);
  const grave = 'Le médecin n’avait rien trouvé de grave et il pouvait rentrer.';
  assert.equal(
    faultOf(grave, 'Le médecin avait trouvé quelque chose de grave et il ne pouvait pas rentrer.'),
    'negation',
  );
});

test('a record read aloud, and words that are doubled', () => {
  const record = 'Describe: name[Hotel Aster], area[harbour], priceRange[cheap], rating[high], food[Thai]';
  const right = 'Hotel Aster is a cheap, highly rated place at the harbour with Thai food.';
  const check = (text: string) => faultOf(right, text, 'record', record);
  for (const text of [
    'Name is Hotel Aster. Area is harbour. Price range is cheap. Rating is high. Food is Thai.',
    'name Hotel Aster area harbour price range cheap rating high food Thai',
    'The name is Hotel Aster, the area is the harbour, the price range is cheap, the rating is high, the food is Thai.',
  ])
    assert.equal(check(text), 'copied-data', text);
  assert.equal(
    check('Hotel Hotel Aster Aster harbour harbour cheap cheap high high Thai Thai'),
    'repeated-word',
  );
  assert.equal(
    check('At the harbour, Hotel Aster serves Thai food. Its price range is cheap and its rating is high.'),
    null,
  );
});

test('names with short words change places too', () => {
  const right = 'The Copper Pot is an Indian pub near Raja Cuisine. It is cheap.';
  assert.equal(
    faultOf(right, 'Raja Cuisine is an Indian pub near The Copper Pot. It is cheap.'),
    'exchanged',
  );
});

test('with and without, before and after: opposites only in a text that is close to a reference', () => {
  const right = 'The village was without a ferry for months after the accident.';
  assert.ok(faultOf(right, right.replace('without', 'with')));
  assert.ok(faultOf(right, right.replace('after', 'before')));
  assert.equal(
    faultOf(right, 'The village had an accident with its ferry and was for months cut off.'),
    null,
  );
});

test('tables: the row is the data, the names of the columns are not', () => {
  const prompt =
    'Turn the row into a sentence.\n| City | Country | Population |\n|---|---|---|\n| Halden | Norway | 31,000 |';
  const right = 'Halden, a city in Norway, has a population of 31,000.';
  const check = (text: string) => faultOf(right, text, 'record', prompt);
  assert.equal(check('The Norwegian town of Halden has 31,000 inhabitants.'), null);
  assert.equal(check('The Norwegian town of Halden has many inhabitants.'), 'missing-fact');
  assert.ok(check('| Halden | Norway | 31,000 |'));
  assert.equal(check('A city in Norway has a population of 31,000.'), 'missing-fact');
});

test('what is refused may be said to be not done', () => {
  const right = 'The zoo gives its two elephants away because the city refused to pay for a new house.';
  assert.equal(
    faultOf(right, 'The zoo gives its two elephants away because the city would not pay for a new house.'),
    null,
  );
});
