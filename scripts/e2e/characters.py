"""A tokenizer of single characters, trained on the spot: nothing is fetched."""

from __future__ import annotations

from collections.abc import Iterable

from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import PreTrainedTokenizerFast


def character_tokenizer(texts: Iterable[str]) -> PreTrainedTokenizerFast:
    bare = Tokenizer(models.WordLevel(unk_token="<unk>"))
    bare.pre_tokenizer = pre_tokenizers.Split(Regex(r"[\s\S]"), behavior="isolated")
    bare.decoder = decoders.Fuse()
    bare.train_from_iterator(texts, trainers.WordLevelTrainer(special_tokens=["<unk>", "<pad>", "<eos>"]))
    return PreTrainedTokenizerFast(tokenizer_object=bare, unk_token="<unk>", pad_token="<pad>", eos_token="<eos>")
