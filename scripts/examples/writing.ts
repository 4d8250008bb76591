import type { ExampleSet } from './example-set.ts';

const SENTENCES: readonly (readonly [string, string, string])[] = [
  [
    'The train leaves at eight in the morning.',
    'Der Zug fährt um acht Uhr morgens ab.',
    'Der Hund schläft unter dem Tisch.',
  ],
  [
    'She forgot her umbrella at the office.',
    'Sie hat ihren Regenschirm im Büro vergessen.',
    'Er kocht heute Abend eine Suppe.',
  ],
  [
    'We will meet again next week.',
    'Wir treffen uns nächste Woche wieder.',
    'Die Blumen brauchen viel Wasser.',
  ],
  [
    'The museum is closed on Mondays.',
    'Das Museum ist montags geschlossen.',
    'Ich habe meinen Schlüssel verloren.',
  ],
];

/** Translations, and a poem that no program can judge. */
export function addWriting(examples: ExampleSet): void {
  for (const [index, [english, german, other]] of SENTENCES.entries()) {
    examples.group(
      `translation-${index}`,
      { prompt: `Translate into German: ${english}`, reference: german },
      [
        ['reference', german, true],
        ['unrelated', other, false],
        ['copied', english, false],
      ],
    );
  }

  examples.group('poem', { prompt: 'Write a short poem about the sea in winter.' }, [
    ['poem', 'Grey waves fold over grey,\nand the gulls keep what they know.', null],
    ['refusal', 'I would rather not.', null],
  ]);
}
