import { fenceFor } from '../../text/fence-for.ts';

/** Texts of strangers as a prompt holds them. */
export interface FencedTexts {
  /** 12 hexadecimal digits that stand in none of the texts. */
  readonly mark: string;
  /** The text between its tags, each of its lines behind a bar. */
  of(name: string): string;
}

/**
 * Puts texts of strangers between tags of a mark that is made from them and stands in none of them, so that nothing in
 * them can close a tag. Each of their lines begins with a bar, so that none looks like a line of ours.
 * @param texts by the name of their tag
 */
export function fenceTexts(texts: Readonly<Record<string, string>>): FencedTexts {
  const mark = fenceFor(Object.values(texts));
  return {
    mark,
    of: (name) => {
      const lines = (texts[name] ?? '').split(/\r\n|[\n\r\u2028\u2029\u0085\v\f]/);
      return `<${name}-${mark}>\n${lines.map((line) => `| ${line}`).join('\n')}\n</${name}-${mark}>`;
    },
  };
}
