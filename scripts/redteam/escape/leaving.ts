import type { EscapeAttack } from './attack.ts';
import { cppBody, javaBody, javascriptBody, pythonBody } from './attempts.ts';

const FOLDERS = ['/', '/box', '/dev', '/dev/shm', '/opt', '/run', '/tmp', '/usr', '/var/tmp'];
const LIST = JSON.stringify(FOLDERS);

/** Attacks on who comes next: each leaves behind what it can, and the next one's view must be that of a fresh sandbox. */
export const LEAVING: readonly EscapeAttack[] = [
  {
    name: 'files in every folder, and folders that are full',
    expected: 'held',
    forms: {
      python: pythonBody(
        `for folder in ${LIST}:\n    try: open(folder + "/left", "w").write("the solution of the first")\n    except OSError: pass\nfor folder in ("/box", "/dev/shm", "/tmp"):\n    try:\n        with open(folder + "/fill", "wb") as file:\n            while True: file.write(bytes(65536)); file.flush()\n    except OSError: pass\nreturn "held"`,
      ),
      javascript: javascriptBody(
        `const fs = require("node:fs"); for (const folder of ${LIST}) { try { fs.writeFileSync(folder + "/left", "x"); } catch {} } try { for (let n = 0; ; n += 1) fs.writeFileSync("/dev/shm/fill" + n, Buffer.alloc(1e6)); } catch {} return "held";`,
      ),
      cpp: cppBody(
        `for (const char* folder : {${FOLDERS.map((folder) => JSON.stringify(folder)).join(', ')}}) { std::ofstream f(std::string(folder) + "/left"); f << "x"; } return "held";`,
      ),
      java: javaBody(
        `for (String folder : new String[] {${FOLDERS.map((folder) => JSON.stringify(folder)).join(', ')}}) try { Files.write(Paths.get(folder + "/left"), new byte[9]); } catch (Exception e) { } return "held";`,
      ),
    },
    otherwise: 'it has no files',
  },
  {
    name: 'shared memory, queues, semaphores, sockets',
    expected: 'held',
    forms: {
      python: pythonBody(
        'import ctypes, socket\nlibc = ctypes.CDLL(None)\nlibc.mq_open(b"/left", 0o102, 0o666, None)\nlibc.sem_open(b"/left", 0o100, 0o666, 1)\nlibc.msgget(4711, 0o1666); libc.shmget(4711, 4096, 0o1666); libc.semget(4711, 1, 0o1666)\nglobal kept\nkept = [socket.socket(socket.AF_UNIX), socket.socket()]\ntry:\n    kept[0].bind("\\0left"); kept[0].listen(1)\n    kept[1].bind(("127.0.0.1", 0)); kept[1].listen(1)\nexcept OSError: pass\nreturn "held"',
      ),
      javascript: javascriptBody(
        'require("node:net").createServer().listen("\\0left").unref(); return "held";',
      ),
      cpp: cppBody(
        'shmget(4711, 4096, 01666); msgget(4711, 01666); semget(4711, 1, 01666); sockaddr_in any{}; any.sin_family = AF_INET; int s = socket(AF_INET, SOCK_STREAM, 0); bind(s, (sockaddr*)&any, sizeof any); listen(s, 1); return "held";',
      ),
      java: javaBody('new java.net.ServerSocket(0); return "held";').replace(
        'catch (Exception problem)',
        'catch (Throwable problem)',
      ),
    },
    otherwise: 'it has none of them',
  },
  {
    name: 'modules, builtins, environment, priority',
    expected: 'held',
    forms: {
      python: pythonBody(
        'import builtins, os, random, sys, threading, time\nbuiltins.left = 1\nsys.modules["left"] = sys\nos.environ["LEFT"] = "1"\nrandom.seed(5)\nos.umask(0)\ntry: os.nice(5)\nexcept OSError: pass\nthreading.Thread(target=time.sleep, args=(600,), daemon=True).start()\nreturn "held"',
      ),
      javascript: javascriptBody(
        'globalThis.left = 1; process.env.LEFT = "1"; process.umask(0); return "held";',
      ),
      cpp: cppBody(
        'setenv("LEFT", "1", 1); umask(0); if (nice(5)) {} std::thread([] { sleep(600); }).detach(); return "held";',
      ),
      java: javaBody(
        'System.setProperty("left", "1"); Thread t = new Thread(() -> { try { Thread.sleep(600_000); } catch (Exception e) { } }); t.setDaemon(true); t.start(); return "held";',
      ),
      quickjs:
        'globalThis.left = 1; Array.prototype.left = 1; Object.prototype.toJSON = undefined; Math.random = () => 0.5; function attack() { return "held"; }',
    },
  },
];
