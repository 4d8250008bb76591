/** How much of the query's front is looked for in the prompt, where the trainer cut the prompt's front off. */
const ANCHOR = 48;
/** Less than this of a prompt is no proof that the text behind it is the response. */
const SHORTEST = 8;
/** Places of the prompt at which a query without its front is tried to begin. */
const PLACES = 8;

/** Longer prompts are cut where they stand at the front to the letter, or not at all. */
const LONGEST = 1_000_000;

const SPACE = /\s/;

/**
 * Cuts the prompt off the front of `prompt + response`. Decoding may change white space and put a start token before
 * it, and a prompt over the trainer's limit loses its front: all of these are allowed for. Nothing else is: a response
 * is never looked for inside the query, where a policy could have written what it looks for.
 * @returns the response, or null where the query does not start with the prompt
 */
export function cutPrompt(query: string, prompt: string): string | null {
  if (query.startsWith(prompt)) return query.slice(prompt.length);
  if (prompt.length > LONGEST) return null;
  const whole =
    matchEnd(query, 0, prompt, 0) ?? matchEnd(query, startToken(query), prompt, startToken(prompt));
  if (whole !== null) return query.slice(whole);
  const front = startToken(query);
  const anchor = query.slice(front, front + ANCHOR);
  if (anchor.length < SHORTEST) return null;
  let at = prompt.indexOf(anchor);
  for (let tried = 0; at >= 0 && tried < PLACES; at = prompt.indexOf(anchor, at + 1)) {
    tried += 1;
    const end = prompt.length - at < SHORTEST ? null : matchEnd(query, front, prompt, at);
    if (end !== null) return query.slice(end);
  }
  return null;
}

/** @returns where in the query the prompt's text from `promptAt` ends, white space aside, or null where they differ */
function matchEnd(query: string, queryAt: number, prompt: string, promptAt: number): number | null {
  let left = queryAt;
  let right = promptAt;
  for (;;) {
    while (right < prompt.length && SPACE.test(prompt[right]!)) right += 1;
    if (right >= prompt.length) {
      const spaces = /\s*$/.exec(prompt.slice(-64))![0];
      return query.startsWith(spaces, left) ? left + spaces.length : left;
    }
    while (left < query.length && SPACE.test(query[left]!)) left += 1;
    if (query[left] !== prompt[right]) return null;
    left += 1;
    right += 1;
  }
}

/** @returns where the text starts behind a token that decoding may have added */
function startToken(text: string): number {
  return /^(?:<s>|<bos>|<\|begin_of_text\|>|<｜begin▁of▁sentence｜>)?\s*/.exec(text)![0].length;
}
