"""The policy: a Llama of two million parameters, made here from nothing, and its warm start. Nothing is fetched."""

from __future__ import annotations

import math
import random
from pathlib import Path
from typing import Any

import torch
from tasks import KINDS, Task, drawn, tasks
from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

#: Words with the space before them, single digits, single marks, runs of spaces.
PIECE = r" ?[A-Za-zÄÖÜäöüß_]+| ?\d|\n| +|[^\sA-Za-zÄÖÜäöüß\d]"
TEMPLATE = (
    "{% for m in messages %}{{ m['role'] + ': ' + m['content'] + '\n' }}{% endfor %}"
    "{% if add_generation_prompt %}{{ 'assistant:' }}{% endif %}"
)
#: Most tokens of a response.
LONGEST = 40
#: Demonstrations of a step of the warm start.
SIZE = 32
#: Parts of the warm start: share of its steps, highest rate, whether a batch has prompts of one length (twice as fast, but kinds come in
#: turns), and the share of right demonstrations at the end of it. What is wrong at last is for the rewards to teach.
PARTS = ((0.8, 2e-3, True), (0.2, 1e-3, False))
SPOILT, RIGHT = 0.3, 0.5


def messages_of(task: Task) -> list[dict[str, str]]:
    return [{"role": "user", "content": task.prompt}]


def tokenizer() -> PreTrainedTokenizerFast:
    """A closed vocabulary: every piece that a task, a demonstration or a mistake of any seed has."""
    pieces: dict[str, None] = dict.fromkeys(["<unk>", "<pad>", "<eos>", "user", "assistant", ":", "\n", " "])
    split = pre_tokenizers.Split(Regex(PIECE), behavior="isolated")
    for kind in KINDS:
        source = random.Random(kind)
        for _ in range(1500):
            task = KINDS[kind](source)
            for text in [f"user: {task.prompt}", *task.good, *task.bad]:
                for piece, _ in split.pre_tokenize_str(text):
                    pieces.setdefault(piece)
    bare = Tokenizer(models.WordLevel({piece: at for at, piece in enumerate(pieces)}, unk_token="<unk>"))
    bare.pre_tokenizer = split
    bare.decoder = decoders.Fuse()
    made = PreTrainedTokenizerFast(
        tokenizer_object=bare,
        unk_token="<unk>",
        pad_token="<pad>",
        eos_token="<eos>",
        padding_side="left",
        clean_up_tokenization_spaces=False,
    )
    made.chat_template = TEMPLATE
    return made


def policy(tokens: PreTrainedTokenizerFast) -> LlamaForCausalLM:
    torch.manual_seed(1)
    return LlamaForCausalLM(
        LlamaConfig(
            vocab_size=len(tokens),
            hidden_size=192,
            intermediate_size=512,
            num_hidden_layers=4,
            num_attention_heads=6,
            num_key_value_heads=6,
            max_position_embeddings=256,
            pad_token_id=tokens.pad_token_id,
            eos_token_id=tokens.eos_token_id,
            bos_token_id=None,
            tie_word_embeddings=True,
        )
    )


def warm(tokens: PreTrainedTokenizerFast, apart: set[str], folder: Path, steps: int) -> LlamaForCausalLM:
    """
    The warm start: supervised, at last on demonstrations of which half have a mistake. Made once, then read by every run; one
    that was stopped goes on where it was.

    :param apart: texts of the tasks that measure, which it never sees
    """
    kept = folder / f"warm-{steps}"
    if (kept / "config.json").exists():
        return LlamaForCausalLM.from_pretrained(kept)
    model = policy(tokens)
    for part in range(len(PARTS)):
        taught(model, tokens, apart, folder / f"warm-{steps}-{part}.pt", steps, part)
    model.save_pretrained(part_of := folder / f"warm-{steps}.part")
    part_of.replace(kept)
    for half in folder.glob(f"warm-{steps}-*.pt"):
        half.unlink()
    return model


