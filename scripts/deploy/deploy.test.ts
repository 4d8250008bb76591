/** Holds the manifests, the compose file and the Dockerfile to the code: its commands, ports, settings, routes and deadlines. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Command } from 'commander';
import { parse } from 'yaml';
import { z } from 'zod';
import { doctorCommand } from '../../src/cli/commands/doctor.ts';
import { ledgerCommand } from '../../src/cli/commands/ledger.ts';
import { serveCommand } from '../../src/cli/commands/serve.ts';
import { parseConfig } from '../../src/config.ts';
import { WORK_MS } from '../../src/library/added-tools/judge-record.ts';
import { ROLES } from '../../src/server/roles.ts';
import { builtInTools } from '../../src/tools/index.ts';
import { fillIn, parseDockerfile, readPairs } from './parse-dockerfile.ts';
import { containersOf, type Manifest, readManifests } from './read-manifests.ts';
import { contextFiles } from './run-dockerfile.ts';

const root = join(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const { version } = JSON.parse(read('package.json')) as { version: string };
const config = parseConfig({});
const base = readManifests(join(root, 'deploy/kubernetes/base'));
const deployments = base.filter(({ kind }) => kind === 'Deployment');
const compose = z
  .looseObject({
    services: z.record(
      z.string(),
      z.looseObject({
        image: z.string(),
        command: z.array(z.string()).optional(),
        stop_grace_period: z.string().optional(),
        environment: z.record(z.string(), z.string()).optional(),
        depends_on: z.record(z.string(), z.unknown()).default({}),
        networks: z.array(z.string()).default(['default']),
        ports: z.array(z.string()).default([]),
      }),
    ),
    networks: z.record(z.string(), z.looseObject({ internal: z.boolean().optional() })),
  })
  .parse(parse(read('deploy/compose.yaml'), { merge: true }));
const dockerfile = parseDockerfile(read('Dockerfile'));
const image = dockerfile.at(-1)!.instructions;
const settings = Object.assign(
  {},
  ...image.filter(({ name }) => name === 'ENV').map(({ text }) => readPairs(text)),
);
const source = globSync('src/**/*.ts', { cwd: root })
  .filter((file) => !/\.test\.ts$|^src\/testing\//.test(file))
  .map(read)
  .join('\n');

/** Stands for every port. */
const ANYTHING = -1;

const component = ({ metadata }: Manifest) => metadata.labels['app.kubernetes.io/component'] ?? '';
const commands = [
  ...base.flatMap(containersOf).map(({ args }) => args),
  ...Object.values(compose.services).flatMap(({ command }) => (command ? [command] : [])),
];

/** A command line as the real program would read it, without its action. */
function understood(args: readonly string[]): void {
  const program = new Command('rlar').exitOverride().configureOutput({ writeErr: () => {} });
  for (const add of [serveCommand, ledgerCommand, doctorCommand]) add(program);
  const silence = (command: Command): void => {
    command.exitOverride().configureOutput({ writeErr: () => {} });
    if (command.commands.length === 0) command.action(() => {});
    command.commands.forEach(silence);
  };
  program.commands.forEach(silence);
  program.parse(['node', 'rlar', ...args]);
}

test('every command of a container is one that rlar has, with options and roles that it has', () => {
  assert.ok(commands.length >= 9);
  for (const args of commands) assert.doesNotThrow(() => understood(args), `rlar ${args.join(' ')}`);
  assert.throws(() => understood(['serve', '--rolle', 'serve']));
  const roles = (all: readonly (readonly string[])[]) =>
    new Set(all.flatMap((args) => (args[0] === 'serve' ? [args[args.indexOf('--role') + 1]] : [])));
  assert.deepEqual(roles(deployments.flatMap(containersOf).map(({ args }) => args)), new Set(ROLES));
  assert.deepEqual(roles(commands), new Set(ROLES));
  for (const deployment of deployments)
    assert.deepEqual(deployment.spec?.template?.spec.containers[0]?.args.slice(0, 3), [
      'serve',
      '--role',
      component(deployment),
    ]);
});

test('every setting is one that the code reads, and what is secret comes by reference', () => {
  const env = base.flatMap(containersOf).flatMap((container) => container.env);
  const inCompose = Object.values(compose.services).flatMap((service) =>
    service.image === 'rlar' ? Object.entries(service.environment ?? {}) : [],
  );
  const names = new Set([
    ...env.map(({ name }) => name),
    ...inCompose.map(([name]) => name),
    ...Object.keys(settings),
  ]);
  assert.ok(names.size >= 8);
  for (const name of names) if (name !== 'NODE_ENV') assert.match(source, new RegExp(`\\b${name}\\b`), name);
  for (const { name, value } of env)
    if (/TOKEN|KEY|URL|PASSWORD/.test(name)) assert.equal(value, undefined, `${name} is written down`);
  for (const [name, value] of inCompose)
    if (/TOKEN|KEY|PASSWORD/.test(name)) assert.match(value, /^\$\{/, name);
});

test('ports, health paths, image and versions agree with the code', () => {
  const port = config.port;
  assert.equal(settings.RLAR_PORT, String(port));
  for (const container of deployments.flatMap(containersOf)) {
    assert.equal(container.image, 'rlar');
    for (const one of container.ports) assert.equal(one.containerPort, port);
    for (const { name, value } of container.env) if (name === 'RLAR_PORT') assert.equal(value, String(port));
    const paths = Array.from(JSON.stringify(container).matchAll(/"path":"([^"]+)"/g), ([, path]) => path!);
    for (const path of paths) assert.match(source, new RegExp(`\\.get\\(\\s*'${path}'`), path);
    for (const { name, mountPath } of container.volumeMounts)
      assert.ok(name !== 'home' || mountPath === settings.RLAR_HOME, mountPath);
  }
  const text = base.map((manifest) => JSON.stringify(manifest)).join('\n');
  for (const [, found] of text.matchAll(/"port":(\d+)/g))
    assert.ok([port, 5432, 53, 443].includes(Number(found)), found);
  assert.match(
    read('deploy/kubernetes/base/kustomization.yaml'),
    new RegExp(`newTag: ${version.replaceAll('.', '\\.')}\n`),
  );
  assert.ok(
    base.some(
      ({ kind, metadata }) =>
        kind === 'Job' && metadata.name === `rlar-migrate-${version.replaceAll('.', '-')}`,
    ),
  );
  assert.deepEqual(compose.services.balancer?.ports, [`127.0.0.1:${port}:${port}`]);
});

test('what is stopped may first end what it began: the grace is above every deadline and the wait of a full queue', () => {
  const longest = Math.max(WORK_MS, ...builtInTools.map(({ declaration }) => declaration.deadlineMs));
  const needed = Math.ceil((longest + config.limits.queueWaitMs) / 1000) + 30;
  for (const { spec, metadata } of deployments)
    assert.equal(spec?.template?.spec.terminationGracePeriodSeconds, needed, metadata.name);
  for (const { command, stop_grace_period: grace } of Object.values(compose.services))
    if (command?.[0] === 'serve') assert.equal(grace, `${needed}s`);
  assert.match(read('deploy/compose.yaml'), new RegExp(`proxy_read_timeout ${needed}s;`));
});

test('sandboxes reach names and PostgreSQL and nothing else; nobody runs as root; volumes are there', () => {
  const policies = base.filter(({ kind }) => kind === 'NetworkPolicy');
  const portsOf = (labels: Readonly<Record<string, string>>) =>
    policies
      .filter(({ spec }) =>
        Object.entries(spec?.podSelector?.matchLabels ?? {}).every(([key, value]) => labels[key] === value),
      )
      .flatMap(({ spec }) => spec?.egress ?? [])
      .flatMap(({ ports }) => ports?.map((one) => one.port) ?? [ANYTHING]);
  for (const manifest of base.filter(({ spec }) => spec?.template)) {
    const { metadata, spec: pod } = manifest.spec!.template!;
    const open = new Set(portsOf(metadata.labels));
    assert.ok(open.has(5432) && open.has(53), 'a policy that denies all applies, and these are opened');
    if (['sandbox', 'migrate'].includes(component(manifest))) assert.deepEqual(open, new Set([53, 5432]));
    assert.deepEqual([pod.securityContext?.runAsNonRoot, pod.automountServiceAccountToken], [true, false]);
    const volumes = new Set(pod.volumes.map(({ name }) => name));
    for (const { volumeMounts } of containersOf(manifest))
      for (const { name } of volumeMounts) assert.ok(volumes.has(name), name);
  }
  assert.deepEqual(compose.services.sandbox?.networks, ['inside']);
  assert.equal(compose.networks.inside?.internal, true);
  assert.deepEqual(compose.services.postgres?.networks, ['default', 'inside']);
});

test('every deployment has a budget for disruptions; autoscalers scale deployments by metrics that are served', () => {
  const names = new Set(deployments.map(({ metadata }) => metadata.name));
  for (const deployment of deployments) {
    const { matchLabels } = deployment.spec!.selector!;
    assert.deepEqual(deployment.spec?.template?.metadata.labels, matchLabels);
    const budgets = base.filter(
      ({ kind, spec }) =>
        kind === 'PodDisruptionBudget' &&
        JSON.stringify(spec?.selector?.matchLabels) === JSON.stringify(matchLabels),
    );
    assert.equal(budgets.length, 1, deployment.metadata.name);
  }
  const scalers = base.filter(({ kind }) => kind === 'HorizontalPodAutoscaler');
  assert.deepEqual(scalers.map(({ spec }) => spec?.scaleTargetRef?.name).sort(), [
    'rlar-sandbox',
    'rlar-serve',
  ]);
  for (const { spec } of scalers) {
    assert.ok(names.has(spec!.scaleTargetRef!.name));
    for (const [, metric] of JSON.stringify(spec?.metrics).matchAll(/"(rlar_\w+)"/g))
      assert.match(source, new RegExp(`\\b${metric}\\b`), metric);
  }
});

test('services of the compose file wait for services that are there', () => {
  for (const [name, { depends_on: needs }] of Object.entries(compose.services))
    for (const other of Object.keys(needs)) assert.ok(compose.services[other], `${name} waits for ${other}`);
});

test('the Dockerfile is read as it is meant; the image is no root, knows its health, and has a sandbox', () => {
  assert.deepEqual(
    dockerfile.map((stage) => stage.image),
    ['node:24-bookworm-slim', 'node:24-bookworm-slim'],
  );
  const of = (name: string) => image.filter((one) => one.name === name);
  assert.equal(of('USER').at(-1)?.text, 'node');
  assert.deepEqual([...of('ENTRYPOINT')[0]!.words!, ...of('CMD')[0]!.words!].slice(-2), [
    '/opt/rlar/bin/rlar.mjs',
    'serve',
  ]);
  assert.equal(of('HEALTHCHECK')[0]?.words?.at(-1), '/opt/rlar/deploy/healthy.mjs');
  assert.match(
    of('RUN')
      .map(({ text }) => text)
      .join('\n'),
    /apt-get install .*bubblewrap tini \$\{TOOLCHAINS\}/,
  );
  assert.equal(fillIn('a ${B}$C d', { B: 'b' }), 'a b d');
  assert.throws(() => parseDockerfile('FROM x\nRUNN y'), /RUNN/);
  assert.throws(() => parseDockerfile('RUN y'), /before the first FROM/);
  const tracked = execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 })
    .trim()
    .split('\n');
  const context = new Set(contextFiles(root));
  const left = tracked.filter((file) => !context.has(file));
  assert.deepEqual(
    left.filter((file) => !/^(?:python\/.*|Dockerfile|\.dockerignore)$/.test(file)),
    [],
  );
});
