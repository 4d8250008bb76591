import { KIND_FAMILIES, type KindFamily } from '../../spec/kinds.ts';

/**
 * Names of data sets and benchmarks, in lower case without anything but letters and digits. `mixed` holds names that say
 * nothing: data sets with several kinds of task, and data sets with answers that no kind describes (any valid equation, a
 * database query). A label with such a name gives no hint at all, whatever else it says. A name with `!` is a word of the
 * language as well, or very short: it counts only where the label says nothing else.
 */
const NAMES: Readonly<Record<KindFamily | 'mixed', string>> = {
  math: `gsm gsm8k gsmplus gsmhard gsmsymbolic gsmic mgsm svamp asdiv multiarith singleeq addsub mawps aqua! aquarat
    math500 math401 mathlighteval competitionmath hendrycksmath hendrycksmathbenchmark metamath metamathqa mathqa mathinstruct
    mathgen mathx mathx5m numina! numinamath numinaolympiads numinamathcot numinamath1 numinamath15 numinamathtir bigmath bigmathrlverified
    deepscaler deepscalerpreview deepmath deepmath103k orz orzmath openreasonerzero orz57k orz72k openr1math openmathreasoning
    openmathinstruct dapo dapomath dapomath17k mathdapo aime aime1983 amc! amcaime amc12 amc23 hmmt brumo cmimc smt! olympiad!
    olympiads! olympiadbench olympiadmath omnimath omni! minerva! minervamath collegemath theoremqa gaokao gaokaobench gaokaomath
    cnk12 cnmath cnmo cmath aops! aopsforum synthetic1math syntheticamc syntheticmath orcamath stillmath still3 polaris! skyworkmath
    mathematica geometry3k geo3k geometryqa geoqa mathvista mathverse mathvision docmath harp! simplerl simplelr mathverify
    primemath mathequivalence strictmath eurusmath openmath! beyondaime imoanswerbench putnam frontiermath mathpile limo! s1k!
    templategsm orcamathwordproblems webinstructmath finalanswermath matheasy mathhard drgrpo`,
  code: `humaneval humanevalplus humanevalx humanevalpack multiple! mbpp mbppplus evalplus apps! taco! codecontests codecontestsplus
    codeforces codeforcescots leetcode leetcode2k leetcodedataset livecodebench livecodebenchpro lcb! lcbv5 lcbv6 bigcodebench
    classeval ds1000 kodcode kodcodev1 acecode acecode87k acecoder  coder1 coder12k opencodereasoning opencodeinstruct
    primecode primeintellect primeverifiablecoding deepcoder deepcoderpreview syntheticone atcoder usaco rstarcoder oss!
    bigcodepythonfns codealpaca magicoder evolcode codev codevr1 skyworkcode eurus2code codestdio scicode
    synthetic1code codeelo icpc nl2bash verilogeval`,
  'code-output': `cruxeval cruxevalo cruxevali codeio codeiopypy`,
  qa: `nq! nqopen naturalquestions triviaqa triviaqaweb tqa! popqa hotpotqa hotpot 2wikimultihopqa 2wikimultihop 2wiki 2wikimqa
    musique bamboogle squad! squad2 squadv2 webquestions webq wq! simpleqa simpleqaverified freshqa browsecomp strategyqa asqa
    ambigqa narrativeqa qasper drop! coqa quac! msmarco entityquestions complexwebquestions cwq! grailqa multihoprag multihopqa
    searchqa nqhotpotqa asearcher deepresearchqa wtq wikitablequestions hitab multihier tablebench finqa tatqa convfinqa
    fetaqa hybridqa pubmedqa bioasq medxpertqa longmemeval longbenchqa scienceworldqa frames! hle! gaia!`,
  choice: `mmlu mmlupro mmluredux mmmlu globalmmlu cmmlu ceval! arceasy arcchallenge ai2arc arcc arce gpqa gpqadiamond gpqamain
    gpqaextended supergpqa commonsenseqa csqa hellaswag openbookqa obqa piqa siqa socialiqa winogrande boolq truthfulqa medmcqa
    medqa medqausmle race! racehigh racemiddle sciq! agieval logiqa logiqa2 reclor scienceqa copa! xcopa storycloze xstorycloze
    mmmu sciknoweval blink! aquaratchoice megascience kmmlu longtocchoices qasc quail! cosmosqa mcq mcqa stemmmlu tinymmlu`,
  reasoning: `bbh bigbenchhard bbeh bigbench zebralogic zebralogicbench zebrapuzzle zebrapuzzles zebra! knightsandknaves kk! kklogic
    knightsknaves logicrl synlogic reasoninggym orderingpuzzle graphlogical arcagi arcagi1 arcagi2 arc1d barc rearc korbench
    enigmata sudoku! minisudoku livebenchreasoning folio! prontoqa proofwriter ruletaker clutrr autologi autologic musr
    logicpuzzle puzzlematcher cryptarithm syllogism propositionallogic webofliesv2 weboflies circuitlogic
    familyrelationships dycklanguage dycklanguages booleanexpressions objectcounting temporalsequences
    causaljudgement dateunderstanding formalfallacies trackingshuffledobjects minesweeper! skyscraperpuzzle survo! campsite!`,
  translation: `wmt wmt14 wmt16 wmt19 wmt22 wmt23 wmt24 wmt24pp flores flores101 flores200 opus! opus100 iwslt iwslt14 iwslt17 ted!
    tedtalks ntrex mlqe mlqepe tatoeba alma! mtpe mqm! europarl multi30k wikimatrix ccmatrix`,
  summarization: `cnndm cnndailymail xsum samsum dialogsum scitldr tldr billsum govreport multinews reddittifu gigaword newsroom!
    summeval realsumm arxivsummarization pubmedsummarization booksum qmsum summscreen mediasum wikilingua xlsum aeslc bigpatent`,
  'data-to-text': `e2enlg e2enlgcleaned webnlg totto! dart! bagel! sfres sfhot rotowire wikibio commongen viggo logicnlg kgtotext`,
  'instruction-following': `ifeval ifevalold ifbench ifrlvr rlvrifeval ifmulticonstraints ifmulticonstraintsupto5 multiif followbench
    infobench cfbench complexbench precisif preciseif tulu3if tulupersonaif personasif sysbench ifverify iheval verinstruct`,
  'tool-calls': `bfcl bfclv3 bfclv4 berkeleyfunctioncalling gorilla! xlam xlamfunctioncalling xlamfunctioncalling60k toolace toolrl
    rlla rllagpt apigen apigenmt toolbench toolalpaca apibank hammer! nexusraven seal! toollearning nestful functionchat hermestools
    glaivefunctioncalling whenttocall acebench`,
  safety: `wildguard wildguardmix wildjailbreak beavertails saferlhf pkusaferlhf advbench harmbench strongreject donotanswer
    xstest orbench toxigen realtoxicityprompts hhharmless harmfulqa coconot sorrybench aegis! aegissafety jailbreakbench`,
  writing: `writingprompts litbench eqbench creativewritingv3 writingbench longwriter longbenchwrite hellobench c3e c3ebench
    storygeneration`,
  chat: `ultrachat ultrachat200k wildchat wildchat1m lmsyschat lmsyschat1m oasst oasst1 oasst2 sharegpt mtbench arenahard
    chatbotarena alpacaeval vicuna! vicunabench openinstruction openassistant dolly! personachat dailydialog hhhelpful nochat
    selfinstruct generalquality generalqualityref`,
  mixed: `countdown! countdowntasks game24 gameof24 puzzle24 nqueens wordladder jugs! towerofhanoi rushhour sokoban! quantumlock!
    shortestpath coursescheduleorder graphcolor letterjumble numbersorter! text2sql texttosql nl2sql spider! bird! birdsql wikisql
    rlvr rlvrgsm rlvrmixed tulu! tulu3 tulu3sft guru! guru92k gururl92k dolci dolcithink webinstruct webinstructverified
    generalreasoner generalthought stemweb naturalreasoning nemotroncrossthink nemotronposttraining synthetic1 synthetic2
    synthetic! synthetic2sft livebench longbench helm! openorca orca! flan! flanv2 superni naturalinstructions p3! infinityinstruct
    ultrafeedback helpsteer helpsteer2 helpsteer3 skyworkreward rewardbench rewardbench2 judgebench rmbench hh! hhrlhf alfworld
    webshop swebench swegym sweverified swesmith sciworld tau! taubench terminalbench appworld biggenbench leanworkbook minif2f
    proofnet deepseekprover fineproofs cola! sst2 mnli glue! superglue tabfact fever! proofs! molecules! chemistry! physics!`,
};

export interface KnownName {
  /** Null for a name that says nothing. */
  readonly family: KindFamily | null;
  /** Counts only where the label says nothing else. */
  readonly whole: boolean;
}

const FAMILIES: readonly string[] = KIND_FAMILIES;

export const knownNames: ReadonlyMap<string, KnownName> = new Map(
  Object.entries(NAMES).flatMap(([key, names]) =>
    names.split(/\s+/).map((entry): [string, KnownName] => {
      const family = KIND_FAMILIES[FAMILIES.indexOf(key)] ?? null;
      return [entry.replace('!', ''), { family, whole: entry.endsWith('!') }];
    }),
  ),
);