def taught(
    model: LlamaForCausalLM, tokens: PreTrainedTokenizerFast, apart: set[str], half: Path, steps: int, part: int
) -> None:
    """One part of the warm start; ``half`` keeps what is done of it."""
    share, rate, alike = PARTS[part]
    steps = round(share * steps)
    source = random.Random(f"warm/{part}")
    optimizer = torch.optim.AdamW(model.parameters(), lr=rate, weight_decay=0.01, betas=(0.9, 0.98))
    plan = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda at: min(1.0, (at + 1) / 50) * (0.1 + 0.9 * (1 + math.cos(math.pi * at / steps)) / 2)
    )
    spoilt = steps if part + 1 < len(PARTS) else round((1 - SPOILT) * steps)
    order = batches(tokens, apart, steps, spoilt, alike, source)
    begun = 0
    if half.exists():
        state = torch.load(half)
        begun = state["done"]
        for one, kept_state in zip((model, optimizer, plan), state["states"], strict=True):
            one.load_state_dict(kept_state)
    for done in range(begun + 1, steps + 1):
        loss = model(**padded(order[done - 1], tokens.pad_token_id)).loss
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad()
        plan.step()
        if done % 100 == 0 or done == steps:
            print(f"warm start, part {part + 1}: {done} of {steps}, loss {loss.item():.3f}", flush=True)
            written(half, {"done": done, "states": [one.state_dict() for one in (model, optimizer, plan)]})


def batches(
    tokens: PreTrainedTokenizerFast, apart: set[str], steps: int, spoilt: int, alike: bool, source: random.Random
) -> list[list[Any]]:
    """Demonstrations of each step; right ones alone before the step ``spoilt``."""
    kinds = list(KINDS)
    made: list[list[Any]] = []
    while len(made) < steps:
        right = 1.0 if len(made) < spoilt else RIGHT
        of = [drawn(kinds[at % len(kinds)], source, apart) for at in range(4 * SIZE)]
        rows = [encoded(tokens, task, demonstration(task, source, right)) for task in of]
        source.shuffle(rows)
        if alike:
            rows.sort(key=lambda row: len(row[0]))
        four = [rows[by : by + SIZE] for by in range(0, len(rows), SIZE)]
        source.shuffle(four)
        made += four
    return made[:steps]


def written(path: Path, state: Any) -> None:
    """Whole or not at all: a training may be killed at any moment."""
    torch.save(state, part := path.with_suffix(".part"))
    part.replace(path)


def demonstration(task: Task, source: random.Random, right: float) -> str:
    return source.choice(task.good if source.random() < right or not task.bad else task.bad)


def asked(tokens: PreTrainedTokenizerFast, task: Task) -> list[int]:
    text = tokens.apply_chat_template(messages_of(task), tokenize=False, add_generation_prompt=True)
    return tokens(text, add_special_tokens=False)["input_ids"]


def encoded(tokens: PreTrainedTokenizerFast, task: Task, response: str) -> tuple[list[int], list[int]]:
    """Ids and labels; the loss is on the response and its end alone."""
    prompt = asked(tokens, task)
    answer = [*tokens(response)["input_ids"], tokens.eos_token_id]
    return prompt + answer, [-100] * len(prompt) + answer


def padded(batch: list[tuple[list[int], list[int]]], pad: int) -> dict[str, torch.Tensor]:
    longest = max(len(ids) for ids, _ in batch)
    return {
        "input_ids": torch.tensor([ids + [pad] * (longest - len(ids)) for ids, _ in batch]),
        "attention_mask": torch.tensor([[1] * len(ids) + [0] * (longest - len(ids)) for ids, _ in batch]),
        "labels": torch.tensor([labels + [-100] * (longest - len(labels)) for _, labels in batch]),
    }


@torch.no_grad()
def answers(model: LlamaForCausalLM, tokens: PreTrainedTokenizerFast, of: list[Task], seed: int, longest: int = LONGEST) -> list[str]:
    """A response to each task, drawn as in training: what the policy does, not what it would do at its best."""
    model.eval()
    said: list[str] = []
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        # Prompts of about the same length together.
        order = sorted(range(len(of)), key=lambda at: len(of[at].prompt))
        for at in range(0, len(of), 64):
            rows = [asked(tokens, of[index]) for index in order[at : at + 64]]
            wide = max(map(len, rows))
            ids = torch.tensor([[tokens.pad_token_id] * (wide - len(row)) + row for row in rows])
            mask = torch.tensor([[0] * (wide - len(row)) + [1] * len(row) for row in rows])
            out = model.generate(
                input_ids=ids, attention_mask=mask, max_new_tokens=longest, do_sample=True, top_k=0, top_p=1.0
            )
            said += tokens.batch_decode(out[:, wide:], skip_special_tokens=True)
    model.train()
    return [response for _, response in sorted(zip(order, said, strict=True))]


def held_out(each: int) -> tuple[list[Task], list[Task]]:
    """Tasks that measure, and tasks that train; no text stands in both."""
    measure = tasks(0, each)
    return measure, tasks(1, 60, apart={task.prompt for task in measure})
