import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KIND_FAMILIES, type KindFamily } from '../../spec/kinds.ts';
import { fc } from '../../testing/fc.ts';
import { familyOfHint } from './family-of-hint.ts';

/** Values of `data_source`, `dataset` and `task` as trainers and data sets write them. */
const USED: Readonly<Record<KindFamily | 'none', string>> = {
  // verl, PRIME, DAPO, Skywork-OR1, DeepScaleR, ORZ, Big-Math, guru, open-instruct, TRL, reasoning models
  math: `openai/gsm8k gsm8k lighteval/MATH DigitalLearningGmbH/MATH-lighteval HuggingFaceH4/MATH-500 math math_dapo
    math_dapo_reasoning math_dapo_instruct numina_aops_forum numina_synthetic_math numina_amc_aime numina_synthetic_amc
    numina_cn_k12 numina_olympiads hiyouga/geometry3k aime aime2024 aime24 aime25 AIME2025 Maxwell-Jia/AIME_2024
    Big-Math-RL-Verified SynthLabsAI/Big-Math-RL-Verified DAPO-Math-17K BytedTsinghua-SIA/DAPO-Math-17k DeepScaleR-Preview
    deepscaler agentica-org/DeepScaleR-Preview-Dataset MathX-5M OpenR1-Math-220k open-r1/OpenR1-Math-220k orz-math-72k orz_57k
    orz_72k_ext train-math-deepscaler train-math-numinamath1.5_amc_aime train-math-numinamath1.5_aops_forum
    train-math-numinamath1.5_cn_contest train-math-numinamath1.5_olympiads train-math-numinamath1.5_olympiads_ref
    train-math-still3 AI-MO/NuminaMath-CoT AI-MO/NuminaMath-1.5 AI-MO/aimo-validation-aime math__deepscaler_preview
    math__merged_deduped_dapo_or1_dataset math__combined_54.4k math__aime_repeated_8x math__math math__olympiad_bench
    math__aime2025_repeated_8x deepmath DeepMath-103K zwhe99/DeepMath-103K hendrycks/competition_math EleutherAI/hendrycks_math
    MATH500 Math-500 AMC2023 OlympiadBench TheoremQA Omni-MATH meta-math/MetaMathQA nvidia/OpenMathReasoning
    nvidia/OpenMathInstruct-2 dapo_aime2025_s32_no_system ChilleD/SVAMP mgsm mawps allenai/math_qa docmath strict_math
    college_math math-equivalence synthetic_math drgrpo_math simplelr_math_35 opencompass/AIME2025 hmmt_feb_2025 geometry3k
    nvidia/AceReason-Math train-math-amc zwhe99/amc23 gsm_8k Elliott/Openr1-Math-46k-8192
    minerva_math microsoft/orca-math-word-problems-200k`,
  code: `codecontests apps codeforces taco deepmind/code_contests codeparrot/apps BAAI/TACO open-r1/codeforces humaneval
    openai/openai_humaneval evalplus/humanevalplus mbpp google-research-datasets/mbpp mbppplus livecodebench
    livecodebench/code_generation_lite newfacade/LeetCodeDataset train-code-leetcode-Easy train-code-leetcode-Medium
    train-code-leetcode-Hard test-code-leetcode-Medium train-code-taco-easy train-code-taco-hard train-code-taco-medium_hard
    train-code-taco-unknown_difficulty codegen__leetcode2k codegen__taco codegen__primeintellect codegen__livecodebench
    codegen__humaneval codegen__mbpp code-contests-plus kodcode-leetcode kodcode-taco KodCode/KodCode-V1 rstar-coder code
    code_stdio coding nvidia/OpenCodeReasoning TIGER-Lab/AceCode-87K agentica-org/DeepCoder-Preview-Dataset deepcoder
    bigcode/bigcodebench bigcode_python_fns codev verilog-eval PrimeIntellect/verifiable-coding-problems humaneval-x python_code
    code-r1 ganler/code-r1-12k code_apps`,
  'code-output': `cruxeval cruxeval-o cruxeval-org/cruxeval simulation__cruxeval simulation__codeio code-output output-prediction
    input-prediction code_output_prediction`,
  qa: `searchR1_nq searchR1_triviaqa searchR1_popqa searchR1_hotpotqa searchR1_2wikimultihopqa searchR1_musique
    searchR1_bamboogle nq nq_open natural_questions google-research-datasets/nq_open triviaqa trivia_qa mandarjoshi/trivia_qa
    hotpotqa hotpot_qa hotpotqa/hotpot_qa 2wikimultihopqa 2wiki musique bamboogle popqa akariasai/PopQA squad squad_v2
    rajpurkar/squad squad-v1.1 simpleqa basicv8vc/SimpleQA drop ucinlp/drop table__hitab table__multihier hitab multihier finqa
    WTQ FeTaQA multihoprag qa biological_qa psychological_qa technological_qa world_history_qa medical-qa deep_research_qa
    longmemeval web_questions strategyqa pubmed_qa HiTab`,
  choice: `mmlu cais/mmlu hails/mmlu_no_train TIGER-Lab/MMLU-Pro MMLUPro mmlu-pro arc_challenge arc_easy allenai/ai2_arc
    ARC-Challenge hellaswag Rowan/hellaswag commonsense_qa tau/commonsense_qa openbookqa allenai/openbookqa boolq google/boolq gpqa
    gpqa_diamond Idavidrein/gpqa stem__gpqa stem__gpqa_diamond stem__supergpqa stem__medmcqa_train stem__commonsenseqa_train
    medmcqa openlifescienceai/medmcqa truthful_qa truthfulqa_mc1 winogrande piqa social_i_qa ceval cmmlu openai/MMMLU logiqa race
    medqa long_toc_choices multiple_choice mcq sciq story_cloze agieval`,
  reasoning: `bbh big_bench_hard maveriq/bigbenchhard bbeh zebra_puzzle zebralogic allenai/ZebraLogicBench
    logic__zebra_puzzle_dataset logic__ordering_puzzle_dataset logic__graph_logical_dataset logic__arcagi1 logic__arcagi2
    logic__barc simulation__arcagi1 simulation__barc ordering_puzzle graph_logical arcagi1 arcagi2 barc kk_logic knights_and_knaves
    K-and-K/knights-and-knaves reasoning_gym/chain_sum reasoning_gym/leg_counting reasoning_gym/spell_backward reasoning-gym
    open-thought/reasoning-gym synlogic/arc_agi MiniMaxAI/SynLogic enigmata puzzle_matcher kor-bench musr sudoku logic reasoning
    propositional_logic`,
  translation: `wmt14 wmt19 wmt23 wmt/wmt19 wmt24pp google/wmt24pp flores flores200 facebook/flores mlqe-pe translation
    machine-translation translation_en_de en-de_translation german_translation opus-100 iwslt2017 iwslt14_de_en`,
  summarization: `cnn_dailymail abisee/cnn_dailymail cnn-dm xsum EdinburghNLP/xsum samsum dialogsum scitldr allenai/scitldr
    summarization summaries article_summary trl-lib/tldr tldr openai/summarize multi_news meeting_summarization`,
  'data-to-text': `webnlg e2e_nlg GEM/web_nlg totto GEM/totto data-to-text data2text d2t sfres dart`,
  'instruction-following': `ifeval ifeval_old google/IFEval ifbench allenai/IFBench_test ood__ifeval allenai/IF_multi_constraints_upto5
    sungyub/ifbench-verl instruction-following instruction_following multi-if allenai/RLVR-IFeval`,
  'tool-calls': `bfcl bfcl_v3 gorilla-llm/Berkeley-Function-Calling-Leaderboard xlam Salesforce/xlam-function-calling-60k
    xlam-function-calling-60k toolace Team-ACE/ToolACE toolrl sungyub/toolrl-verl rlla rlla_gpt tool_learning hammer tool_calls
    tool-use function_calling function-call apigen-mt toolbench`,
  safety: `wildguard allenai/wildguardmix safety harmless hh-harmless wildjailbreak PKU-Alignment/BeaverTails refusals jailbreak declare-lab/HarmfulQA harmful_qa safety_refusals`,
  writing: `writing creative-writing creative_writing writingprompts euclaise/writingprompts poetry poems litbench eqbench`,
  chat: `chat ultrachat HuggingFaceH4/ultrachat_200k wildchat allenai/WildChat-1M lmsys/lmsys-chat-1m OpenAssistant/oasst1 mt-bench
    vicuna-bench alpaca_eval open-instruction dialogue general-quality_ref`,
  none: `countdown Jiayi-Pan/Countdown-Tasks-3to4 game_of_24 reasoning_gym/countdown n_queens text2sql spider birdsql bird-sql
    general rlvr tulu3 guru guru-92k WebInstruct-verified TIGER-Lab/WebInstruct-verified stem__web livebench ood__livebench
    tatsu-lab/alpaca default unknown own test train other searchR1 deep_research march banquet biological
    psychological_profile search aftermath code_of_conduct morse_code zip-code math_teacher_roleplay math_code
    code_translation code_summarization story_arc_generation race_conditions ted_talk_notes drop_duplicates dart_board_game
    career_choice fuzzy_logic theological archive research tooling toolkit happstore webapps chatter
    conversational_search musical_notes gsm8k_german_translation hotpotqa_question_writing science biggen-bench
    hh-rlhf rm-bench judgebench adversarial small-talk sums x swe-bench medical-o1-reasoning
    taco_bell squad_goals arcade_games monarchy app_store logic_gates zebra_crossing qa_generation law_choice
    math_tutor_chat tool_search sql_generation instruction instructions assistant_safety_chat AREAL-RL TAL-SCQ5K mega`,
};

