import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';

/**
 * Writes `entry.js` beside a built module: what a package exports. It loads the module only under a Node that can run it.
 * An older Node would otherwise stop at the first of its own modules that it lacks, with a stack that says nothing.
 * @param file the built module, such as `dist/index.js`
 */
export function writeEntry(file: string): void {
  const names = Object.keys(createRequire(import.meta.url)(file) as object).sort();
  const lines = [
    "import { createRequire } from 'node:module';",
    '',
    "if (Number(process.versions.node.split('.')[0]) < 24)",
    '  throw new Error(',
    '    `In process rlar needs Node 24 or later; this is ${process.version}. Run your program under Node 24 (https://nodejs.org), ` +',
    "      'or call rlar over HTTP: its command `rlar serve` brings a Node of its own.',",
    '  );',
    `const { ${names.join(', ')} } = createRequire(import.meta.url)('./${basename(file)}');`,
    `export { ${names.join(', ')} };`,
    '',
  ];
  writeFileSync(join(file, '..', 'entry.js'), lines.join('\n'));
}
