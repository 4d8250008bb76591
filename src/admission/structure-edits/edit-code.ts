import { type CodeBlock, codeIn, ownNames } from '../demands/code.ts';
import { standsIn } from '../demands/demand.ts';
import { alteredCode, type CodeEdit, perhapsAlteredCode } from './alter-code.ts';
import type { EditInput, StructureEdit } from './structure-edit.ts';

/** No labelled response shows these ways of writing code. */
const NEVER = /(?!)/;
const DEFINED = /\b(?:def|function|class|fn|func)\s+([A-Za-z_]\w*)/g;

/** Edits of code: those that make it do something else, and those that leave what it does. */
export function editCode({ shape, prompt }: EditInput): StructureEdit[] {
  const block = codeIn(shape.text);
  if (!block) return [];
  const told = (edits: readonly CodeEdit[], more: Pick<StructureEdit, 'alters' | 'free'>): StructureEdit[] =>
    edits
      .filter(([, code]) => code !== block.code)
      .map(([sort, code]) => ({ sort, text: block.before + code + block.behind, ...more }));
  return [
    ...told(alteredCode(block), { alters: 'surely' }),
    ...told(perhapsAlteredCode(block), { alters: 'perhaps' }),
    ...told(renamed(block, prompt), { alters: 'surely' }),
    ...told(keptCode(block, prompt), { free: NEVER }),
  ];
}

/** The name that a test would call, renamed, where the prompt says the name. */
function renamed({ code }: CodeBlock, prompt: string): CodeEdit[] {
  const names = new Set(Array.from(code.matchAll(DEFINED), ([, name = '']) => name));
  return [...names]
    .filter((name) => standsIn(name, prompt))
    .slice(0, 2)
    .flatMap((name): CodeEdit[] => [
      ['what is defined renamed', withName(code, name, `${name}_2`)],
      ['what is defined called otherwise', withName(code, name, 'solution')],
    ]);
}

function withName(code: string, name: string, next: string): string {
  return code.replace(new RegExp(`(?<![\\w.])${RegExp.escape(name)}(?!\\w)`, 'g'), next);
}

/** Comments, blank lines, another name of its own, and another layout: the code does the same. */
function keptCode({ code, language }: CodeBlock, prompt: string): CodeEdit[] {
  const lines = code.split('\n');
  const last = lines.at(-1)!.trimEnd();
  const found: CodeEdit[] = [];
  const name = [...ownNames(code, language)].find(
    (own) => !standsIn(own, prompt) && !new RegExp(`[(,]\\s*${RegExp.escape(own)}\\s*=`).test(code),
  );
  if (name !== undefined) found.push(['a name of its own another', withName(code, name, `${name}_value`)]);
  // Inside a text of several lines, white space and comments are part of the text.
  if (/"""|'''|`/.test(code)) return found;
  if (!/[\\,([{]$/.test(last))
    found.push([
      'a comment',
      lines.with(-1, `${last}${language === 'python' ? '  # a step' : ' // a step'}`).join('\n'),
    ]);
  if (lines.length > 1) found.push(['a blank line', lines.toSpliced(-1, 0, '').join('\n')]);
  found.push(['moved in twice as far', code.replace(/^[ \t]+/gm, (space) => space + space)]);
  return found;
}
