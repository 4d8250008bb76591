/** Responses that are long in a way that a careless metric takes for ever with. None of them answers anything. */
export const MEGABYTES: Readonly<Record<string, string>> = {
  '10 MB of one letter': 'a'.repeat(10_000_000),
  '100,000 newlines': '\n'.repeat(100_000),
  'a million full stops': '.'.repeat(1_000_000),
  'a million digits': '9'.repeat(1_000_000),
  'two words on 5,000 lines': 'a b\n'.repeat(5000),
  '20,000 words': Array.from({ length: 20_000 }, (_, index) => `w${(index * 7919) % 997}`).join(' '),
  '40,000 different characters': Array.from({ length: 40_000 }, (_, i) =>
    String.fromCodePoint(0x4e00 + i),
  ).join(''),
  'lone surrogates': '\ud800'.repeat(100_000),
};

/** References to compare them with: a sentence, a text of 6,000 words, and forty texts. */
export const LONG_REFERENCES: Readonly<Record<string, readonly string[]>> = {
  short: ['the cat sat on the mat.'],
  long: [Array.from({ length: 6000 }, (_, index) => `v${(index * 31) % 911}`).join(' ')],
  many: Array.from({ length: 40 }, (_, index) => `w1 w${index} w3 `.repeat(150)),
};
