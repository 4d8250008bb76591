/** One instruction of a Dockerfile. `words` is the exec form (a JSON list), or null where it is a line for a shell. */
export interface Instruction {
  readonly name: string;
  readonly flags: Readonly<Record<string, string>>;
  readonly text: string;
  readonly words: readonly string[] | null;
}

/** What one `FROM` begins. */
export interface Stage {
  readonly name: string;
  readonly image: string;
  readonly instructions: readonly Instruction[];
}

const KNOWN = new Set(
  'FROM ARG RUN COPY WORKDIR ENV USER VOLUME EXPOSE HEALTHCHECK ENTRYPOINT CMD LABEL'.split(' '),
);

/**
 * Reads the part of the language that our Dockerfile uses. A HEALTHCHECK's text is what stands behind its CMD.
 * @returns the stages; an ARG before the first FROM fills in the images
 * @throws Error for an instruction that is not known, or one outside a stage
 */
export function parseDockerfile(text: string): Stage[] {
  const stages: { name: string; image: string; instructions: Instruction[] }[] = [];
  const global: Record<string, string> = {};
  for (const line of logicalLines(text)) {
    const instruction = parseInstruction(line);
    if (instruction.name === 'FROM') {
      const [image = '', , name = String(stages.length)] = instruction.text.split(/\s+/);
      stages.push({ name, image: fillIn(image, global), instructions: [] });
    } else if (stages.length > 0) stages.at(-1)!.instructions.push(instruction);
    else if (instruction.name === 'ARG') Object.assign(global, readPairs(instruction.text));
    else throw new Error(`${instruction.name} stands before the first FROM`);
  }
  return stages;
}

/** @returns `NAME=value` pairs; values may stand in double quotes */
export function readPairs(text: string): Record<string, string> {
  const pairs = text.matchAll(/([A-Za-z_]\w*)=(?:"([^"]*)"|(\S*))/g);
  return Object.fromEntries(Array.from(pairs, ([, name, quoted, bare]) => [name!, quoted ?? bare ?? '']));
}

/** @returns the text with `${NAME}` and `$NAME` replaced; a name without a value is nothing */
export function fillIn(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\$(?:\{(\w+)\}|(\w+))/g, (_, braced, bare) => values[braced ?? bare] ?? '');
}

function logicalLines(text: string): string[] {
  return text
    .split('\n')
    .filter((line) => !/^\s*#/.test(line))
    .join('\n')
    .replace(/\\\n/g, ' ')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function parseInstruction(line: string): Instruction {
  const [, name = '', rest = ''] = /^(\w+)\s*(.*)$/.exec(line) ?? [];
  if (!KNOWN.has(name)) throw new Error(`no instruction of a Dockerfile that is known here: ${line}`);
  const flags: Record<string, string> = {};
  let text = rest;
  for (let found = /^--([\w-]+)=(\S+)\s+/.exec(text); found; found = /^--([\w-]+)=(\S+)\s+/.exec(text)) {
    flags[found[1]!] = found[2]!;
    text = text.slice(found[0].length);
  }
  if (name === 'HEALTHCHECK') text = text.replace(/^CMD\s+/, '');
  return { name, flags, text, words: text.startsWith('[') ? (JSON.parse(text) as string[]) : null };
}