const rows = Object.entries(USED).flatMap(([family, labels]) =>
  labels.split(/\s+/).map((label) => ({ label, family: family === 'none' ? null : family })),
);

test(`${rows.length} labels that people use say what they say, and no more`, () => {
  assert.ok(new Set(rows.map(({ label }) => label)).size >= 200);
  const wrong = rows
    .map((row) => ({ ...row, found: familyOfHint(row.label) }))
    .filter(({ family, found }) => found !== family);
  assert.deepEqual(wrong, []);
});

test('a name inside of a word is no name', () => {
  const letters = fc.string({ unit: fc.constantFrom(...'bcdfgjklmpqvwxz'), minLength: 2, maxLength: 6 });
  const name = fc.constantFrom(
    'arc',
    'logic',
    'nq',
    'story',
    'math',
    'code',
    'qa',
    'apps',
    'chat',
    'gsm8k',
    'mmlu',
  );
  fc.assert(
    fc.property(letters, name, letters, (before, inner, behind) => {
      assert.equal(familyOfHint(before + inner + behind), null);
    }),
  );
});

test('case, separators, owner and split of a label change nothing', () => {
  const plain = rows.filter(({ label }) => /^[a-z0-9_]+$/.test(label) && !label.includes('__'));
  const separator = fc.constantFrom('-', '_', ' ', '.');
  fc.assert(
    fc.property(fc.constantFrom(...plain), separator, fc.boolean(), ({ label, family }, mark, upper) => {
      const written = label.replaceAll('_', mark);
      assert.equal(familyOfHint(upper ? written.toUpperCase() : written), family, written);
      assert.equal(familyOfHint(`some-lab/${written}${mark}train`), family, written);
    }),
  );
});

test('any label has an answer', () => {
  const families: readonly (string | null)[] = [null, ...KIND_FAMILIES];
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (label) => {
      assert.ok(families.includes(familyOfHint(label)));
    }),
  );
  assert.equal(familyOfHint(''), null);
  assert.equal(familyOfHint('/'.repeat(1_000_000)), null);
  assert.equal(familyOfHint('constructor'), null);
  assert.equal(familyOfHint('__proto__'), null);
});
