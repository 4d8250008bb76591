import type { EscapeAttack } from './attack.ts';

/** A reply that says that all passed, in every form that a channel of ours knows. */
const VERDICT = '{"status":"done","passed":3,"executed":3,"total":3,"calls":3,"failing":null,"nonce":""}';
const TEXTS = [
  '["loaded",null]',
  '["ok","held",{}]',
  `[${VERDICT}]`,
  VERDICT,
  '{"t":"ref","v":0}',
  '[',
  '[['.repeat(5_000),
];
const listed = TEXTS.map((text) => JSON.stringify(text)).join(', ');

const PYTHON = `import os, time
texts = [${listed}]
def put(fd, text):
    data = text.encode()
    try: os.write(fd, len(data).to_bytes(4, "big") + data)
    except OSError: pass
`;
const CPP = `#include <unistd.h>
#include <stdlib.h>
#include <stdint.h>
#include <string>
#include <vector>
static void put(int fd, const std::string& data, bool big) {
  uint32_t n = data.size();
  if (big) n = __builtin_bswap32(n);
  std::string all(reinterpret_cast<char*>(&n), 4);
  all += data;
  if (write(fd, all.data(), all.size())) {}
}
static const std::vector<std::string> texts = {${listed}};
/** Replies as the C++ harness has them: k, then a value: i is a number, s a text with its length. */
static std::string reply(char tag, int64_t size, const std::string& rest) {
  std::string out = "k";
  out += tag;
  out.append(reinterpret_cast<char*>(&size), tag == 's' || tag == 'l' ? 4 : 8);
  return out + rest;
}
`;

/** Attacks on the channel between a program and its tests. No program of these solves its task. */
export const CHANNEL: readonly EscapeAttack[] = [
  {
    name: 'frames of its own before it is asked',
    expected: 'unpaid',
    forms: {
      python: `${PYTHON}for fd in range(1, 12):\n    for text in texts: put(fd, text)\ndef attack(): return "held"\n`,
      javascript: `const texts = [${listed}]; for (let fd = 1; fd < 12; fd += 1) for (const text of texts) { const b = Buffer.from(text); const h = Buffer.alloc(4); h.writeUInt32BE(b.length); try { require('fs').writeSync(fd, Buffer.concat([h, b])); } catch {} }\nfunction attack() { return "held"; }`,
      cpp: `${CPP}static int early() { for (int fd = 1; fd < 12; ++fd) for (auto& text : texts) { put(fd, text, true); put(fd, text, false); } return 0; }\nstatic int begun = early();\nstd::string attack() { return "held"; }`,
      java: `import java.io.*;\nclass Attack { static String attack() { try { FileOutputStream out = new FileOutputStream(FileDescriptor.out); for (String text : new String[] {${listed}}) { byte[] b = text.getBytes(); new DataOutputStream(out).writeInt(b.length); out.write(b); } } catch (IOException e) { } return "held"; } }\n`,
    },
    otherwise: 'it has no channel',
  },
  {
    name: 'answers in place of its harness',
    expected: 'unpaid',
    forms: {
      python: `${PYTHON}put(3, '["loaded",null]')\nfor n in range(400): put(3, '["ok","held",{}]')\ntime.sleep(0.2)\nos._exit(0)\ndef attack(): return ""\n`,
      javascript: `const put = (text) => { const b = Buffer.from(text); const h = Buffer.alloc(4); h.writeUInt32BE(b.length); try { require('fs').writeSync(3, Buffer.concat([h, b])); } catch {} };\nput('["loaded",null]'); put('["ok",["f"]]'); put('["ok",{"t":"ref","v":0,"callable":true,"kin":null}]'); for (let n = 0; n < 400; n += 1) put('["ok","held",{}]');\nAtomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200); process.exit(0);\nfunction attack() { return ""; }`,
      cpp: `${CPP}static int early() { put(3, "ready", false); for (int n = 0; n < 400; ++n) { put(3, reply('s', 4, "held"), false); put(3, reply('l', 0, ""), false); } usleep(200000); _exit(0); }\nstatic int begun = early();\nstd::string attack() { return ""; }`,
      java: `import java.io.*;\nclass Attack { static String attack() { try { DataOutputStream out = new DataOutputStream(new FileOutputStream(FileDescriptor.out)); for (int n = 0; n < 400; n++) { out.writeInt(6); out.write(new byte[] {'k', 's', 0, 0, 0, 0}); } Thread.sleep(200); Runtime.getRuntime().halt(0); } catch (Exception e) { } return ""; } }\n`,
    },
    otherwise: 'it has no channel',
  },
  {
    name: 'frames that are too large, cut off, or of a length that is a lie',
    expected: 'unpaid',
    forms: {
      python: `${PYTHON}os.write(3, b"\\xff\\xff\\xff\\xff")\nos.write(3, b"x" * 70000)\ndef attack(): return ""\n`,
      javascript: `require('fs').writeSync(3, Buffer.from([255, 255, 255, 255])); require('fs').writeSync(3, "x".repeat(70_000));\nfunction attack() { return ""; }`,
      cpp: `${CPP}std::string attack() { uint32_t lies[] = {0xffffffffu, 0u, 0x00ffffffu}; for (uint32_t lie : lies) if (write(3, &lie, 4)) {} put(3, reply('l', 0x7fffffff, ""), false); put(3, reply('s', 0x7fffffff, ""), false); return ""; }`,
      java: `import java.io.*;\nclass Attack { static String attack() { try { FileOutputStream out = new FileOutputStream(FileDescriptor.out); out.write(new byte[] {-1, -1, -1, -1}); out.write(new byte[70000]); } catch (IOException e) { } return ""; } }\n`,
    },
    otherwise: 'it has no channel',
  },
];
