"""The policy: a Llama of two million parameters, made here from nothing, and its warm start. Nothing is fetched."""

from __future__ import annotations

import random
from pathlib import Path

import torch
from tasks import KINDS, Task, tasks
from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

#: Words with the space before them, single digits, single marks, runs of spaces.
PIECE = r" ?[A-Za-zÄÖÜäöüß_]+| ?\d|\n| +|[^\sA-Za-zÄÖÜäöüß\d]"
TEMPLATE = (
    "{% for m in messages %}{{ m['role'] + ': ' + m['content'] + '\n' }}{% endfor %}"
    "{% if add_generation_prompt %}{{ 'assistant:' }}{% endif %}"
)
#: Most tokens of a response.
LONGEST = 48
#: Share of right ones among the demonstrations of the warm start: what is left is for the rewards to teach.
RIGHT = 0.5


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


def warm(tokens: PreTrainedTokenizerFast, train: list[Task], folder: Path, epochs: int) -> LlamaForCausalLM:
    """The warm start: supervised, on demonstrations of which half have a mistake. Made once, then read by every run."""
    kept = folder / f"warm-{epochs}"
    if (kept / "config.json").exists():
        return LlamaForCausalLM.from_pretrained(kept)
    model = policy(tokens)
    source = random.Random("warm")
    rows = [(task, demonstration(task, source)) for task in train for _ in range(4)]
    optimizer = torch.optim.AdamW(model.parameters(), lr=2e-3, weight_decay=0.01)
    size = 64
    steps = epochs * (len(rows) // size)
    plan = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=2e-3, total_steps=steps)
    done = 0
    while done < steps:
        source.shuffle(rows)
        for at in range(0, len(rows) - size + 1, size):
            batch = [encoded(tokens, task, response) for task, response in rows[at : at + size]]
            loss = model(**padded(batch, tokens.pad_token_id)).loss
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad()
            plan.step()
            done += 1
            if done % 50 == 0:
                print(f"warm start: {done} of {steps}, loss {loss.item():.3f}", flush=True)
            if done >= steps:
                break
    kept.mkdir(parents=True, exist_ok=True)
    model.save_pretrained(kept)
    return model


def demonstration(task: Task, source: random.Random) -> str:
    return source.choice(task.good if source.random() < RIGHT or not task.bad else task.bad)


def asked(tokens: PreTrainedTokenizerFast, task: Task) -> list[int]:
    text = tokens.apply_chat_template(messages_of(task), tokenize=False, add_generation_prompt=True)
    return tokens(text)["input_ids"]


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
def answers(model: LlamaForCausalLM, tokens: PreTrainedTokenizerFast, of: list[Task]) -> list[str]:
    """The likeliest response to each task."""
    model.eval()
    said: list[str] = []
    for at in range(0, len(of), 64):
        rows = [asked(tokens, task) for task in of[at : at + 64]]
        longest = max(map(len, rows))
        ids = torch.tensor([[tokens.pad_token_id] * (longest - len(row)) + row for row in rows])
        mask = (ids != tokens.pad_token_id).long()
        out = model.generate(input_ids=ids, attention_mask=mask, max_new_tokens=LONGEST, do_sample=False)
        said += tokens.batch_decode(out[:, longest:], skip_special_tokens=True)
    model.train()
    return said


def held_out(each: int) -> tuple[list[Task], list[Task]]:
    """Tasks that measure, and tasks that train; no text stands in both."""
    measure = tasks(0, each)
    return measure, tasks(1, 60, apart={task.prompt for task in measure})
