import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { type Manifest, parseManifests } from './read-manifests.ts';

const root = join(import.meta.dirname, '../../deploy/kubernetes');
const kubectl = (...args: string[]) => spawnSync('kubectl', args, { encoding: 'utf8' });
const missing = kubectl('version', '--client').status === 0 ? false : 'kubectl is not installed';

function render(folder: string): Manifest[] {
  const run = kubectl('kustomize', join(root, folder));
  assert.equal(run.status, 0, run.stderr);
  return parseManifests(run.stdout);
}

for (const folder of ['base', ...globSync('overlays/*', { cwd: root })])
  test(`${folder} is rendered: every reference finds what it names`, { skip: missing }, () => {
    const all = render(folder);
    const named = (kind: string) =>
      new Set(all.filter((one) => one.kind === kind).map(({ metadata }) => metadata.name));
    const [deployments, configurations] = [named('Deployment'), named('ConfigMap')];
    assert.deepEqual([...deployments].sort(), ['rlar-agents', 'rlar-sandbox', 'rlar-serve']);
    assert.equal(named('PodDisruptionBudget').size, 3);
    for (const manifest of all) {
      const text = JSON.stringify(manifest);
      if (manifest.kind !== 'Namespace') assert.match(text, /"namespace":"rlar"/, manifest.metadata.name);
      for (const [, name] of text.matchAll(/"configMap":\{"name":"([^"]+)"/g))
        assert.ok(configurations.has(name!), name);
      for (const [, name] of text.matchAll(/"scaleTargetRef":\{[^}]*"name":"([^"]+)"/g))
        assert.ok(deployments.has(name!), name);
      for (const [, image] of text.matchAll(/"image":"(rlar[^"]*)"/g))
        assert.match(image!, /^rlar:\d+\.\d+\.\d+$/);
    }
    const sandbox = all.find(
      ({ metadata, kind }) => kind === 'Deployment' && metadata.name === 'rlar-sandbox',
    );
    const pod = sandbox?.spec?.template?.spec as { runtimeClassName?: string; hostUsers?: boolean };
    if (folder.endsWith('kata')) assert.deepEqual([pod.runtimeClassName, pod.hostUsers], ['kata', undefined]);
    else assert.equal(pod.hostUsers, false, 'root in the container is nobody outside');
  });
