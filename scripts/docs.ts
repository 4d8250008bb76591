/**
 * Builds the documentation as a site: `npm run docs`. `rlar serve` shows it at `/docs/`.
 *
 *     node scripts/docs.ts [--out FOLDER] [--alone]
 *
 * The site is static, and needs no server of its own. `--alone` leaves out the link to the dashboard, for a site that stands
 * somewhere else.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildSite } from './docs/build-site.ts';
import { ROOT } from './docs/written-pages.ts';

const { values } = parseArgs({
  options: {
    out: { type: 'string', default: join(ROOT, 'dist/docs') },
    alone: { type: 'boolean', default: false },
  },
});
const pages = await buildSite({ out: values.out, dashboard: !values.alone });
console.log(`${pages} pages in ${values.out}`);
