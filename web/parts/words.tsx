import { visible } from '../../src/text/visible.ts';

/**
 * A text from outside, in one line or a few. Its control characters are shown and not obeyed, and it cannot turn the direction
 * of the text around it. EVERY text that a model, a trainer or a file wrote is shown by this part or by `LongText`.
 */
export function Words({ children }: { readonly children: string }) {
  return <bdi>{visible(children)}</bdi>;
}
