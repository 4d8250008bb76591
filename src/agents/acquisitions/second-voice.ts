import type { Completer } from '../../models/completer.ts';

/** What somebody else than the author is to say: programs beside theirs, examples and prompts that try them, a word in a dispute. */
const ANOTHERS: ReadonlySet<string> = new Set([
  'second-opinion',
  'witnesses',
  'rephrasings',
  'wordings',
  'adjudicate',
]);

/** @returns a completer that has another model say what is to come from somebody else than the author of a tool */
export function withSecondVoice(first: Completer, second: Completer): Completer {
  return {
    name: `${first.name} (and ${second.name} for second opinions)`,
    complete: (request) => (ANOTHERS.has(request.purpose) ? second : first).complete(request),
  };
}
