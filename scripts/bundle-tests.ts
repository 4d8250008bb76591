import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What a test file says that changes the process for the files behind it. */
const CHANGES_THE_PROCESS =
  /process\.env(?:\.\w+|\[.+?\]) (?:\?\?)?=[^=]|delete process\.env|process\.(?:chdir|exitCode)|mock\.(?:timers|module)/;
/** A hook that would be run around the tests of all other files. */
const HOOK_OF_ALL = /^(?:beforeEach|afterEach)\(/m;
/** While one file waits here, the hooks that clean up behind the files before it are run, and theirs too early. */
const WAITS_AT_THE_TOP = /^(?:(?:const|let) .+ = |for )?await\b|^\} = await\b/m;
/** Such tests wait for processes, so that the time to load is little of theirs, and they are better run side by side. */
const STARTS_PROCESSES = /'node:child_process'/;

const ALONE = [CHANGES_THE_PROCESS, HOOK_OF_ALL, WAITS_AT_THE_TOP, STARTS_PROCESSES];

/**
 * Puts test files together, so that modules are loaded and compiled once for many of them: that is a third of the processor
 * time of a run. A file that others would notice stays alone.
 *
 * @param root the checkout
 * @param files relative to it
 * @param folder where the bundles are written; it exists
 * @param size files of one bundle, at most
 * @returns absolute paths of what is to be run
 */
export function bundleTests(root: string, files: readonly string[], folder: string, size = 8): string[] {
  const alone = files.filter((file) => {
    const text = readFileSync(join(root, file), 'utf8');
    return ALONE.some((pattern) => pattern.test(text));
  });
  const others = files.filter((file) => !alone.includes(file));
  const bundles = Array.from({ length: Math.ceil(others.length / size) }, (_, at) => {
    const path = join(folder, `together-${at}.test.mjs`);
    const urls = others.slice(at * size, (at + 1) * size).map((file) => pathToFileURL(join(root, file)).href);
    writeFileSync(path, urls.map((url) => `import ${JSON.stringify(url)};\n`).join(''));
    return path;
  });
  return [...alone.map((file) => join(root, file)), ...bundles];
}
