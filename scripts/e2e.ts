/** Real trainers against a running `rlar serve`, outside CI: `npm run e2e:trl`, `npm run e2e:verl`. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pythonOfTrainers } from './e2e/python-of-trainers.ts';

const root = join(import.meta.dirname, '..');
const [trainer = ''] = process.argv.slice(2);
const script = join(root, 'scripts/e2e', `${trainer}_run.py`);
if (!/^\w+$/.test(trainer) || !existsSync(script)) {
  console.error('usage: npm run e2e:trl | npm run e2e:verl');
  process.exit(2);
}
const server = `'${process.execPath}' --disable-warning=ExperimentalWarning '${join(root, 'src/cli/main.ts')}'`;
const run = spawnSync(pythonOfTrainers(), ['-B', script], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, RLAR_TEST_SERVER: process.env.RLAR_TEST_SERVER ?? server },
});
process.exit(run.status ?? 1);
