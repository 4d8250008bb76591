/** A statement of SQL, whole: nothing of the sort stands at the start of a sentence of prose with these words behind it. */
const SQL =
  /^(?:select\s[\s\S]{1,2000}?\sfrom\s|insert\s+into\s|update\s+[\w."`[\]]+\s+set\s|delete\s+from\s|create\s+(?:or\s+replace\s+)?(?:table|view|index|unique\s+index|function|trigger|temp\w*\s+table)\s|alter\s+table\s|drop\s+table\s|with\s+\w+\s+as\s*\(\s*(?:select|with)\b)/i;
/** What a statement has and "select the red one from the shelf" has not. */
const SQL_SIGN = /[*;=(]|^[A-Z]{4,}\s/;
const COMPREHENSION = /^[[({][^\n]{1,300}\sfor\s+\w+(?:\s*,\s*\w+)?\s+in\s[^\n]{1,200}[\])}]$/;
/** Lines that only a program has. */
const PROGRAM_LINE =
  /^[ \t]{0,40}(?:(?:async\s+)?def\s+\w+\s*\(.*\).*:|class\s+\w+.*[:{]\s*$|import\s+[\w.]+(?:\s+as\s+\w+)?\s*;?\s*$|from\s+[\w.]+\s+import\s|#include\s*[<"]|(?:export\s+|async\s+|default\s+)*function\s+\w*\s*\(|(?:const|let|var)\s+[\w{[][^=\n]{0,80}=|(?:public|private|protected|static)\s[\w<>[\], ]{1,60}\(|(?:int|void|long|double|bool|string|char)\s+\w+\s*\(.*\)\s*\{?|fn\s+\w+\s*[(<]|func\s+\w+\s*\(|package\s+\w+;?\s*$|using\s+[\w.]+;|#!\/)/m;
/** Calls that write something out. */
const WRITES_OUT =
  /\b(?:print|println|printf|puts|echo|console\.log|System\.out\.print\w*|fmt\.Print\w*|std::cout|cout\s*<<|document\.write)\b\s*[("'<]/;

/** What only a regular expression has: classes of characters that are repeated, groups with a question mark. */
const PATTERN =
  /\\[dwsbDWSB](?![A-Za-z])|\[\^?[^\]\s]{1,60}\](?:[*+?]|\{\d)|\(\?(?:[:=!>]|<[=!\w])|\[[^\]\s]*\w-\w[^\]\s]*\]/;

const READ = 6_000;

/** Whether a text is a program, a statement of SQL or a regular expression, and nothing else: prose about them is none. */
export function isProgram(text: string): boolean {
  const read = text.slice(0, READ).trim();
  if (SQL.test(read) && SQL_SIGN.test(read)) return true;
  if (isPattern(read) || COMPREHENSION.test(read)) return true;
  return PROGRAM_LINE.test(read.split('\n', 1)[0]!);
}

/** Whether a prompt shows a program, in whole or in part. */
export function showsProgram(prompt: string): boolean {
  const read = prompt.slice(0, READ);
  return PROGRAM_LINE.test(read) || WRITES_OUT.test(read);
}

/** A pattern of one line whose words, if any, are a few literals. */
function isPattern(text: string): boolean {
  if (text.includes('\n') || text.length > 500 || !PATTERN.test(text)) return false;
  return (text.match(/\p{L}{3,}/gu)?.length ?? 0) <= 6 && text.split(/\s+/).length <= 6;
}
