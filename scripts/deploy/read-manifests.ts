import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';

const labels = z.record(z.string(), z.string()).default({});
const port = z.looseObject({ port: z.number(), protocol: z.string() });
const container = z.looseObject({
  name: z.string(),
  image: z.string(),
  args: z.array(z.string()).default([]),
  env: z
    .array(
      z.strictObject({
        name: z.string(),
        value: z.string().optional(),
        valueFrom: z
          .strictObject({ secretKeyRef: z.looseObject({ name: z.string(), key: z.string() }) })
          .optional(),
      }),
    )
    .default([]),
  ports: z.array(z.looseObject({ name: z.string(), containerPort: z.number() })).default([]),
  volumeMounts: z.array(z.looseObject({ name: z.string(), mountPath: z.string() })).default([]),
});
export type Container = z.infer<typeof container>;

const podSpec = z.looseObject({
  terminationGracePeriodSeconds: z.number().optional(),
  automountServiceAccountToken: z.boolean().optional(),
  securityContext: z.looseObject({ runAsNonRoot: z.boolean() }).optional(),
  initContainers: z.array(container).default([]),
  containers: z.array(container),
  volumes: z.array(z.looseObject({ name: z.string() })).default([]),
});

/** What tests read of a manifest; the rest of it is left as it is. */
const manifest = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({ name: z.string(), labels }),
  spec: z
    .looseObject({
      selector: z.looseObject({ matchLabels: labels.optional() }).optional(),
      podSelector: z.looseObject({ matchLabels: labels }).optional(),
      egress: z.array(z.looseObject({ ports: z.array(port).optional() })).optional(),
      template: z.looseObject({ metadata: z.looseObject({ labels }), spec: podSpec }).optional(),
      scaleTargetRef: z.looseObject({ name: z.string() }).optional(),
      metrics: z.array(z.looseObject({ type: z.string() })).optional(),
    })
    .optional(),
});
export type Manifest = z.infer<typeof manifest>;

/** @returns the manifests of a folder. @throws Error for a file that is no YAML, or no manifest */
export function readManifests(folder: string): Manifest[] {
  return globSync('*.yaml', { cwd: folder })
    .filter((file) => !['kustomization.yaml', 'rlar.yaml'].includes(basename(file)))
    .flatMap((file) => parseManifests(readFileSync(join(folder, file), 'utf8')));
}

/** @returns the manifests of a text with several documents */
export function parseManifests(text: string): Manifest[] {
  return parseAllDocuments(text).map((document) => {
    if ('errors' in document && document.errors[0]) throw document.errors[0];
    return manifest.parse('toJS' in document ? document.toJS() : document);
  });
}

/** @returns all containers of a manifest's pods, those that run before the others among them */
export function containersOf({ spec }: Manifest): Container[] {
  const pod = spec?.template?.spec;
  return pod ? [...pod.initContainers, ...pod.containers] : [];
}
