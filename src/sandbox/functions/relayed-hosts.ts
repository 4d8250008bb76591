import { chmodSync, chownSync, mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, isIPv4, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { RlarError } from '../../spec/errors.ts';
import { droppedUser } from '../program/bubblewrap.ts';
import type { Grant } from './function-spec.ts';
import type { RelayedHost } from './launched.ts';

/** Where the sockets are seen in a sandbox. */
const RELAYS = '/opt/relays';
type NetGrant = Extract<Grant, { kind: 'net' }>;

let folder: string | undefined;
const names = new Map<string, string>();

/** @returns the folder of the sockets, out here, for the sandbox's user alone; removed with this process */
function relayFolder(): string {
  if (folder === undefined) {
    const made = mkdtempSync(join(tmpdir(), 'rlar-relays-'));
    const { uid, gid } = droppedUser();
    if (uid !== undefined && gid !== undefined) chownSync(made, uid, gid);
    chmodSync(made, 0o700);
    process.once('exit', () => rmSync(made, { recursive: true, force: true }));
    folder = made;
  }
  return folder;
}

/** @returns where a socket of a sandbox lies out here */
export function outsideSocket(inside: string): string {
  return join(relayFolder(), basename(inside));
}

/** Listens on a socket whose connections go to one host and port, and nowhere else. @returns its name */
function open({ host, port }: NetGrant): string {
  const key = `${host}:${port}`;
  const known = names.get(key);
  if (known) return known;
  const name = `${names.size}.sock`;
  names.set(key, name);
  const server = createServer({ allowHalfOpen: true }, (from) => {
    const to = connect({ host, port, allowHalfOpen: true });
    const end = (socket: Socket) => () => socket.destroy();
    from.on('error', end(to)).on('close', end(to));
    to.on('error', end(from)).on('close', end(from));
    from.pipe(to).pipe(from);
    from.unref();
    to.unref();
  });
  server.on('error', () => names.delete(key));
  server.listen({ path: join(relayFolder(), name), readableAll: true, writableAll: true }).unref();
  return name;
}

/**
 * @returns each granted host with the address that it has in the sandbox: its own where it is one, else one of the
 * loopback, which the sandbox's hosts file names
 * @throws RLAR_INVALID_TOOL for an IPv6 address
 */
export function relayedHosts(grants: readonly Grant[]): RelayedHost[] {
  const net = grants.filter((given) => given.kind === 'net');
  const hosts = [...new Set(net.map(({ host }) => host))];
  return net.map((given) => {
    const { host, port } = given;
    if (host.includes(':'))
      throw new RlarError(
        'RLAR_INVALID_TOOL',
        `--allow net=${host}: use the host's name or its IPv4 address`,
      );
    const own = host === 'localhost' ? '127.0.0.1' : host;
    const address = isIPv4(own) ? own : `127.1.0.${hosts.indexOf(host) + 1}`;
    return { host, port, address, socket: `${RELAYS}/${open(given)}` };
  });
}

/** @returns the hosts file of the sandbox */
export function hostsFile(relays: readonly RelayedHost[]): string {
  const named = relays.filter(({ host }) => !isIPv4(host) && host !== 'localhost');
  return `127.0.0.1 localhost\n${named.map(({ host, address }) => `${address} ${host}\n`).join('')}`;
}
