import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, join } from 'node:path';
import { after, test } from 'node:test';
import { builtInLibrary, builtInParts } from '../src/library/built-in.ts';
import { cannotRunDockerfile, runDockerfile } from './deploy/run-dockerfile.ts';

const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'rlar-package-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** PATH without this checkout's own binaries, so that `node` is the machine's: an older one where it has that. */
const PATH = (process.env.PATH ?? '')
  .split(delimiter)
  .filter((entry) => !entry.includes('node_modules'))
  .join(delimiter);
const env = { ...process.env, PATH, RLAR_HOME: join(folder, 'home') };
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
const tarball = join(folder, `rlar-${version}.tgz`);
const FLAGS = ['--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];

test('packed, installed in an empty folder and started by the machine’s own node, it scores', {
  timeout: 300_000,
}, () => {
  execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], {
    cwd: root,
    env: process.env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  writeFileSync(join(folder, 'package.json'), '{"private": true}');
  execFileSync('npm', ['install', ...FLAGS, tarball], {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const rlar = (args: string[]) =>
    spawnSync(join(folder, 'node_modules/.bin/rlar'), args, { cwd: folder, env, encoding: 'utf8' });
  const list = JSON.parse(rlar(['tools', 'list', '--json']).stdout) as {
    snapshot: string;
    tools: { id: string; version: string }[];
  };
  assert.deepEqual(
    list.tools.map(({ id, version: own }) => `${id}@${own}`).sort(),
    builtInParts()
      .map(({ tool: { declaration } }) => `${declaration.id}@${declaration.version}`)
      .sort(),
  );
  assert.equal(list.snapshot, builtInLibrary().snapshot, 'a checkout and its package have one library');
  writeFileSync(
    join(folder, 'in.jsonl'),
    '{"id":"x","prompt":"What is 2 + 2 * 5?","response":"#### 12","reference":"12"}\n',
  );
  assert.equal(rlar(['--version']).stdout.trim(), version);
  const page =
    "import { openBundle, openDocs } from './node_modules/rlar/dist/server/web/open-bundle.js'; console.log([...(await openBundle()).keys()].filter((name) => /html$|js$/.test(name)).length, (await openDocs()).has('tools/choice.html'))";
  writeFileSync(join(folder, 'page.mjs'), page);
  const served = execFileSync(process.execPath, ['page.mjs'], { cwd: folder, env, encoding: 'utf8' });
  assert.equal(served.trim(), '2 true', 'a package brings the dashboard and the documentation');
  const run = rlar(['score', 'in.jsonl', '--out', '-']);
  assert.equal(run.status, 0, run.stderr);
  assert.equal(JSON.parse(run.stdout).reward, 1);
  const threaded =
    '{"prompt":"Simplify $\\\\sqrt{50}$.","response":"$\\\\boxed{5\\\\sqrt{2}}$","reference":"5\\\\sqrt{2}"}\n';
  writeFileSync(join(folder, 'thread.jsonl'), threaded);
  const second = rlar(['score', 'thread.jsonl', '--out', '-']);
  assert.equal(JSON.parse(second.stdout).reward, 1, second.stderr + second.stdout);
  const script =
    "import { createRewardService } from 'rlar'; const s = await createRewardService(); const [r] = await s.reward({ prompt: 'What is 2 + 2 * 5?', response: '12', reference: '12' }); console.log(r.reward); await s.close();";
  writeFileSync(join(folder, 'use.mjs'), script);
  assert.equal(
    execFileSync(process.execPath, ['use.mjs'], { cwd: folder, env, encoding: 'utf8' }).trim(),
    '1',
  );
});

/** @returns the folder of an older Node's binary, or null where it cannot be had */
function olderNode(major: number): string | null {
  const at = join(folder, `node-${major}`);
  mkdirSync(at);
  writeFileSync(join(at, 'package.json'), '{"private": true}');
  const name = `node-${process.platform}-${process.arch}@${major}`;
  const run = spawnSync('npm', ['install', ...FLAGS, '--ignore-scripts', name], { cwd: at, env });
  const binary = join(at, `node_modules/node-${process.platform}-${process.arch}/bin`);
  return run.status === 0 && existsSync(join(binary, 'node')) ? binary : null;
}

for (const major of [20, 22])
  test(`started by Node ${major} it runs under its own, and in process it says what to do`, {
    timeout: 120_000,
  }, (context) => {
    const own = execFileSync('node', ['--version'], { env, encoding: 'utf8' }).startsWith(`v${major}.`);
    const binary = own ? '' : olderNode(major);
    if (binary === null) return context.skip(`no package brings Node ${major} here`);
    const older = { ...env, PATH: `${binary}${delimiter}${PATH}` };
    const rlar = () =>
      spawnSync(join(folder, 'node_modules/.bin/rlar'), ['--version'], { env: older, encoding: 'utf8' });
    assert.equal(rlar().stdout.trim(), version);
    const inProcess = spawnSync('node', ['use.mjs'], { cwd: folder, env: older, encoding: 'utf8' });
    assert.match(inProcess.stderr, /rlar needs Node 24 or later; this is v2[02].*rlar serve/);
    const brought = join(folder, 'node_modules', `node-${process.platform}-${process.arch}`);
    renameSync(brought, `${brought}-away`);
    try {
      const refused = rlar();
      assert.equal(refused.status, 1);
      assert.match(
        refused.stderr,
        /needs Node 24 or later; this is v2[02][\s\S]*npm install --include=optional/,
      );
      assert.doesNotMatch(refused.stderr, /^ +at /m);
    } finally {
      renameSync(`${brought}-away`, brought);
    }
  });

test('every step of the Dockerfile works, and what comes out answers, is healthy and ends', {
  timeout: 120_000,
}, (context) => {
  const missing = cannotRunDockerfile();
  if (missing) return context.skip(missing);
  const work = join(folder, 'image');
  mkdirSync(work);
  chmodSync(folder, 0o755);
  const { command, health, user, run } = runDockerfile({ root, work, tarball });
  assert.equal(user, 'node');
  const words = (given: readonly string[]) => given.map((word) => `'${word}'`).join(' ');
  const body = JSON.stringify({ groups: [{ prompt: '2 + 2?', reference: '4', responses: ['4'] }] });
  const ask = `fetch('http://127.0.0.1:8421/v1/rewards', {method: 'POST', headers: {'content-type': 'application/json', authorization: 'Bearer t'}, body: process.argv[1]}).then((r) => r.text()).then(console.log)`;
  const { code, out } = run(`
    RLAR_TOKEN=t ${words(command)} & pid=$!
    for i in $(seq 300); do ${words(health)} && break; sleep 0.1; done
    ${words(health)} && echo "healthy as $(id -un)"
    node -e "${ask}" '${body}'
    kill -TERM $pid; wait $pid; echo "ended with $?"; ls -A /data`);
  assert.equal(code, 0, out);
  assert.match(out, /healthy as node/);
  assert.match(out, /rlar answers on http:\/\/0\.0\.0\.0:8421/);
  assert.match(out, /"reward":1[\s\S]*ended with 0[\s\S]*rlar\.db/);
  assert.match(run('RLAR_TOKEN= node /opt/rlar/bin/rlar.mjs serve').out, /RLAR_BIND_REFUSED/);
});

/** @returns Pythons of the versions that the client is for, by their version, as far as this machine has them */
function pythons(): Map<string, string> {
  const found = new Map<string, string>();
  for (const version of ['3.10', '3.11', '3.12', '3.13']) {
    const at = (command: string, args: string[]) =>
      spawnSync(command, args, { env, encoding: 'utf8' }).stdout?.trim();
    const path =
      at(`python${version}`, ['-c', 'import sys, venv; print(sys.executable)']) ||
      (at('pyenv', ['prefix', version]) ?? '').replace(/(.+)/, '$1/bin/python');
    if (path && existsSync(path)) found.set(version, path);
  }
  return found;
}

test('the wheel brings the server: installed from an empty folder, under each Python there is', {
  timeout: 600_000,
}, async (context) => {
  const source = join(folder, 'python');
  cpSync(join(root, 'python'), source, { recursive: true });
  mkdirSync(join(source, 'src/rlar/_server'), { recursive: true });
  copyFileSync(tarball, join(source, 'src/rlar/_server', basename(tarball)));
  const pip = ['-m', 'pip', '--disable-pip-version-check', '-q'];
  const built = spawnSync('python3', [...pip, 'wheel', '--no-deps', '-w', folder, source], { env });
  if (built.status !== 0) return context.skip(`no wheel can be built here: ${built.stderr}`);
  const wheel = join(folder, `rlar-${version}-py3-none-any.whl`);
  // Not below `folder`: there is a server in it, which would be found.
  const empty = mkdtempSync(join(tmpdir(), 'rlar-wheel-'));
  context.after(() => rmSync(empty, { recursive: true, force: true }));
  // What npm has to fetch was fetched by the first test.
  const place = {
    ...env,
    PYTHONDONTWRITEBYTECODE: '1',
    RLAR_SERVER_FOLDER: join(folder, 'brought'),
    npm_config_offline: 'true',
  };
  const found = pythons();
  let served: { readonly url: string; stop(): Promise<unknown> } | null = null;
  try {
    for (const [name, python] of found) {
      const site = join(folder, `site-${name}`);
      const install = [...pip, 'install', '--only-binary', ':all:', '--target', site, wheel];
      execFileSync(python, install, { cwd: empty, env, stdio: ['ignore', 'pipe', 'pipe'] });
      const own = { ...place, PYTHONPATH: site };
      served ??= await servedBy(python, empty, own);
      const script =
        "import rlar; [[one, other]] = rlar.Client().rewards([{'prompt': '2 + 2?', 'reference': '4', 'responses': ['4', '5']}]); print(rlar.__version__, one.reward, other.reward)";
      const said: string = execFileSync(python, ['-c', script], {
        cwd: empty,
        env: { ...own, RLAR_URL: served.url },
        encoding: 'utf8',
      });
      assert.equal(said.trim().replaceAll('.0', ''), `${version.replaceAll('.0', '')} 1 0`, name);
    }
  } finally {
    await served?.stop();
  }
  context.diagnostic(`Python ${[...found.keys()].join(', ')}`);
  if (found.size === 0) return context.skip('there is no Python 3.10 to 3.13');
});

/** Starts `python -m rlar serve`, which installs the server that the wheel carries. */
async function servedBy(python: string, cwd: string, own: NodeJS.ProcessEnv) {
  const child = spawn(python, ['-m', 'rlar', 'serve', '--port', '0'], {
    cwd,
    env: own,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  child.stderr.on('data', (chunk) => (err += chunk));
  const ended = once(child, 'exit');
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      out += chunk;
      const [, found] = /answers on (\S+)/.exec(out) ?? [];
      if (found) resolve(found);
    });
    child.once('exit', () => reject(new Error(err)));
  });
  assert.match(err, /installing the server/);
  return {
    url,
    stop() {
      child.kill('SIGTERM');
      return ended;
    },
  };
}
