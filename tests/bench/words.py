"""Give the words that generated papers are made of.

None holds a straight quotation mark or a dollar: there are two ways to escape those in HTML,
and the rows of the bot and of the bare script are compared letter by letter.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator


def _words(text: str) -> list[str]:
    return text.split()


def _phrases(text: str) -> list[str]:
    return [phrase.strip() for phrase in text.split("|")]


_QUALITIES = _words(
    """
    sparse dense causal latent shared rotary induced frozen linear modular robust
    deep shallow early late local global hidden token-wise low-rank long-range cross-lingual
    multi-hop layer-wise in-context few-shot bilingual symbolic factual numeric visual semantic
    syntactic positional temporal recursive compositional adaptive contrastive naïve Bayesian
    """
)
_THINGS = _words(
    """
    attention retrieval induction copying routing memory grammar syntax reasoning
    arithmetic translation alignment safety truthfulness recall binding suppression inhibition
    planning negation coreference agreement morphology pruning steering editing caching decoding
    prompting tuning probing patching tracing ablation distillation quantization sinks circuits
    features subspaces
    """
)
_OBJECTS = _words(
    """
    models transformers heads layers tokens contexts embeddings circuits tasks languages
    benchmarks pathways networks residuals logits queries keys values rules facts names numbers
    digits sentences documents dialogues programs proofs images captions neurons gradients
    """
)
_DEEDS = _words(
    """
    finding tracing steering pruning explaining locating editing probing measuring
    separating rethinking revisiting unveiling decomposing comparing aligning ranking merging
    sharing reading
    """
)
_WHERE = _words("in for across within beyond behind without under through from")

_OPENINGS = _phrases(
    """
    A closer look at|A single method for|The first account of|A causal study of
    |An ablation of|A common view of|A map of|A theory of|A benchmark for|A cheap test of
    """
)
_VERBS = _phrases(
    """
    shows how|explains why|makes it plain that|reveals where|predicts when|measures how far
    |tells apart which|confirms that
    """
)
_TURNS = _phrases(
    """
    once the model’s context grows – and only then|with fewer than 5 % of the heads kept
    |at p < 0.01 in every model that was tried|as in the classic Q&A setting of earlier work
    |before any fine-tuning takes place|whatever the size of the model|in seven of the eight tasks
    |although the models’ training data differ|on real documents as well as synthetic ones
    |for English, Chinese and Français alike|without any loss of fluency
    """
)


def head_names() -> Iterator[str]:
    """Yield names of attention heads without end, each once: short ones first."""
    things = [_capital(word.removesuffix("s")) for word in _THINGS]
    qualities = [_capital(word) for word in _QUALITIES]
    yield from (f"{thing} Head" for thing in things)
    for number in itertools.count(1):
        order = f"-{number}" if number > 1 else ""
        for thing, quality in itertools.product(things, qualities):
            yield f"{quality} {thing}{order} Head"


def title(rng: random.Random) -> str:
    """Return a title of five to fourteen words."""
    words = [rng.choice(_DEEDS), rng.choice(_QUALITIES), rng.choice(_THINGS)]
    words += [rng.choice(_WHERE), rng.choice(_OBJECTS)]
    if rng.random() < 0.6:
        words[3:3] = ["and", rng.choice(_QUALITIES), rng.choice(_OBJECTS)]
    text = " ".join(map(_capital, words))
    if rng.random() < 0.7:
        lead = [rng.choice(_QUALITIES), rng.choice(_OBJECTS), rng.choice(_DEEDS)]
        lead += [rng.choice(_QUALITIES), rng.choice(_THINGS)]
        text = f"{' '.join(map(_capital, lead[: rng.randint(1, 5)]))}: {text}"
    return text.replace("models", "models’", 1) if rng.random() < 0.1 else text


def sentence(rng: random.Random) -> str:
    """Return a sentence of 120 to 170 characters."""
    while True:
        what = f"{rng.choice(_OPENINGS)} {rng.choice(_QUALITIES)} {rng.choice(_THINGS)}"
        why = f"{rng.choice(_VERBS)} {rng.choice(_QUALITIES)} {rng.choice(_OBJECTS)}"
        how = f"{rng.choice(_WHERE)} {rng.choice(_QUALITIES)} {rng.choice(_OBJECTS)}"
        text = f"{what} {why} change {how}, {rng.choice(_TURNS)}."
        if 120 <= len(text) <= 170:
            return text


def name(rng: random.Random) -> str:
    """Return a name of an account, a repository or a page."""
    parts = rng.choice(_OBJECTS), rng.choice(_THINGS), rng.choice(_DEEDS)
    return f"{'-'.join(parts)}-{rng.randrange(1000)}"


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:] if len(word) > 3 or word == "sparse" else word
