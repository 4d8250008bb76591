import { readFileSync, mkdtempSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { tmpdir } from 'node:os';
import { candidateOf } from '../src/admission/added-tools/admit-added-tool.ts';
import { recordOfFile } from '../src/admission/added-tools/record-of-file.ts';
import { readSamples } from '../src/admission/added-tools/samples.ts';
import { runCases } from '../src/admission/run-cases.ts';
import { runGate } from '../src/admission/gates/gate.ts';
import { GATES } from '../src/admission/run-gates.ts';
import { Trial } from '../src/admission/trial.ts';
const work = mkdtempSync(join(tmpdir(), 'gates3-q-'));
const out: string[] = []; const sum: any = { wrong: 0, honest: 0, adm: [], prov: [], padm: [], pprov: [], href: [], hprov: [] };
const show = process.argv.includes('--show');
for (const folder of process.argv.slice(2).filter((f) => !f.startsWith('--'))) {
  const [dir, pattern = ''] = folder.split('@');
  for (const { file, honest, fault } of JSON.parse(readFileSync(join(dir!, 'index.json'), 'utf8'))) {
    if (!file.includes(pattern)) continue;
    const path = join(dir!, file);
    const res: any = {};
    let line = `${file} ${honest ? 'HONEST' : fault}`;
    try {
      const { record, source } = await recordOfFile({ file: path }, work);
      const samples = join(dirname(path), 'samples.jsonl');
      const cases = readSamples(samples, readFileSync(samples, 'utf8'), record.declaration);
      for (const mode of honest ? ['all'] : ['all', 'passed']) {
        const input = candidateOf(record, { program: source }, work, cases);
        let use = cases;
        if (mode === 'passed') {
          const v = await runCases(input.tool, cases);
          use = cases.filter(({ good }, at) => { const { verdict } = v[at]!; return good === null || (verdict.status === 'scored' && verdict.value >= 0.5 === good); });
          if (!use.length) { res[mode] = 'refused'; line += `\n   ${mode}: all wrong`; continue; }
        }
        const trial = new Trial({ ...input, cases: use }, 'audit');
        if (trial.byReference) await trial.findForms();
        const t = performance.now(); let structureMs = 0;
        const reports = [];
        for (const gate of GATES.filter(({ gate }) => gate > 'G2' && gate < 'G9')) { const t0 = performance.now(); reports.push((await runGate(gate, trial)).report); if (gate.name === 'structure') structureMs = performance.now() - t0; }
        const failed = reports.filter((r) => r.outcome === 'failed'); const na = reports.filter((r) => r.outcome === 'not-applicable');
        res[mode] = failed.length ? 'refused' : na.length ? 'provisional' : 'admitted';
        line += `\n   ${mode}: ${res[mode]} ${Math.round(performance.now() - t)}ms (structure ${Math.round(structureMs)}) ${(failed.length ? failed : na).map((r) => `${r.gate} ${r.name}: ${r.reason}`).join(' | ').replaceAll('\n', '\\n').slice(0, 420)}`;
        if (show) for (const r of reports) if (r.name === 'structure') for (const f of r.failing ?? []) line += `\n        ${f.name} | ${f.detail}`;
        await input.tool.close?.();
      }
    } catch (e: any) { res.all = res.passed = 'refused'; line += `\n   G0 ${String(e.message).slice(0, 200)}`; }
    if (honest) { sum.honest++; if (res.all === 'refused') sum.href.push(file); if (res.all === 'provisional') sum.hprov.push(file); }
    else { sum.wrong++; if (res.all === 'admitted') sum.adm.push(file); if (res.all === 'provisional') sum.prov.push(file); if (res.passed === 'admitted') sum.padm.push(file); if (res.passed === 'provisional') sum.pprov.push(file); }
    console.log(line);
  }
}
console.log(JSON.stringify(sum, null, 1));
process.exit();
