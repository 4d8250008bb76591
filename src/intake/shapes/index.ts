import type { Shape } from '../shape.ts';
import { aime } from './aime.ts';
import { apps } from './apps.ts';
import { arc } from './arc.ts';
import { bfcl } from './bfcl.ts';
import { bfclText } from './bfcl-text.ts';
import { bigMath } from './big-math.ts';
import { boolq } from './boolq.ts';
import { writingCloze, writingEdit, writingEndToEnd, writingExpand } from './c3ebench.ts';
import { cnnDailymail } from './cnn-dailymail.ts';
import { codeContests } from './code-contests.ts';
import { commonsenseQa } from './commonsense-qa.ts';
import { countdown, countdownNumbers } from './countdown.ts';
import { cruxeval } from './cruxeval.ts';
import { drop } from './drop.ts';
import { e2eNlg } from './e2e-nlg.ts';
import { flores } from './flores.ts';
import { gemWebNlg } from './gem-web-nlg.ts';
import { goldenAnswers } from './golden-answers.ts';
import { gpqa } from './gpqa.ts';
import { gsm8k } from './gsm8k.ts';
import { hellaswag } from './hellaswag.ts';
import { hhRlhf } from './hh-rlhf.ts';
import { hotpotQa } from './hotpot-qa.ts';
import { humanEval } from './human-eval.ts';
import { ifRlvr } from './if-rlvr.ts';
import { ifeval } from './ifeval.ts';
import { jsonModeEval } from './json-mode-eval.ts';
import { knightsAndKnaves } from './knights-and-knaves.ts';
import { kodCode } from './kod-code.ts';
import { leetcodeDataset } from './leetcode-dataset.ts';
import { liveCodeBench } from './live-code-bench.ts';
import { math } from './math.ts';
import { math500 } from './math-500.ts';
import { mathWithoutAnswer } from './math-without-answer.ts';
import { mbpp } from './mbpp.ts';
import { mbppPlus } from './mbpp-plus.ts';
import { mbppSanitized } from './mbpp-sanitized.ts';
import { medmcqa } from './medmcqa.ts';
import { mmlu } from './mmlu.ts';
import { mmluPro } from './mmlu-pro.ts';
import { mmmlu } from './mmmlu.ts';
import { multiIf } from './multi-if.ts';
import { nqOpen } from './nq-open.ts';
import { numinaMath } from './numina-math.ts';
import { openR1Math } from './open-r1-math.ts';
import { openReasonerZero } from './open-reasoner-zero.ts';
import { openbookqa } from './openbookqa.ts';
import { openbookqaNested } from './openbookqa-nested.ts';
import { popQa } from './pop-qa.ts';
import { problemAnswer } from './problem-answer.ts';
import { questionOptions } from './question-options.ts';
import { reasoningGym } from './reasoning-gym.ts';
import { rlvrIfeval } from './rlvr-ifeval.ts';
import { samsum } from './samsum.ts';
import { searchR1 } from './search-r1.ts';
import { sharegpt } from './sharegpt.ts';
import { simpleQa } from './simple-qa.ts';
import { simpleQaVerified } from './simple-qa-verified.ts';
import { squad } from './squad.ts';
import { superGlueBoolq } from './super-glue-boolq.ts';
import { toolace } from './toolace.ts';
import { toolrl } from './toolrl.ts';
import { totto } from './totto.ts';
import { triviaQa } from './trivia-qa.ts';
import { truthfulQaMc } from './truthful-qa-mc.ts';
import { twoWikiMultihopQa } from './two-wiki-multihop-qa.ts';
import { ultrachat } from './ultrachat.ts';
import { ultrachat200k } from './ultrachat-200k.ts';
import { verl } from './verl.ts';
import { verlCode } from './verl-code.ts';
import { verlCodeObject } from './verl-code-object.ts';
import { verlCountdown } from './verl-countdown.ts';
import { verlIfRlvr } from './verl-if-rlvr.ts';
import { verlKnightsAndKnaves } from './verl-knights-and-knaves.ts';
import { verlMath } from './verl-math.ts';
import { webNlg } from './web-nlg.ts';
import { wildchat } from './wildchat.ts';
import { wmt } from './wmt.ts';
import { wmt24pp } from './wmt24pp.ts';
import { xlam } from './xlam.ts';
import { xsum } from './xsum.ts';
import { zebraLogic } from './zebra-logic.ts';
import { zebraLogicMc } from './zebra-logic-mc.ts';

/** The shapes that are known, the first that fits counts: what is told by more columns stands before what is told by fewer. */
export const SHAPES: readonly Shape[] = [
  rlvrIfeval,
  ifRlvr,
  verlIfRlvr,
  multiIf,
  ifeval,
  bfcl,
  bfclText,
  xlam,
  toolace,
  toolrl,
  jsonModeEval,
  countdown,
  countdownNumbers,
  verlCountdown,
  knightsAndKnaves,
  verlKnightsAndKnaves,
  zebraLogic,
  zebraLogicMc,
  reasoningGym,
  gpqa,
  mmmlu,
  medmcqa,
  truthfulQaMc,
  hellaswag,
  commonsenseQa,
  openbookqa,
  openbookqaNested,
  arc,
  mmluPro,
  mmlu,
  questionOptions,
  boolq,
  superGlueBoolq,
  squad,
  drop,
  triviaQa,
  twoWikiMultihopQa,
  hotpotQa,
  searchR1,
  goldenAnswers,
  popQa,
  simpleQa,
  simpleQaVerified,
  nqOpen,
  liveCodeBench,
  codeContests,
  leetcodeDataset,
  apps,
  kodCode,
  mbppPlus,
  humanEval,
  mbpp,
  mbppSanitized,
  verlCode,
  verlCodeObject,
  cruxeval,
  wmt,
  wmt24pp,
  flores,
  cnnDailymail,
  xsum,
  samsum,
  e2eNlg,
  webNlg,
  totto,
  gemWebNlg,
  writingCloze,
  writingEdit,
  writingExpand,
  writingEndToEnd,
  hhRlhf,
  wildchat,
  sharegpt,
  ultrachat,
  ultrachat200k,
  openReasonerZero,
  openR1Math,
  mathWithoutAnswer,
  numinaMath,
  bigMath,
  math500,
  aime,
  problemAnswer,
  math,
  gsm8k,
  verlMath,
  verl,
];
