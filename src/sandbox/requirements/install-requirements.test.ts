import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { FunctionPool } from '../functions/function-pool.ts';
import { inspectPython } from '../functions/inspect-python.ts';
import { bubblewrapProblem } from '../program/bubblewrap.ts';
import { installRequirements, packagesIn } from './install-requirements.ts';
import { hashPackages } from './python-packages.ts';

const skip = bubblewrapProblem() ?? false;
const folder = mkdtempSync(join(tmpdir(), 'rlar-requirements-'));
chmodSync(folder, 0o755);
after(() => rmSync(folder, { recursive: true, force: true }));

const NAME = 'tiny_rewards';
/** What a package writes where it is run with the rights to. */
const MARK = join(folder, 'ran');
const WHEEL = `${NAME}-1.2-py3-none-any.whl`;
/** A wheel is an archive with a package and four words about it. */
const MAKE_WHEEL = `
import sys, zipfile
about = "${NAME}-1.2.dist-info/"
files = {
    "${NAME}.py": "HALF = 0.5\\n",
    "${NAME}.pth": "import os; open(%r, 'a').write('x')\\n" % sys.argv[2],
    "../outside.py": "", "/outside.py": "", "inner/../../outside.py": "",
    "${NAME}-1.2.data/scripts/tiny": "", "${NAME}-1.2.data/purelib/inner/kept.py": "",
    about + "METADATA": "Metadata-Version: 2.1\\nName: ${NAME}\\nVersion: 1.2\\n",
    about + "WHEEL": "Wheel-Version: 1.0\\nGenerator: test\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n",
}
record = "".join(f"{name},,\\n" for name in [*files, about + "RECORD"])
with zipfile.ZipFile(sys.argv[1], "w") as archive:
    for name, text in {**files, about + "RECORD": record}.items():
        archive.writestr(name, text)
`;

function requirements(name: string, lines: string): string {
  const path = join(folder, name);
  writeFileSync(path, `--no-index\n--find-links .\n${lines}\n`);
  return path;
}

const invalid = (message: RegExp) => ({ code: 'RLAR_INVALID_TOOL', message });

test('a wheel is fetched, unpacked and imported in its sandbox, and never run outside', {
  skip,
}, async () => {
  execFileSync('/usr/bin/python3', ['-c', MAKE_WHEEL, join(folder, WHEEL), MARK]);
  const environment = join(folder, 'venv');
  const found = await installRequirements(requirements('good.txt', NAME), environment, false);
  assert.deepEqual(found.requirements, [`${NAME}==1.2`]);
  assert.equal(existsSync(MARK), false, 'a package ran outside of the sandbox');
  const source = `import ${NAME}\ndef score(prompt, response):\n    return ${NAME}.HALF\n`;
  const settings = { source, found: await inspectPython(source), trust: 'sandbox', grants: [] } as const;
  const outcomes = await Promise.all(
    [environment, null].map(async (place) => {
      const limits = { environment: place, callMs: 10_000, memoryBytes: 256 * 1024 * 1024 };
      const pool = new FunctionPool({ ...settings, ...limits }, 1);
      const nothing = { prompt: '', messages: [], steps: [], reference: null };
      const outcome = await pool.call({ ...nothing, response: '' });
      pool.close();
      return outcome.kind === 'value' ? outcome.value : outcome.kind;
    }),
  );
  assert.deepEqual(outcomes, [0.5, 'unloaded']);
  assert.equal(existsSync(MARK), false, 'a package ran outside of the sandbox');
  const place = packagesIn(environment);
  assert.equal(hashPackages(place), found.packages);
  writeFileSync(join(place, `${NAME}.py`), 'HALF = 1.0\n');
  assert.notEqual(hashPackages(place), found.packages, 'a changed package is another version');
});

test('what a wheel would put elsewhere is left out', { skip }, async () => {
  const place = packagesIn(join(folder, 'venv'));
  assert.deepEqual(readdirSync(place).sort(), [
    'inner',
    `${NAME}-1.2.dist-info`,
    `${NAME}.pth`,
    `${NAME}.py`,
  ]);
  assert.deepEqual(readdirSync(join(place, 'inner')), ['kept.py']);
});

test('what cannot be found says why; nothing is built', async () => {
  const place = join(folder, 'other');
  await assert.rejects(
    installRequirements(requirements('none.txt', 'no-such-package-at-all==1.0'), place, false),
    invalid(/no-such-package-at-all/),
  );
  await assert.rejects(
    installRequirements(requirements('editable.txt', '-e .'), place, false),
    invalid(/neither a package/),
  );
  await assert.rejects(installRequirements(join(folder, 'missing.txt'), place, false), {
    code: 'RLAR_FILE_UNREADABLE',
  });
});
