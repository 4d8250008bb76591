import { scoreOne } from './src/spec/prepared-tool.ts';
import { labelledRows } from './src/testing/labelled-data.ts';
import { shortAnswer } from './src/tools/short-answer/index.ts';
for (const file of ['verify/evouna_nq.jsonl.gz']) {
  const rows = labelledRows(file); let s=0,a=0,fp=0,fn=0,z=0; 
  for (const { prompt, reference, response, correct } of rows) {
    const v = await scoreOne(shortAnswer.prepare({ prompt, messages: [], references:[reference], constraints: [] }, {}), { text: response });
    if (v.status!=='scored') continue; s++; if (v.value===0) z++;
    if ((v.value===1)===correct) a++; else if (correct) fn++; else fp++;
  }
  console.log(file, rows.length, 'scored', s/rows.length, 'agree', a/s, 'fp', fp/rows.filter(r=>!r.correct).length, 'fn', fn, 'zeros', z);
}
