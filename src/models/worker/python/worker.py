"""The process around a reward model that transformers runs. It speaks as main.ts does: one frame in, one frame out, and
it ends when its input does. No code of a model's repository is run, and no weights but safetensors are read."""
import ctypes
import hashlib
import json
import math
import os
import queue
import struct
import sys
import threading

LONGEST = 64 * 1024 * 1024


class Refused(Exception):
    pass


class Model:
    def __init__(self, folder, dtype, attention, decoder_token=None):
        import torch
        import transformers
        from transformers import AutoTokenizer

        self.torch = torch
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        kept = {"local_files_only": True, "trust_remote_code": False}
        self.tokenizer = AutoTokenizer.from_pretrained(folder, **kept)
        self.decoder_token = decoder_token
        reads_head = decoder_token is None
        body = "AutoModelForSequenceClassification" if reads_head else "AutoModelForSeq2SeqLM"
        self.model, report = getattr(transformers, body).from_pretrained(
            folder,
            use_safetensors=True,
            dtype=getattr(torch, dtype),
            output_loading_info=True,
            **({"attn_implementation": "eager"} if attention == "eager" else {}),
            **kept,
        )
        # A weight that is not in the file was made up by chance: a score of it would be made up as well.
        missing = sorted(report["missing_keys"])
        if missing:
            raise ValueError("the weights hold no " + ", ".join(missing[:3]))
        self.model.to(self.device).eval()
        if self.tokenizer.pad_token_id is None:
            self.tokenizer.pad_token = self.tokenizer.eos_token
        if self.model.config.pad_token_id is None:
            self.model.config.pad_token_id = self.tokenizer.pad_token_id
        self.marks = [mark for mark in self.tokenizer.all_special_tokens if len(mark) > 1]
        self.labels = self.model.config.num_labels if reads_head else 1
        if not reads_head:
            start = self.model.config.decoder_start_token_id
            self.start = torch.tensor([[0 if start is None else start]], device=self.device)

    def encode(self, given, most, overlong):
        bos = self.tokenizer.bos_token
        if given["as"] == "pair":
            texts = [given["first"], given["second"]]
        elif given["as"] == "text":
            texts = [given["text"]]
            if bos and texts[0].startswith(bos):
                texts[0] = texts[0][len(bos):]
        else:
            texts = [turn["content"] for turn in given["messages"]]
        for mark in self.marks:
            if any(mark in text for text in texts):
                raise Refused(f"the input holds {mark}, which the tokenizer reads as a mark")
        if given["as"] == "chat":
            text = self.tokenizer.apply_chat_template(given["messages"], tokenize=False)
            if bos and text.startswith(bos):
                text = text[len(bos):]
            texts = [text]
        # As a list: a second text that is empty would else be read as none.
        listed = [tuple(texts)] if given["as"] == "pair" else texts
        encoded = self.tokenizer(listed)
        length = len(encoded["input_ids"][0])
        limit = min(most, self.positions())
        if length <= limit:
            return encoded
        # Of a pair alone it is known where the prompt ends, so that nothing of the response is cut.
        cuts = overlong != "reject" and given["as"] == "pair"
        prompt = len(self.tokenizer.encode(texts[0], add_special_tokens=False)) if cuts else 0
        if length - limit > prompt:
            raise Refused(f"the input is longer than {limit} tokens: it has {length}")
        self.tokenizer.truncation_side = "left"
        return self.tokenizer(listed, truncation="only_first", max_length=limit)

    def positions(self):
        return getattr(self.model.config, "max_position_embeddings", None) or 10_000_000

    def score(self, request):
        torch = self.torch
        encoded = [self.encode(given, request["maxTokens"], request["overlong"]) for given in request["inputs"]]
        scores = []
        with torch.inference_mode():
            # One at a time: what a batch is padded with moves the last digits of a score.
            for one in encoded:
                if self.decoder_token is not None and one["input_ids"][0][-1:] == [self.tokenizer.eos_token_id]:
                    # As MetricX is read: without the mark that ends a text.
                    one = {name: [row[:-1] for row in rows] for name, rows in one.items()}
                tensors = {name: torch.tensor(values, device=self.device) for name, values in one.items()}
                if self.decoder_token is None:
                    logits = self.model(**tensors).logits[0].float()
                else:
                    first = self.model(**tensors, decoder_input_ids=self.start).logits[0][0].float()
                    logits = first[self.decoder_token : self.decoder_token + 1]
                if request["activation"] == "sigmoid":
                    logits = logits.sigmoid()
                elif request["activation"] == "softmax":
                    logits = logits.softmax(-1)
                numbers = [float(value) for value in logits]
                scores.append([value if math.isfinite(value) else None for value in numbers])
        return {"scores": scores}


def die_with_parent():
    try:
        ctypes.CDLL(None).prctl(1, 9)
    except (OSError, AttributeError):
        pass


def read_frames(source, frames):
    while True:
        head = source.read(4)
        if len(head) < 4:
            os._exit(0)
        (length,) = struct.unpack(">I", head)
        body = source.read(length) if length <= LONGEST else b""
        if len(body) < length:
            os._exit(0)
        frames.put(json.loads(body))


def open_model(request):
    for file in request["files"]:
        digest = hashlib.sha256()
        with open(os.path.join(request["folder"], file["name"]), "rb") as source:
            while chunk := source.read(1 << 20):
                digest.update(chunk)
        if digest.hexdigest() != file["sha256"]:
            raise ValueError(file["name"] + " was changed since it was downloaded")
    return Model(request["folder"], request["dtype"], request["attention"], request.get("decoderToken"))


def main():
    die_with_parent()
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    frames = queue.Queue()
    threading.Thread(target=read_frames, args=(sys.stdin.buffer, frames), daemon=True).start()
    model = None
    while True:
        request = frames.get()
        try:
            if request["do"] == "open":
                model = open_model(request)
                said = {"labels": model.labels}
            else:
                said = model.score(request)
        except Refused as refusal:
            said = {"refused": str(refusal)}
        except Exception as error:
            said = {"error": f"{type(error).__name__}: {error}"[:500]}
        body = json.dumps(said, allow_nan=False).encode()
        answers.write(struct.pack(">I", len(body)) + body)
        answers.flush()


main()
