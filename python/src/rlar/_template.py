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
    (
        re.compile("<｜(User|Assistant)｜>(.*?)(?=<｜(?:User|Assistant)｜>|<｜end▁of▁sentence｜>|\\Z)", re.DOTALL),
        "<｜User｜>",
    ),
)
_BEGINS = ("<s>", "<|begin_of_text|>", "<bos>", "<｜begin▁of▁sentence｜>")
_ENDS = (
    "<|im_end|>",
    "<|endoftext|>",
    "<|eot_id|>",
    "<|end_of_text|>",
    "<end_of_turn>",
    "<eos>",
    "</s>",
    "<pad>",
    "<|pad|>",
    "<｜end▁of▁sentence｜>",
)
_ROLES = {"model": "assistant", "User": "user", "Assistant": "assistant"}


def messages_of(prompt: str) -> list[dict[str, str]] | str:
    """The messages of a templated prompt, without the empty turn that waits for the answer; a plain text as it is."""
    for form, mark in _FORMS:
        if mark not in prompt:
            continue
        turns = [{"role": _ROLES.get(role, role), "content": content.strip()} for role, content in form.findall(prompt)]
        while (
            turns
            and turns[-1]["role"] == "assistant"
            and turns[-1]["content"] in ("", "<think>", "<think>\n\n</think>")
        ):
            turns.pop()
        if turns:
            return turns
    return prompt


def response_of(text: str, prompt: str = "") -> str:
    """A response without the tokens that end it, and with the ``<think>`` that the template put into the prompt."""
    end = cut = len(text)
    while True:
        while end and text[end - 1].isspace():
            end -= 1
        token = next((token for token in _ENDS if text.endswith(token, 0, end)), None)
        if token is None:
            break
        end -= len(token)
        cut = end
    bare = text[:cut].rstrip() if cut < len(text) else text
    opened = prompt.rstrip().endswith("<think>") and not bare.lstrip().startswith("<think>")
    return f"<think>\n{bare}" if opened else bare


def cut_prompt(whole: str, prompt: str) -> str:
    """The response at the end of ``whole``. Decoding may have changed white space, or added the token that begins a text.

    :raises ValueError: where ``whole`` does not begin with the prompt
    """
    if whole.startswith(prompt):
        return whole[len(prompt) :]
    bare = _without_begin(whole)
    end = _same_without_space(bare, _without_begin(prompt))
    if end is None:
        raise ValueError("the query does not begin with the prompt: the response cannot be told from it")
    return bare[end:]


def _without_begin(text: str) -> str:
    bare = text.lstrip()
    return next((bare[len(token) :] for token in _BEGINS if bare.startswith(token)), text)


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
