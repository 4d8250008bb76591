import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const HAPROXY = ['/usr/sbin/haproxy', '/usr/local/sbin/haproxy', '/usr/local/bin/haproxy'];

/** @returns why there is no load balancer for the proof, or null where there is one */
export function noBalancer(): string | null {
  return HAPROXY.some((place) => existsSync(place))
    ? null
    : 'haproxy is not installed (Debian: apt-get install haproxy)';
}

export interface Balancer {
  readonly url: string;
  close(): Promise<void>;
}

/** Starts haproxy before replicas: each request goes to the next one that says in /readyz that it is ready. */
export async function startBalancer(
  folder: string,
  port: number,
  replicas: readonly number[],
): Promise<Balancer> {
  const program = HAPROXY.find((place) => existsSync(place));
  if (!program) throw new Error(noBalancer() ?? '');
  const file = join(folder, 'haproxy.cfg');
  writeFileSync(file, configuration(port, replicas));
  const child: ChildProcess = spawn(program, ['-db', '-f', file], { stdio: ['ignore', 'ignore', 'inherit'] });
  const ended = once(child, 'exit');
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** As docs/cluster.md shows it. */
function configuration(port: number, replicas: readonly number[]): string {
  return `global
  maxconn 4096
defaults
  mode http
  timeout connect 2s
  timeout client 10m
  timeout server 10m
  timeout queue 1m
  timeout check 5s
  retries 3
  option redispatch
frontend trainers
  bind 127.0.0.1:${port}
  default_backend replicas
backend replicas
  balance roundrobin
  option httpchk
  http-check send meth GET uri /readyz ver HTTP/1.1 hdr Host localhost
  http-check expect status 200
  default-server check inter 300ms fastinter 100ms fall 2 rise 1
${replicas.map((replica, at) => `  server replica${at} 127.0.0.1:${replica}`).join('\n')}
`;
}
