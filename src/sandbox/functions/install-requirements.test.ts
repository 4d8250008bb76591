import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { bubblewrapProblem } from '../program/bubblewrap.ts';
import { FunctionPool } from './function-pool.ts';
import { inspectPython } from './inspect-python.ts';
import { installRequirements } from './install-requirements.ts';

const skip = bubblewrapProblem() ?? false;
const folder = mkdtempSync(join(tmpdir(), 'rlar-requirements-'));
chmodSync(folder, 0o755);
after(() => rmSync(folder, { recursive: true, force: true }));

const NAME = 'tiny_rewards';
const WHEEL = `${NAME}-1.2-py3-none-any.whl`;
/** A wheel is an archive with a package and four words about it. */
const MAKE_WHEEL = `
import sys, zipfile
about = "${NAME}-1.2.dist-info/"
files = {
    "${NAME}.py": "HALF = 0.5\\n",
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
  writeFileSync(path, `--no-index\n${lines}\n`);
  return path;
}

test('a requirement is installed beside the tool, pinned, and there in its sandbox', { skip }, async () => {
  execFileSync('/usr/bin/python3', ['-c', MAKE_WHEEL, join(folder, WHEEL)]);
  const environment = join(folder, 'venv');
  const pinned = await installRequirements(requirements('good.txt', join(folder, WHEEL)), environment, false);
  assert.equal(pinned.length, 1, pinned.join());
  assert.match(pinned[0]!, /^tiny[-_]rewards @ file:.*\.whl/);
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
});

test('what cannot be installed says why; a source package is not built', async () => {
  const place = join(folder, 'other');
  const invalid = (message: RegExp) => ({ code: 'RLAR_INVALID_TOOL', message });
  await assert.rejects(
    installRequirements(requirements('none.txt', 'no-such-package-at-all==1.0'), place, false),
    invalid(/no-such-package-at-all/),
  );
  const forms = 'no-such-a[extra]>=1,<2 ; python_version > "3" # why\nno_such.b==1.0 --hash=sha256:00';
  await assert.rejects(
    installRequirements(requirements('forms.txt', forms), place, false),
    invalid(/cannot be installed/),
  );
  const mark = join(folder, 'ran');
  writeFileSync(join(folder, 'setup.py'), `open(${JSON.stringify(mark)}, 'w')`);
  await assert.rejects(installRequirements(requirements('source.txt', folder), place, false), {
    code: 'RLAR_INVALID_TOOL',
  });
  for (const line of [
    '-e .',
    'git+https://example.com/x.git',
    'x @ git+https://example.com/x.whl',
    'x @ https://example.com/x.tar.gz',
    './x-1.0.zip',
    '-r other.txt',
    'good\\\n @ ./folder',
    '--config-settings=x',
  ])
    await assert.rejects(
      installRequirements(requirements('line.txt', line), place, false),
      invalid(/built here/),
    );
  assert.equal(existsSync(mark), false, 'code of a package ran outside of the sandbox');
});
