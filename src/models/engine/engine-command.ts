import { stringify } from 'yaml';
import type { AdapterSpec } from '../../spec/adapter-spec.ts';

/** Inference engines that rlar starts. */
export const SERVING_ENGINES = ['vllm', 'sglang'] as const;
export type ServingEngine = (typeof SERVING_ENGINES)[number];

const IMAGES: Readonly<Record<ServingEngine, string>> = {
  vllm: 'vllm/vllm-openai:latest',
  sglang: 'lmsysorg/sglang:latest',
};

interface EngineOptions {
  readonly from: string;
  readonly host: string;
  readonly revision?: string;
  readonly stepTag?: number | null;
}

/**
 * @param from the folder of the model's files, or its id on the hub
 * @param stepTag the number of the token that ends a step, of a model that judges steps
 * @returns program and arguments; `{port}` stands for the port
 */
export function engineCommand(
  engine: ServingEngine,
  { model, remoteCode }: Pick<AdapterSpec, 'model' | 'remoteCode'>,
  { from, host, revision, stepTag = null }: EngineOptions,
): string[] {
  const commit = revision === undefined ? [] : ['--revision', revision];
  const pooler = JSON.stringify({ pooling_type: 'STEP', step_tag_id: stepTag });
  const steps = stepTag === null ? [] : ['--pooler-config', pooler];
  // vLLM would take the newest code; SGLang, as transformers does, takes that of the commit.
  const pinned = engine === 'vllm' && revision !== undefined ? ['--code-revision', revision] : [];
  const code = remoteCode ? ['--trust-remote-code', ...pinned] : [];
  const at = ['--served-model-name', model, '--host', host, '--port', '{port}'];
  return engine === 'vllm'
    ? ['vllm', 'serve', from, '--runner', 'pooling', ...steps, ...code, ...commit, ...at]
    : [
        'python3',
        '-m',
        'sglang.launch_server',
        '--model-path',
        from,
        '--is-embedding',
        ...code,
        ...commit,
        ...at,
      ];
}

/** @returns a manifest (Kubernetes) that serves the model at its commit inside a cluster, and the address that it has there */
export function engineManifest(
  engine: ServingEngine,
  spec: AdapterSpec,
): { readonly yaml: string; readonly url: string } {
  const name = `reward-${spec.model
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')}`.slice(0, 60);
  const port = engine === 'vllm' ? 8000 : 30_000;
  const command = engineCommand(engine, spec, {
    from: spec.model,
    host: '0.0.0.0',
    revision: spec.revision,
  }).map((part) => part.replace('{port}', String(port)));
  const labels = { app: name };
  const secret = { secretKeyRef: { name: 'hugging-face', key: 'token', optional: true } };
  const deployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, labels, annotations: { 'rlar/model': spec.model, 'rlar/revision': spec.revision } },
    spec: {
      replicas: 1,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          containers: [
            {
              name: engine,
              image: IMAGES[engine],
              command,
              ports: [{ containerPort: port }],
              env: [{ name: 'HF_TOKEN', valueFrom: secret }],
              readinessProbe: { httpGet: { path: '/health', port }, periodSeconds: 5, failureThreshold: 120 },
              resources: { limits: { 'nvidia.com/gpu': 1 } },
              volumeMounts: [{ name: 'shm', mountPath: '/dev/shm' }],
            },
          ],
          volumes: [{ name: 'shm', emptyDir: { medium: 'Memory', sizeLimit: '8Gi' } }],
        },
      },
    },
  };
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, labels },
    spec: { selector: labels, ports: [{ port, targetPort: port }] },
  };
  return { yaml: `${stringify(deployment)}---\n${stringify(service)}`, url: `http://${name}:${port}` };
}
