import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { CommandFacts } from './commands.ts';
import type { Page } from './page.ts';
import { ROOT } from './written-pages.ts';

/** Pages that tell what was: their commands need not be there any more. */
const PAST = /^CHANGELOG\.md$/;
/** What ends a command within a line of a shell, or begins a remark on it. */
const END = /\s(?:#|\||&&|>|2>|<|;|→|…\s)|$/;
const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')));

/** @returns what pages write as a command of rlar, or a script of npm, that there is not: each with its page */
export function brokenCommands(pages: readonly Page[], commands: readonly CommandFacts[]): string[] {
  const byPath = new Map(commands.map((command) => [command.path, command]));
  return pages.flatMap(({ source, markdown }) =>
    PAST.test(source)
      ? []
      : codeOf(markdown).flatMap((code) => {
          const script = /^npm run (?:-s |--silent )?([a-z][\w:-]*)/.exec(code)?.[1];
          if (script !== undefined && !Object.hasOwn(scripts, script))
            return [`${source}: ${code}: package.json has no such script`];
          const asked = /^(?:npm run (?:-s |--silent )?rlar -- |rlar )(.*)$/.exec(code)?.[1];
          return asked === undefined
            ? []
            : wrongWith(asked, byPath).map((what) => `${source}: rlar ${asked}: ${what}`);
        }),
  );
}

function wrongWith(asked: string, byPath: ReadonlyMap<string, CommandFacts>): string[] {
  const words = asked.split(/\s+/);
  const [first = ''] = words;
  if (!/^[a-z][a-z-]*$/.test(first)) return [];
  if (!byPath.has(first)) return [`no command ${first}`];
  let path = first;
  for (const word of words.slice(1)) {
    if (!byPath.has(`${path} ${word}`)) break;
    path += ` ${word}`;
  }
  const known = new Set([...byPath.get(path)!.flags, '--help', '--version']);
  const flags = words.map((word) => /^--[a-z][a-z-]*/.exec(word)?.[0]).filter((flag) => flag !== undefined);
  return flags.filter((flag) => !known.has(flag)).map((flag) => `${path} has no ${flag}`);
}

/** @returns what stands in code: lines of blocks of shell, and spans; each up to where its command ends */
function codeOf(markdown: string): string[] {
  const blocks = [...markdown.matchAll(/^```(?:sh|bash|console)\n([\s\S]*?)^```/gm)].flatMap(
    ([, block = '']) => block.replaceAll(/\\\n\s*/g, '').split('\n'),
  );
  const prose = markdown.replaceAll(/^```[\s\S]*?^```/gm, '');
  const spans = [...prose.matchAll(/`([^`]+)`/g)].map(([, span = '']) => span.replaceAll(/\s+/g, ' '));
  return [...blocks, ...spans]
    .map((line) =>
      line
        .trim()
        .replace(/^\$ /, '')
        .replace(/^(?:[A-Z_]+=\S+ )+/, ''),
    )
    .map((line) => line.slice(0, line.search(END)).trim());
}
