"""The mix of tasks: made by a program from a seed, each with demonstrations and an evaluator that no reward uses.

Seven kinds, all of a closed vocabulary that a model of two million parameters can learn: sums told in prose, translation by
a small grammar, constraints said in the prompt alone, calls of a tool, a puzzle with many right answers, small programs,
and the second turn of a conversation, of which only a learned reward or a judge can tell what is good.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any


@dataclass(frozen=True)
class Task:
    kind: str
    #: What is asked.
    prompt: str
    #: Columns that a data set of this kind has: a reference, tests, descriptions of functions. No kind, no source.
    columns: dict[str, Any]
    #: Responses that do what is asked; the first is the plainest.
    good: tuple[str, ...]
    #: Responses with a mistake that a small model makes.
    bad: tuple[str, ...]
    #: Whether a response does what is asked. By construction: it knows how the task was made, and no reward reads it.
    solved: Callable[[str], bool] = field(compare=False)


def reference_of(task: Task) -> str | None:
    """What a metric compares with: the one right text that a data set of the kind has; none where it has tests or nothing."""
    if "expected_calls" in task.columns:
        # In words before it, so that it is read as a text.
        return f"The call: {task.good[0]}"
    if task.kind == "puzzle":
        return task.good[0]
    reference = task.columns.get("reference")
    return None if reference is None else str(reference)


NAMES = ["Anna", "Ben", "Clara", "David", "Emma", "Felix", "Greta", "Hugo"]
THINGS = ["apples", "books", "pens", "eggs", "coins", "cards", "shells", "stamps"]


def sums(random: random.Random) -> Task:
    name, thing = random.choice(NAMES), random.choice(THINGS)
    first, second, third = random.randint(2, 9), random.randint(1, 9), random.randint(1, 5)
    third = min(third, first + second - 1)
    total = first + second - third
    told = random.choice(
        [
            f"{name} has {first} {thing}, gets {second} more and gives {third} away. "
            f"How many {thing} does {name} have now?",
            f"There were {first} {thing} on the table. {name} put {second} more there and then took {third}. "
            f"How many {thing} are on the table?",
        ]
    )

    def said(number: int) -> str:
        return f"{first} + {second} - {third} = {number}. The answer is {number}."

    wrong = [n for n in (total - 1, total + 1, first + second + third, first + second) if n != total and n >= 0]

    def solved(response: str) -> bool:
        numbers = re.findall(r"-?\d+", response)
        said_once = response.count("answer") <= 1 and "?" not in response
        return bool(numbers) and int(numbers[-1]) == total and said_once

    return Task(
        "sums",
        told,
        {"reference": str(total)},
        (said(total), f"The answer is {total}."),
        tuple(said(number) for number in wrong),
        solved,
    )


#: English noun: German article and noun.
NOUNS = {
    "house": "das Haus",
    "dog": "der Hund",
    "cat": "die Katze",
    "garden": "der Garten",
    "street": "die Straße",
    "child": "das Kind",
    "tree": "der Baum",
    "flower": "die Blume",
    "ship": "das Schiff",
    "river": "der Fluss",
}
ADJECTIVES = {
    "old": "alt",
    "new": "neu",
    "small": "klein",
    "big": "groß",
    "quiet": "still",
    "green": "grün",
    "red": "rot",
    "beautiful": "schön",
}


def translation(random: random.Random) -> Task:
    noun, other = random.sample(sorted(NOUNS), 2)
    first, second = random.sample(sorted(ADJECTIVES), 2)
    sees = random.random() < 0.5
    article, word = NOUNS[noun].split()
    head = f"{article.capitalize()} {ADJECTIVES[first]}e {word}"
    if sees:
        english = f"The {first} {noun} is near the {other}."
        dative = {"der": "dem", "das": "dem", "die": "der"}[NOUNS[other].split()[0]]
        german = f"{head} ist bei {dative} {NOUNS[other].split()[1]}."
    else:
        english = f"The {first} {noun} is {second}."
        german = f"{head} ist {ADJECTIVES[second]}."
    wrong_article = random.choice([one for one in ("Der", "Die", "Das") if one.lower() != article])
    swapped = ADJECTIVES[random.choice([one for one in sorted(ADJECTIVES) if one not in (first, second)])]
    bad = {
        german.replace(german.split()[0], wrong_article, 1),
        german.replace(f"{ADJECTIVES[first]}e", f"{swapped}e", 1),
        german.replace(word, noun, 1),
        german.replace(" ist ", " ", 1),
        english,
    } - {german}
    return Task(
        "translation",
        f"Translate to German: {english}",
        {"reference": german, "pair": "en-de"},
        (german,),
        tuple(sorted(bad)),
        lambda response: response.strip() == german,
    )


TOPICS = ["winter", "the sea", "music", "bread", "the moon", "rain", "snow", "the wind", "summer", "the city"]
STATEMENTS = ["is quiet", "makes people happy", "is never far away", "tells a story", "is good for us", "can be loud"]
COMMON = ["time", "home", "light", "joy", "hope", "peace", "dreams", "colour", "water", "smiles"]


def constraints(random: random.Random) -> Task:
    topic = random.choice(TOPICS)
    one, two, three = random.sample(STATEMENTS, 3)

    def sentence(statement: str) -> str:
        return f"{topic.capitalize()} {statement}."

    def about(response: str, sentences: int = 1) -> bool:
        """So many sentences, of at least three words together, about the topic, and not what was asked said back."""
        said = response.lower()
        whole = len(re.findall(r"[^.]+\.", response)) == sentences and response.strip().endswith(".")
        return whole and topic.split()[-1] in said and len(said.split()) >= 3 and not said.startswith("write")

    which = random.randrange(4)
    if which == 0:
        asked = f"Write one sentence about {topic} in all lowercase letters."
        good = (sentence(one).lower(), sentence(two).lower())
        bad = (sentence(one), sentence(two).upper())

        def solved(response: str) -> bool:
            return about(response) and response == response.lower()

    elif which == 1:
        count = random.randint(2, 3)
        asked = f"Write exactly {count} sentences about {topic}."
        whole = [sentence(one), sentence(two), sentence(three)]
        good = (" ".join(whole[:count]),)
        bad = (" ".join(whole[: 5 - count]), whole[0])

        def solved(response: str) -> bool:
            return about(response, count)

    elif which == 2:
        word = random.choice(COMMON)
        asked = f'Write one sentence about {topic}. Include the word "{word}".'
        good = (f"{sentence(one)[:-1]} and brings {word}.",)
        bad = (sentence(one), sentence(two))

        def solved(response: str) -> bool:
            return about(response) and re.search(rf"\b{word}\b", response) is not None

    else:
        asked = f"Write two sentences about {topic} without using any commas."
        good = (f"{sentence(one)} {sentence(two)}",)
        bad = (f"{sentence(one)[:-1]}, {two}, and {three}.", f"Well, {sentence(one).lower()} {sentence(two)}")

        def solved(response: str) -> bool:
            return about(response, 2) and "," not in response

    return Task("constraints", asked, {}, good, bad, solved)


FUNCTIONS: dict[str, tuple[str, tuple[tuple[str, str], ...]]] = {
    "book_table": ("Books a table in a restaurant.", (("people", "integer"), ("hour", "integer"))),
    "set_alarm": ("Sets an alarm.", (("hour", "integer"), ("minute", "integer"))),
    "send_card": ("Sends a card to a person.", (("name", "string"), ("count", "integer"))),
}


def calls(random: random.Random) -> Task:
    name, minute = random.choice(NAMES), random.choice([5, 10, 20, 30, 40])
    people, hour, count = random.randint(2, 9), random.randint(5, 11), random.randint(2, 9)
    asked, function, arguments = random.choice(
        [
            (f"Book a table for {people} people at {hour}.", "book_table", {"people": people, "hour": hour}),
            (f"Wake me at {hour}:{minute:02d}.", "set_alarm", {"hour": hour, "minute": minute}),
            (f"Send {count} cards to {name}.", "send_card", {"name": name, "count": count}),
        ]
    )
    described = [
        {
            "name": one,
            "description": says,
            "parameters": {
                "type": "object",
                "properties": {key: {"type": sort} for key, sort in parameters},
                "required": [key for key, _ in parameters],
            },
        }
        for one, (says, parameters) in FUNCTIONS.items()
    ]

    def call(tool: str, given: dict[str, Any]) -> str:
        return json.dumps({"name": tool, "arguments": given})

    keys = list(arguments)
    swapped = {keys[0]: arguments[keys[1]], keys[1]: arguments[keys[0]]}
    other = random.choice([one for one in FUNCTIONS if one != function])
    off = {**arguments, keys[1]: int(arguments[keys[1]]) + 1}
    right = call(function, arguments)

    def solved(response: str) -> bool:
        try:
            said = json.loads(response)
        except ValueError:
            return False
        return said == {"name": function, "arguments": arguments}

    return Task(
        "calls",
        asked,
        {"functions": described, "expected_calls": [{"name": function, "arguments": arguments}]},
        (right,),
        (call(other, arguments), call(function, swapped), call(function, off), right[:-1]),
        solved,
    )


#: Values of coins, one list a country.
COINS = ([50, 25, 10, 5, 1], [50, 20, 10, 5, 1], [50, 20, 10, 2, 1], [25, 20, 10, 5, 1], [25, 10, 5, 2, 1])


def puzzle(random: random.Random) -> Task:
    """The family of `examples/acquisitions/coin-change`: rlar has no tool for it until its code agent wrote one."""
    values = random.choice(COINS)
    coins = sorted((random.choice(values) for _ in range(random.randint(2, 3))), reverse=True)
    total, count = sum(coins), len(coins)
    asked = (
        f"You have coins of {', '.join(map(str, values[:-1]))} and {values[-1]} cents, as many of each as you like. "
        f"Pay exactly {total} cents with exactly {count} coins. "
        "Answer with the coins joined by plus signs, such as 25 + 1."
    )

    def joined(of: list[int]) -> str:
        return " + ".join(str(coin) for coin in of)

    off = [*coins[:-1], random.choice([coin for coin in values if coin != coins[-1]])]

    def solved(response: str) -> bool:
        if re.fullmatch(r"\d+( \+ \d+)*", response.strip()) is None:
            return False
        given = [int(coin) for coin in response.split("+")]
        return sum(given) == total and len(given) == count and all(coin in values for coin in given)

    return Task(
        "puzzle",
        asked,
        {},
        (joined(coins),),
        (joined(off), joined(coins[:-1]), joined([*coins, 1])),
        solved,
    )


def programs(random: random.Random) -> Task:
    times, plus = random.randint(2, 9), random.randint(1, 9)
    which = random.randrange(3)
    asked, body, wrong = [
        (
            f"returns x times {times} plus {plus}",
            f"x * {times} + {plus}",
            [f"x * {plus} + {times}", f"x + {times} + {plus}", f"x * {times}"],
        ),
        (
            f"returns x times {times} if x is greater than {plus} and x otherwise",
            f"x * {times} if x > {plus} else x",
            [f"x * {times} if x < {plus} else x", f"x * {times}", f"x if x > {plus} else x * {times}"],
        ),
        (f"returns {plus} minus x", f"{plus} - x", [f"x - {plus}", f"{plus} + x", f"{times} - x"]),
    ][which]

    def program(of: str) -> str:
        return f"def f(x):\n    return {of}"

    space: dict[str, Any] = {}
    exec(program(body), space)
    points = [0, 1, plus, plus + 1, 7, 12]
    tests = [f"assert f({x}) == {space['f'](x)}" for x in points]

    def solved(response: str) -> bool:
        shape = r"def f\(x\):\n    return [x\d +*<>-]+(?: if x [<>] \d+ else [x\d +*-]+)?"
        if re.fullmatch(shape, response.strip()) is None:
            return False
        made: dict[str, Any] = {}
        try:
            exec(response, {"__builtins__": {}}, made)
            return all(made["f"](x) == space["f"](x) for x in range(-20, 40))
        except Exception:
            return False

    return Task(
        "programs",
        f"Write a Python function f(x) that {asked}.",
        {"tests": tests},
        (program(body),),
        tuple(program(one) for one in wrong),
        solved,
    )


#: What somebody tells, and the two ways to take it up.
TROUBLES = {
    "My dog is ill": "your dog gets well soon",
    "I lost my job": "you find a new job soon",
    "I failed my exam": "the next exam goes well",
    "My flight was cancelled": "you get home safely",
    "My friend moved away": "you see your friend soon",
    "I broke my arm": "your arm heals quickly",
}
RUDE = ["I do not care.", "That is your own fault.", "Stop talking about it.", "So what, ask somebody else."]


def dialogue(random: random.Random) -> Task:
    name, trouble = random.choice(NAMES), random.choice(sorted(TROUBLES))
    feeling = random.choice(["I feel sad", "I am worried", "I am tired of it"])
    other = random.choice([one for one in sorted(TROUBLES) if one != trouble])
    # Told in one message: the reward model that is made here reads one prompt beside one response.
    told = f"{name}: Hello, I am {name}.\nFriend: Hello {name}, how are you?\n{name}: {trouble} and {feeling}.\nFriend:"
    kind = f"I am sorry to hear that, {name}. I hope {TROUBLES[trouble]}."

    def solved(response: str) -> bool:
        said = response.strip().lower()
        warm = "sorry" in said and "hope" in said
        rude = any(one.lower().rstrip(".") in said for one in RUDE)
        return warm and not rude and TROUBLES[trouble].lower() in said and said.count("hope") == 1

    return Task(
        "dialogue",
        told,
        {},
        (kind, f"I am sorry, {name}. I hope {TROUBLES[trouble]}."),
        (*RUDE, f"I am sorry to hear that. I hope {TROUBLES[other]}.", "Hello, how are you?"),
        solved,
    )


KINDS: dict[str, Callable[[random.Random], Task]] = {
    "sums": sums,
    "translation": translation,
    "constraints": constraints,
    "calls": calls,
    "puzzle": puzzle,
    "programs": programs,
    "dialogue": dialogue,
}


def tasks(seed: int, each: int, kinds: list[str] | None = None, apart: set[str] | None = None) -> list[Task]:
    """
    Tasks of different texts.

    :param each: tasks of each kind, kinds in turn
    :param apart: texts of tasks that must not come again, such as those that measure
    """
    made: list[Task] = []
    seen = set(apart or ())
    of = {kind: random.Random(f"{seed}/{kind}") for kind in kinds or KINDS}
    for _ in range(each):
        for kind, source in of.items():
            task = drawn(kind, source, seen)
            seen.add(task.prompt)
            made.append(task)
    return made


def drawn(kind: str, source: random.Random, apart: set[str]) -> Task:
    """A task of a kind whose text is none of those."""
    for _ in range(500):
        task = KINDS[kind](source)
        if task.prompt not in apart:
            return replace(task, bad=tuple(one for one in task.bad if not task.solved(one)))
    raise ValueError(f"{kind}: no further task is different")
