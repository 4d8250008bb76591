import { parse } from 'yaml';
import { z } from 'zod';

const strings = z
  .union([z.string(), z.array(z.string())])
  .nullish()
  .catch(null);

const metadata = z.looseObject({
  license: strings,
  license_name: z.string().nullish().catch(null),
  language: strings,
  base_model: strings,
  tags: strings,
  pipeline_tag: z.string().nullish().catch(null),
  library_name: z.string().nullish().catch(null),
});
export type CardMetadata = z.infer<typeof metadata>;

/** Characters of a card that are read. */
const LONGEST = 200_000;
const FRONT = /^\uFEFF?---\r?\n([\s\S]{0,50000}?)\r?\n---[ \t]*(?:\r?\n|$)/;

/** @returns the metadata of a card, and its words without it; metadata that is no YAML is left out */
export function readCard(text: string): { readonly metadata: CardMetadata; readonly words: string } {
  const cut = text.slice(0, LONGEST);
  const front = FRONT.exec(cut);
  if (!front) return { metadata: readMetadata({}), words: cut };
  return { metadata: readMetadata(parsed(front[1] ?? '')), words: cut.slice(front[0].length) };
}

/** @param content the card's metadata, as its YAML or the hub's JSON has it */
export function readMetadata(content: unknown): CardMetadata {
  const read = metadata.safeParse(content);
  return read.success ? read.data : metadata.parse({});
}

function parsed(yaml: string): unknown {
  try {
    // Aliases could make a short text a huge value.
    return parse(yaml, { maxAliasCount: 0 });
  } catch {
    return {};
  }
}
