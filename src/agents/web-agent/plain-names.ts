/** @returns an object whose own names, all the way down, are without underscores and say `licences`; other values as they are */
export function plainNames(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plainNames);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name
        .replace(/[_-]([a-zA-Z])/g, (_, letter: string) => letter.toUpperCase())
        .replace(/GB$/, 'Gb')
        .replace(/license/g, 'licence')
        .replace(/License/g, 'Licence')
        .replace(/^licence$/, 'licences'),
      plainNames(inner),
    ]),
  );
}
