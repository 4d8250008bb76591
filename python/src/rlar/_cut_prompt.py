"""The response out of a text that begins with its prompt, for the trainers that pass nothing else."""

from __future__ import annotations

_BEGINS = ("<s>", "<|begin_of_text|>", "<bos>", "<｜begin▁of▁sentence｜>")


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
