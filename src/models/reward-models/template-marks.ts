/** The token that begins a text, as the families of models spell it. */
const BOS = /^(?:<s>|<bos>|<\|begin_of_text\|>|<｜begin▁of▁sentence｜>|<\|startoftext\|>|\[CLS\])/;
/** What looks like a token of a layout. */
const MARK =
  /<\|[^|<>\s]{1,40}\|>|<｜[^｜<>\s]{1,40}｜>|<\/?(?:s|bos|eos|start_of_turn|end_of_turn)>|\[(?:CLS|SEP|UNUSED_TOKEN_\d+)\]/g;

/** @returns the text without a BOS at its front */
export function withoutBos(text: string): string {
  return text.replace(BOS, '');
}

/** @returns the different marks of a finished text that do not come from the texts that were put into it */
export function marksOf(text: string, written: readonly string[]): string[] {
  const own = written.reduce((rest, part) => rest.replaceAll(part, ' '), text);
  return [...new Set(own.match(MARK) ?? [])];
}
