import { h, type VNode } from 'preact';
import { type MathNode, mathsOf } from '../text/maths.ts';
import { Words } from './words.tsx';

/** A formula, set by the browser; as the text that it is where it has something unknown. */
export function Maths({
  latex,
  source,
  display,
}: {
  readonly latex: string;
  readonly source: string;
  readonly display: boolean;
}) {
  const formula = mathsOf(latex);
  if (!formula)
    return (
      <code class="maths-source">
        <Words>{source}</Words>
      </code>
    );
  return h('math', { display: display ? 'block' : 'inline', title: source }, elementOf(formula));
}

function elementOf({ tag, attributes, children }: MathNode): VNode {
  const made = children.map((child) => (typeof child === 'string' ? child : elementOf(child)));
  return h(tag, attributes ?? {}, ...made);
}
