import type { ComponentChildren } from 'preact';
import { Words } from './words.tsx';

interface PageHeadProps {
  readonly title: string;
  /** What stands above the title: links to where the view belongs. */
  readonly above?: ComponentChildren;
  /** What stands beside the title. */
  readonly children?: ComponentChildren;
}

/** The head of a view. Its title may be a text from outside. */
export function PageHead({ title, above, children }: PageHeadProps) {
  return (
    <header class="head">
      {above && <div class="above">{above}</div>}
      <div class="head-line">
        <h1>
          <Words>{title}</Words>
        </h1>
        {children}
      </div>
    </header>
  );
}
