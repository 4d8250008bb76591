import type { RenderedPage } from './render-page.ts';

/**
 * @param files the files below `docs/` that the site brings, such as pictures, as `docs/…`
 * @param sources says whether the repository has a file
 * @returns every link that leads nowhere: a page, an anchor or a file that is not there
 */
export function deadLinks(
  pages: readonly RenderedPage[],
  files: ReadonlySet<string>,
  sources: (file: string) => boolean,
): string[] {
  const anchors = new Map(pages.map((page) => [page.path, page.anchors]));
  return pages.flatMap(({ path, links }) =>
    links.flatMap((link) => {
      if (link.to === 'file') return files.has(link.file) ? [] : [`${path}: no file ${link.file}`];
      if (link.to === 'source') return sources(link.file) ? [] : [`${path}: no file ${link.file}`];
      if (link.to === 'outside') return /^https:\/\//.test(link.href) ? [] : [`${path}: ${link.href}`];
      const page = anchors.get(link.page);
      if (!page) return [`${path}: no page ${link.page}`];
      return link.anchor === '' || page.has(link.anchor)
        ? []
        : [`${path}: no #${link.anchor} in ${link.page}`];
    }),
  );
}
