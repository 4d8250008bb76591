import { TAKES_BACK } from './cues.ts';

const IGNORE =
  /\b(?:ignore|disregard|forget|discard|cancel|scratch|undo|retract|withdraw|delete|drop|never ?mind)\b.{0,30}\b(?:that|this|it|above|json|document|answer|calls?|tool|output|previous|everything)\b|\b(?:that|this|it|the (?:json|document|answer|call|tool|output)(?: above)?|which)\s+(?:is|was|were|would be)\s+(?:\w+\s+){0,2}?(?:the )?(?:wrong|incorrect|invalid|false|mistaken|a mistake|an error|an example|only an example|just an example|not (?:my|the|a|what|real|meant|valid|right|correct|part))\b|\b(?:i|we) (?:did not|didn['’]t|have not|haven['’]t|do not|don['’]t|will not|won['’]t|would not|wouldn['’]t|should not|shouldn['’]t|never|cannot|can['’]t|am not (?:going to|making)) (?:\w+ ){0,2}?(?:make|made|call|use|mean|meant|want|run|execute|send|do|give|stand|confirm)\b|\b(?:please )?do(?: not|n['’]t) (?:run|execute|use|make|call|take|read|count)\b|\bjust kidding\b|\bscratch that\b|\bon second thought\b/i;
const LONGEST = 400;

/** @returns whether what follows a document or a call says that it is not meant: "Actually, ignore the JSON above." */
export function takesBack(after: string): boolean {
  const text = after.slice(0, LONGEST);
  return IGNORE.test(text) || TAKES_BACK.test(text);
}
