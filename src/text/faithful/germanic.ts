const WORDS = /(?<!\p{L})(?:der|die|das|und|ist|nicht|den|dem|het|een|och|är|ein|eine)(?!\p{L})/iu;

/** @returns whether a text is of a Germanic language other than English, in which the order of words does not say who does what */
export function isGermanic(text: string): boolean {
  return WORDS.test(text);
}
