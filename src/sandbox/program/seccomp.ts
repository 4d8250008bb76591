/**
 * A system call filter as classic BPF, for bubblewrap's `--seccomp` and for prctl(PR_SET_SECCOMP) in the warm worker.
 * A deny list: programs in four languages need most calls, and what these could do is already fenced by namespaces. It
 * takes away the kernel's wide and seldom used surfaces (namespaces, ptrace, keys, bpf, io_uring, mounts).
 */

/** Numbers of the denied calls: [x86-64, arm64]; -1 where the architecture has none. */
const DENIED: readonly (readonly [number, number])[] = [
  [101, 117], // ptrace
  [310, 270], // process_vm_readv
  [311, 271], // process_vm_writev
  [272, 97], // unshare
  [308, 268], // setns
  [165, 40], // mount
  [166, 39], // umount2
  [155, 41], // pivot_root
  [161, 51], // chroot
  [248, 217], // add_key
  [249, 218], // request_key
  [250, 219], // keyctl
  [321, 280], // bpf
  [298, 241], // perf_event_open
  [323, 282], // userfaultfd
  [425, 425], // io_uring_setup
  [426, 426], // io_uring_enter
  [427, 427], // io_uring_register
  [428, 428], // open_tree
  [429, 429], // move_mount
  [430, 430], // fsopen
  [304, 265], // open_by_handle_at
  [312, 272], // kcmp
  [246, 104], // kexec_load
  [175, 105], // init_module
  [313, 273], // finit_module
  [169, 142], // reboot
  [167, 224], // swapon
  [438, 438], // pidfd_getfd
  [29, 194], // shmget: segments that nobody has attached are no process's memory, so no limit counts them
  [68, 186], // msgget
  [64, 190], // semget
  [240, 180], // mq_open
  [319, 279], // memfd_create
  [447, 447], // memfd_secret
];
/** Calls that make sockets. Beside local sockets and those of the empty network, families reach around namespaces. */
const SOCKETS: readonly (readonly [number, number])[] = [
  [41, 198], // socket
  [53, 199], // socketpair
];
/** AF_UNIX, AF_INET, AF_INET6 */
const FAMILIES = [1, 2, 10];
const EAFNOSUPPORT = 97;
const CLONE: readonly [number, number] = [56, 220];
const CLONE3 = 435;
/** CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET */
const NEW_NAMESPACE = 0x7e020000;

const LOAD = 0x20;
const JUMP_EQUAL = 0x15;
const JUMP_SET = 0x45;
const JUMP_GREATER_OR_EQUAL = 0x35;
const RETURN = 0x06;
const ALLOW = 0x7fff0000;
const KILL = 0x80000000;
const errno = (value: number): number => 0x00050000 | value;
const EPERM = 1;
const ENOSYS = 38;
/** x32 calls carry this bit and would pass by number otherwise. */
const X32 = 0x40000000;

type Instruction = readonly [code: number, whenTrue: number, whenFalse: number, operand: number];

function encode(instructions: readonly Instruction[]): Buffer {
  const bytes = Buffer.alloc(instructions.length * 8);
  instructions.forEach(([code, whenTrue, whenFalse, operand], index) => {
    bytes.writeUInt16LE(code, index * 8);
    bytes.writeUInt8(whenTrue, index * 8 + 2);
    bytes.writeUInt8(whenFalse, index * 8 + 3);
    bytes.writeUInt32LE(operand >>> 0, index * 8 + 4);
  });
  return bytes;
}

let own: Buffer | null | undefined;

/** @returns the filter for this machine's architecture, or null where its call numbers are not known here */
export function seccompFilter(): Buffer | null {
  own ??= makeFilter(process.arch);
  return own;
}

function makeFilter(architecture: string): Buffer | null {
  const column = architecture === 'x64' ? 0 : architecture === 'arm64' ? 1 : null;
  if (column === null) return null;
  const audit = column === 0 ? 0xc000003e : 0xc00000b7;
  const instructions: Instruction[] = [
    [LOAD, 0, 0, 4],
    [JUMP_EQUAL, 1, 0, audit],
    [RETURN, 0, 0, KILL],
    [LOAD, 0, 0, 0],
    [JUMP_GREATER_OR_EQUAL, 0, 1, X32],
    [RETURN, 0, 0, errno(ENOSYS)],
  ];
  for (const row of DENIED) {
    instructions.push([JUMP_EQUAL, 0, 1, row[column]], [RETURN, 0, 0, errno(EPERM)]);
  }
  for (const row of SOCKETS) {
    instructions.push([JUMP_EQUAL, 0, FAMILIES.length + 3, row[column]], [LOAD, 0, 0, 16]);
    FAMILIES.forEach((family, index) => {
      instructions.push([JUMP_EQUAL, FAMILIES.length - index, 0, family]);
    });
    instructions.push([RETURN, 0, 0, errno(EAFNOSUPPORT)], [RETURN, 0, 0, ALLOW]);
  }
  instructions.push(
    [JUMP_EQUAL, 0, 1, CLONE3],
    [RETURN, 0, 0, errno(ENOSYS)],
    [JUMP_EQUAL, 0, 3, CLONE[column]],
    [LOAD, 0, 0, 16],
    [JUMP_SET, 0, 1, NEW_NAMESPACE],
    [RETURN, 0, 0, errno(EPERM)],
    [RETURN, 0, 0, ALLOW],
  );
  return encode(instructions);
}
