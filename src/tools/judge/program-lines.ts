/** Lines of a text that follow each other, either of a program or of prose. */
interface Lines {
  readonly text: string;
  readonly isProgram: boolean;
}

/** A line that only a program has: it calls, opens a block, ends with a semicolon, or declares. */
const STATEMENT = new RegExp(
  [
    '^\\s*(?:def|class|for|while|if|elif|else|try|except|with|function|func|fn|switch|do)\\b.*[:{]\\s*$',
    '^\\s*(?:return|import|from|export|use|using|package|const|let|var|pub|public|private|static|int|float|double|long|bool|auto|string|void)\\b\\s?[^.!?]*[^.!?\\s]$',
    '^\\s*#include\\b',
    '[;{]\\s*$',
    '^\\s*[\\w.]+\\(.*\\)\\s*;?$',
    '^\\s*[)}\\]]+[;,]?\\s*$',
    '^\\s*[\\w.]+(?:\\[[^\\]]*\\])?\\s*(?:[-+*/%|&^]|:)?=\\s*[\\w.]*[\\w)\\]]*[([{].*$',
    '^\\s*[\\w.]+(?:\\[[^\\]]*\\])?\\s*[-+*/%|&^]=\\s*\\S+$',
  ].join('|'),
);
/** A line that gives one name a value. It is of a program where statements stand around it. */
const ASSIGNMENT =
  /^\s*(?:(?:const|let|var|auto|int|float|double|bool|string)\s+)?[a-z_][\w.]*(?:\[[^\]\n]*\])?\s*(?::\s*[\w[\], |]+)?\s*:?=\s*\S.*$/;
const NEAR = 6;
/** Statements near an assignment that make it one of a program. */
const ENOUGH = 2;

/**
 * Parts a text into lines of programs and other lines. A fence alone makes no program, because anything can be put into
 * one: statements do. A comment is never of a program.
 */
export function programLines(text: string): Lines[] {
  const lines = text.split('\n');
  const isStatement = lines.map((line) => line.length < 400 && STATEMENT.test(line));
  const parts: { text: string; isProgram: boolean }[] = [];
  for (const [at, line] of lines.entries()) {
    const around = isStatement.slice(Math.max(0, at - NEAR), at + NEAR + 1).filter(Boolean).length;
    const own = isStatement[at] ? 1 : 0;
    const isProgram = line.length < 400 && (own === 1 || ASSIGNMENT.test(line)) && around - own >= ENOUGH;
    const last = parts.at(-1);
    if (last?.isProgram === isProgram) last.text += `\n${line}`;
    else parts.push({ text: line, isProgram });
  }
  return parts;
}
