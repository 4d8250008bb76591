import { Component, type ComponentChildren, type FunctionComponent, h } from 'preact';

/** A part that is drawn again only when one of its properties changes. */
export function memo<Props extends object>(
  part: (props: Props) => ComponentChildren,
): FunctionComponent<Props> {
  class Kept extends Component<Props> {
    override shouldComponentUpdate(next: Props): boolean {
      return Object.entries(next).some(([name, value]) => Reflect.get(this.props, name) !== value);
    }
    override render() {
      return h(part as FunctionComponent<Props>, this.props as Props & preact.Attributes);
    }
  }
  return Kept as unknown as FunctionComponent<Props>;
}
