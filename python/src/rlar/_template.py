"""Messages out of a prompt that a chat template made into one text, for the trainers that pass nothing else."""

from __future__ import annotations

import re

_FORMS = (
    # ChatML (Qwen, and many after it)
    (re.compile(r"<\|im_start\|>(\w+)\n(.*?)(?:<\|im_end\|>\n?|\Z)", re.DOTALL), "<|im_start|>"),
    # Llama 3
    (
        re.compile(r"<\|start_header_id\|>(\w+)<\|end_header_id\|>\n\n(.*?)(?:<\|eot_id\|>|\Z)", re.DOTALL),
        "<|start_header_id|>",
    ),
    # Gemma
    (re.compile(r"<start_of_turn>(\w+)\n(.*?)(?:<end_of_turn>\n?|\Z)", re.DOTALL), "<start_of_turn>"),
    # DeepSeek
    (re.compile("<｜(User|Assistant)｜>(.*?)(?=<｜(?:User|Assistant)｜>|<｜end▁of▁sentence｜>|\\Z)", re.DOTALL), "<｜User｜>"),
)
_ENDS = re.compile(
    r"(?:\s*(?:<\|im_end\|>|<\|endoftext\|>|<\|eot_id\|>|<\|end_of_text\|>|<end_of_turn>|<eos>|</s>|<pad>|<\|pad\|>|<｜end▁of▁sentence｜>))+\s*\Z"
)
_ROLES = {"model": "assistant", "User": "user", "Assistant": "assistant"}
_OPEN_THINKING = re.compile(r"<think>\s*\Z")


def messages_of(prompt: str) -> list[dict[str, str]] | str:
    """The messages of a templated prompt, without the empty turn that waits for the answer; a plain text as it is."""
    for form, mark in _FORMS:
        if mark not in prompt:
            continue
        turns = [
            {"role": _ROLES.get(role, role), "content": content.strip()} for role, content in form.findall(prompt)
        ]
        while turns and turns[-1]["role"] == "assistant" and turns[-1]["content"] in ("", "<think>", "<think>\n\n</think>"):
            turns.pop()
        if turns:
            return turns
    return prompt


def response_of(text: str, prompt: str = "") -> str:
    """A response without the tokens that end it, and with the ``<think>`` that the template put into the prompt."""
    bare = _ENDS.sub("", text)
    opened = _OPEN_THINKING.search(prompt)
    return f"<think>\n{bare}" if opened and not bare.lstrip().startswith("<think>") else bare


def cut_prompt(whole: str, prompt: str) -> str:
    """The response at the end of ``whole``. Decoding may have changed white space or dropped the first token.

    :raises ValueError: where ``whole`` does not begin with the prompt
    """
    if whole.startswith(prompt):
        return whole[len(prompt) :]
    for skip in ("<s>", "<|begin_of_text|>", "<bos>", "<｜begin▁of▁sentence｜>"):
        bare = prompt.removeprefix(skip)
        at = whole.find(bare[:200])
        if 0 <= at <= 40 and whole[at:].startswith(bare):
            return whole[at + len(bare) :]
    end = _same_without_space(whole, prompt)
    if end is None:
        raise ValueError("the query does not begin with the prompt: the response cannot be told from it")
    return whole[end:]


def _same_without_space(whole: str, prompt: str) -> int | None:
    """The end of ``prompt`` in ``whole``, white space not counted."""
    at = 0
    for character in prompt:
        if character.isspace():
            continue
        while at < len(whole) and whole[at].isspace():
            at += 1
        if at >= len(whole) or whole[at] != character:
            return None
        at += 1
    return at
