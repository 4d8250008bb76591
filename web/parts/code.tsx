import { visible } from '../../src/text/visible.ts';
import { highlighted } from '../text/highlight.ts';

/** Code with a few colours, and the language that it is said to be. */
export function Code({ code, language }: { readonly code: string; readonly language?: string | undefined }) {
  return (
    <pre class="code" data-language={language || undefined}>
      <code>
        {highlighted(code).map(({ sort, text }, at) =>
          sort === 'other' ? (
            visible(text)
          ) : (
            <span key={at} class={`code-${sort}`}>
              {visible(text)}
            </span>
          ),
        )}
      </code>
    </pre>
  );
}
