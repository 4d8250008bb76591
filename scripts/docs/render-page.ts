import { Marked, type Tokens } from 'marked';
import { type CodePart, highlighted } from '../../web/text/highlight.ts';
import { escapeHtml, type Page, slugOf } from './page.ts';
import { type Link, resolveLink } from './resolve-link.ts';

interface Heading {
  readonly depth: number;
  readonly text: string;
  /** What an address names it by. */
  readonly id: string;
}

/** A page as HTML, with what a check of links and the search need of it. */
export interface RenderedPage {
  readonly path: string;
  readonly title: string;
  readonly html: string;
  readonly headings: readonly Heading[];
  /** Every anchor of the page: its headings, and the rows that have a name. */
  readonly anchors: ReadonlySet<string>;
  readonly links: readonly Link[];
}

export interface RenderOptions {
  /** Titles by path: a link whose text is the name of a page's file is shown with its title. */
  readonly titles?: ReadonlyMap<string, string>;
  /** Words in code that are links, such as the ids of tools: the address, below the site, by word. */
  readonly words?: ReadonlyMap<string, string>;
  /** Width and height of a picture below `docs/`, so that the page does not jump when it comes. */
  readonly sizeOf?: (file: string) => readonly [width: number, height: number] | null;
}

/** Markdown of the repository as HTML for the site. HTML within markdown is shown as text. */
export function renderPage(page: Page, { titles, words, sizeOf }: RenderOptions = {}): RenderedPage {
  const headings: Heading[] = [];
  const anchors = new Set<string>();
  const links: Link[] = [];
  const uses = new Map<string, number>();
  const up = '../'.repeat(page.path.split('/').length - 1);
  const nameOf = (text: string): string => {
    const slug = slugOf(text);
    const used = uses.get(slug) ?? 0;
    uses.set(slug, used + 1);
    const id = used === 0 ? slug : `${slug}-${used}`;
    anchors.add(id);
    return id;
  };
  const marked = new Marked({
    gfm: true,
    renderer: {
      html: ({ text }) => escapeHtml(text),
      heading({ tokens, depth }) {
        const text = plain(this.parser.parseInline(tokens));
        const id = nameOf(text);
        headings.push({ depth, text, id });
        const inner = this.parser.parseInline(tokens);
        const permalink = `<a class="permalink" href="#${id}" aria-label="Link to: ${escapeHtml(text)}">#</a>`;
        return `<h${depth} id="${id}">${inner}${depth === 1 ? '' : ` ${permalink}`}</h${depth}>\n`;
      },
      code: ({ text, lang }) => codeBlock(text, lang ?? ''),
      codespan({ text }) {
        const code = `<code>${escapeHtml(text)}</code>`;
        // A row of a table of errors can be linked to by its code.
        if (page.path === 'errors' && /^RLAR_[A-Z_]+$/.test(text) && !anchors.has(text)) {
          anchors.add(text);
          return `<code id="${text}">${escapeHtml(text)}</code>`;
        }
        const address = words?.get(text);
        if (address === undefined || address.startsWith(`${page.path}.`)) return code;
        return `<a class="word" href="${up}${address}">${code}</a>`;
      },
      link({ href, tokens }) {
        const inner = this.parser.parseInline(tokens).replaceAll(/<\/?a\b[^>]*>/g, '');
        // An address of a server is a text: it is not on the web.
        if (href.startsWith('http://')) return inner;
        const link = resolveLink(page, href);
        links.push(link);
        if (link.to === 'source') return inner;
        const named = /^[\w./-]+\.md$/.test(plain(inner)) && link.to === 'page' && titles?.get(link.page);
        const outside = link.to === 'outside' ? ' rel="noreferrer"' : '';
        return `<a href="${escapeHtml(link.href)}"${outside}>${named ? escapeHtml(named) : inner}</a>`;
      },
      image({ href, text }) {
        const link = resolveLink(page, href);
        links.push(link);
        if (link.to !== 'file') throw new Error(`${page.source}: ${href} is no picture below docs/`);
        const size = sizeOf?.(link.file);
        const sides = size ? ` width="${size[0]}" height="${size[1]}"` : '';
        const picture = `<img src="${link.href}" alt="${escapeHtml(text)}"${sides} loading="lazy">`;
        return `<a class="picture" href="${link.href}">${picture}</a>`;
      },
      table(token) {
        return tableOf(token, (cell) => this.parser.parseInline(cell.tokens));
      },
    },
  });
  const html = marked.parse(page.markdown, { async: false });
  const title = headings.find(({ depth }) => depth === 1)?.text;
  if (title === undefined) throw new Error(`${page.source} has no title`);
  return { path: page.path, title, html, headings, anchors, links };
}

/** @returns the text of HTML that was made here */
export function plain(html: string): string {
  return html
    .replaceAll(/<a class="permalink"[^>]*>#<\/a>/g, '')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}

/** Languages whose block is a command to copy: the page's script leaves comments behind commands out of what it copies. */
const SHELL = new Set(['sh', 'bash', 'shell', 'console']);
const COMMENT = /((?:^|[ \t])#[^\n]*)/gm;

/** @param info of the fence: the language, and behind it a label that stands above the block */
function codeBlock(code: string, info: string): string {
  const [language = '', ...label] = info.split(' ');
  const isShell = SHELL.has(language);
  const above = label.length > 0 ? `<span class="label">${escapeHtml(label.join(' '))}</span>` : '';
  const inner = partsOf(code, language)
    .map(({ sort, text }) =>
      sort === 'other' ? escapeHtml(text) : `<span class="code-${sort}">${escapeHtml(text)}</span>`,
    )
    .join('');
  return `<div class="block"${isShell ? ' data-shell' : ''}>${above}<pre tabindex="0"><code>${inner}</code></pre></div>\n`;
}

function partsOf(code: string, language: string): readonly CodePart[] {
  if (language === '' || language === 'text') return [{ sort: 'other', text: code }];
  if (!SHELL.has(language)) return highlighted(code);
  return code.split(COMMENT).map((text, at) => ({ sort: at % 2 === 1 ? 'comment' : 'other', text }));
}

function tableOf({ header, rows, align }: Tokens.Table, inner: (cell: Tokens.TableCell) => string): string {
  const cells = (name: 'th' | 'td', row: readonly Tokens.TableCell[]) =>
    row
      .map(
        (cell, at) => `<${name}${align[at] === 'right' ? ' class="numeric"' : ''}>${inner(cell)}</${name}>`,
      )
      .join('');
  const head = header.some(({ text }) => text !== '') ? `<thead><tr>${cells('th', header)}</tr></thead>` : '';
  const body = rows.map((row) => `<tr>${cells('td', row)}</tr>`).join('\n');
  return `<div class="table" tabindex="0"><table>${head}<tbody>\n${body}\n</tbody></table></div>\n`;
}
