import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { jobsContract } from '../testing/jobs-contract.ts';
import { openJobs } from './open-registry.ts';

const folder = mkdtempSync(join(tmpdir(), 'rlar-jobs-'));
after(() => rmSync(folder, { recursive: true, force: true }));
let homes = 0;

jobsContract('SQLite', async () => {
  homes += 1;
  const home = join(folder, String(homes));
  return () => openJobs(home);
});
