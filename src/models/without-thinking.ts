const CLOSING = /<\/think(?:ing)?>/;
const CLOSING_LINE = /^[ \t]*<\/think(?:ing)?>[ \t]*$/m;

/**
 * @returns a model's answer without the thinking before it: what stands behind the first `</think>` where the answer
 * opens with `<think>`, or behind a line of nothing but `</think>`, as models write it whose template opens the tag;
 * '' where the thinking never ends. A tag inside the answer, as in a program that handles such tags, stays.
 */
export function withoutThinking(answer: string): string {
  const text = answer.trim();
  const opened = /^<think(?:ing)?>/.test(text);
  const closing = (opened ? CLOSING : CLOSING_LINE).exec(text);
  if (closing && !/^[[{]|^```/.test(text)) return text.slice(closing.index + closing[0].length).trim();
  return opened ? '' : text;
}
