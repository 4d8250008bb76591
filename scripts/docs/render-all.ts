import { join } from 'node:path';
import { addressOf, type Page } from './page.ts';
import { pictureSize } from './picture-size.ts';
import { type RenderedPage, renderPage } from './render-page.ts';
import { ROOT } from './written-pages.ts';

/**
 * Renders the pages of the site. A link that is written as the name of a file is shown as the title of its page. The ids of tools in
 * code become links to the pages of the tools, but for ids of one word, which are names of kinds and slots too.
 */
export function renderAll(pages: readonly Page[]): RenderedPage[] {
  const titles = new Map(pages.map(({ path, markdown }) => [path, titleOf(markdown)]));
  const words = new Map(
    pages.flatMap(({ path }) => {
      const [folder, id] = path.split('/');
      return folder === 'tools' && id?.includes('-') ? [[id, addressOf(path)] as const] : [];
    }),
  );
  const sizeOf = (file: string) => pictureSize(join(ROOT, file));
  return pages.map((page) => renderPage(page, { titles, words, sizeOf }));
}

/** @returns the title of a page as text, without marks of markdown */
function titleOf(markdown: string): string {
  return (/^# (.+)$/m.exec(markdown)?.[1] ?? '').replaceAll(/[`*]/g, '');
}
