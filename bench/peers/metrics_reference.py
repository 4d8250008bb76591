"""Values of the reference implementations for src/testing/reference-pairs.ts.

stdin: JSON list of {hypothesis, references}; stdout: JSON {versions, columns, values}, values by column, each a list
of round(value * 1e7) with value on the 0..1 scale. Needs sacrebleu and rouge-score.

  node -e "import('./src/testing/reference-pairs.ts').then(m => console.log(JSON.stringify(m.referencePairs())))" |
    python bench/peers/metrics_reference.py > src/text/metrics/reference-values.json
"""

import collections
import importlib.metadata
import json
import re
import string
import sys

from rouge_score import rouge_scorer
from sacrebleu.metrics import BLEU, CHRF, TER


def answer_words(text):
    text = "".join(c for c in text.lower() if c not in string.punctuation)
    return re.sub(r"\b(a|an|the)\b", " ", text).split()


def token_f1(hypothesis, reference):
    """The definition of SQuAD 2.0, written again."""
    said, wanted = answer_words(hypothesis), answer_words(reference)
    if not said or not wanted:
        return float(said == wanted)
    common = sum((collections.Counter(said) & collections.Counter(wanted)).values())
    return 2 * common / (len(said) + len(wanted))


def main():
    pairs = json.load(sys.stdin)
    sacrebleu = {
        "bleu": BLEU(effective_order=True, tokenize="13a"),
        "bleu-zh": BLEU(effective_order=True, tokenize="zh"),
        "bleu-intl": BLEU(effective_order=True, tokenize="intl"),
        "bleu-char": BLEU(effective_order=True, tokenize="char"),
        "bleu-none-lowercase": BLEU(effective_order=True, tokenize="none", lowercase=True),
        "chrf": CHRF(),
        "chrf++": CHRF(word_order=2),
        "ter": TER(),
        "ter-normalized-asian": TER(normalized=True, asian_support=True),
        "ter-no-punctuation-asian-case": TER(no_punct=True, asian_support=True, case_sensitive=True),
    }
    rouge_types = ["rouge1", "rouge2", "rougeL", "rougeLsum"]
    rouge = {stem: rouge_scorer.RougeScorer(rouge_types, use_stemmer=stem) for stem in (False, True)}
    values = collections.defaultdict(list)

    def add(column, value):
        values[column].append(round(value * 1e7))

    for pair in pairs:
        hypothesis, references = pair["hypothesis"], pair["references"]
        for name, metric in sacrebleu.items():
            add(name, metric.sentence_score(hypothesis, references).score / 100)
        for stem, scorer in rouge.items():
            for name, score in scorer.score_multi(references, hypothesis).items():
                column = name + ("-stem" if stem else "")
                add(column, score.fmeasure)
                add(column + "-precision", score.precision)
        add("token-f1", max(token_f1(hypothesis, reference) for reference in references))
    versions = {name: importlib.metadata.version(name) for name in ("sacrebleu", "rouge_score", "nltk")}
    json.dump({"versions": versions, "values": values}, sys.stdout, separators=(",", ":"))


main()
