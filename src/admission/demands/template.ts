import { allSay, type Demand, type Example, type Examples } from './demand.ts';
import type { Shape } from './shape.ts';
import { sameValue } from './tolerance.ts';

const QUOTED = /[‘'"“`]([^'"“”‘’`\n]{4,80})['"”’`]/g;
const HOLE = /<[^<>]{1,30}>|\bYYYY-MM-DD\b|\bDD\/MM\/YYYY\b|\bHH:MM\b|\[[a-z][^[\]]{0,30}\]|\.\.\.|…/g;
const LAST = /\b(?:end with|last line|final line|finish with|ends with|conclude with)\b/i;
const ONE = /\b(?:single|one line|last line|final line|once)\b/i;

/** A line that a prompt asks for as a pattern: `'Answer: <number> m'`. */
interface Template {
  readonly pattern: RegExp;
  readonly head: string;
}

/** Lines that the prompts ask for as a pattern in quotes, which the last line of all right responses follows. */
export function templateDemands({ rights }: Examples): Demand[] {
  const first = rights[0];
  if (!first || rights.length < 2) return [];
  const count = templatesOf(first.prompt).length;
  return Array.from({ length: count }, (_, at) => at).flatMap((at): Demand[] => {
    const captured = (prompt: string, { lines }: Shape) => {
      const template = templatesOf(prompt)[at];
      return template ? template.pattern.exec(undressed(lines.at(-1) ?? '')) : null;
    };
    if (!rights.every(({ prompt, shape }) => captured(prompt, shape))) return [];
    const heads = (prompt: string, { lines }: Shape) => {
      const head = templatesOf(prompt)[at]?.head.toLowerCase() ?? '';
      return head === '' ? 1 : lines.filter((line) => undressed(line).toLowerCase().startsWith(head)).length;
    };
    const sure = allSay(rights, LAST) || rights.every(({ shape }) => shape.lines.length === 1);
    const follows: Demand = {
      name: 'the last line as the prompt words it',
      sure,
      holds: (prompt, response) => captured(prompt, response) !== null,
    };
    const once: Demand = {
      name: 'one such line',
      sure: allSay(rights, ONE),
      holds: (prompt, response) => heads(prompt, response) === 1,
    };
    const value: Demand = {
      name: 'what the last line says',
      sure: rights.every(isReferred),
      holds: (prompt, response, original) => {
        const [mine, theirs] = [captured(prompt, response), captured(prompt, original)];
        if (!mine || !theirs) return false;
        return theirs.every((text, hole) => hole === 0 || sameValue(mine[hole] ?? '', text, prompt));
      },
    };
    return [
      follows,
      ...(rights.every(({ prompt, shape }) => heads(prompt, shape) === 1) ? [once] : []),
      value,
    ];
  });
}

/** Whether the reference is the content of the last line, or begins with it. */
function isReferred({ references, shape }: Example): boolean {
  const line = undressed(shape.lines.at(-1) ?? '').toLowerCase();
  return references.some((reference) => {
    const head = reference.trim().split(/\s+/)[0]!.toLowerCase();
    return line.includes(head) || line.split(/\s+/).some((word) => sameValue(word, head, 'within 1%'));
  });
}

/** @returns a line without the marks of emphasis */
export function undressed(line: string): string {
  return line.replace(/[*`_]/g, '').trim();
}

function templatesOf(prompt: string): Template[] {
  return [...prompt.matchAll(QUOTED)].flatMap(([, text = '']): Template[] => {
    const holes = [...text.matchAll(HOLE)];
    if (holes.length === 0) return [];
    const head = text.slice(0, holes[0]!.index).trim();
    let [pattern, from] = ['', 0];
    for (const hole of holes) {
      pattern += `${literal(text.slice(from, hole.index))}(${patternOf(hole[0])})`;
      from = hole.index + hole[0].length;
    }
    return [{ pattern: new RegExp(`^${pattern}${literal(text.slice(from))}$`, 'iu'), head }];
  });
}

function literal(text: string): string {
  return text
    .split(/\s+/)
    .map((part) => RegExp.escape(part))
    .join('\\s*');
}

function patternOf(hole: string): string {
  if (/number|integer|value|amount|x|n/i.test(hole) && /^<.*(?:number|integer|amount)/i.test(hole))
    return '[-+−]?[\\d.,]+(?:e[-+]?\\d+)?';
  if (hole === 'YYYY-MM-DD') return '\\d{4}-\\d{2}-\\d{2}';
  if (hole === 'DD/MM/YYYY') return '\\d{2}/\\d{2}/\\d{4}';
  if (hole === 'HH:MM') return '\\d{2}:\\d{2}';
  return '\\S.*?';
}
