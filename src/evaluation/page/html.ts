import { table } from '../../spec/table.ts';

/** A piece of HTML that is safe to put into a page. */
export interface Html {
  readonly html: string;
}

type Part = Html | string | number | readonly Html[];

/** Writes HTML: what is put in is escaped, other pieces are not. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return { html: strings.map((text, at) => text + (at < parts.length ? render(parts[at]!) : '')).join('') };
}

function render(part: Part): string {
  if (Array.isArray(part)) return part.map((piece: Html) => piece.html).join('');
  return typeof part === 'object' && 'html' in part ? part.html : escapeHtml(String(part));
}

function escapeHtml(text: string): string {
  const names: Readonly<Record<string, string>> = table({
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
  });
  return text.replace(/[&<>"]/g, (character) => names[character]!);
}

/** @returns a table; the first column is text, the others are numbers */
export function htmlTable(head: readonly string[], rows: readonly (readonly (string | Html)[])[]): Html {
  return html`<div class="scroll"><table><thead><tr>${head.map((text) => html`<th>${text}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody></table></div>`;
}

/** @returns a share as percent with one decimal */
export function points(share: number): string {
  return (100 * share).toFixed(1);
}

export function bounds([low, high]: readonly [number, number]): string {
  return `${points(low)} – ${points(high)}`;
}
