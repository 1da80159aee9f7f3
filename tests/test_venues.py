"""A venue takes the list's spelling; its year and track go; an unknown one is kept."""

from __future__ import annotations

import pytest

from bot.venues import Venue, read_venue

LISTED = ["arXiv", "NeurIPS", "EMNLP", "ACL Findings", "Toy Journal"]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("arXiv", "arXiv"),
        ("arxiv", "arXiv"),
        ("ARXIV", "arXiv"),
        ("arXiv preprint", "arXiv"),
        ("arXiv 2024", "arXiv"),
        ("preprint", "arXiv"),
        ("arXiv preprint (submitted to ICLR 2025)", "arXiv"),
        ("NIPS", "NeurIPS"),
        ("nips 2017", "NeurIPS"),
        ("NeurIPS'24", "NeurIPS"),
        ("NeurIPS’24", "NeurIPS"),
        ("NeurIPS 2024 (Spotlight)", "NeurIPS"),
        ("Advances in Neural Information Processing Systems", "NeurIPS"),
        ("EMNLP 2024", "EMNLP"),
        ("EMNLP2024", "EMNLP"),
        ("EMNLP-24", "EMNLP"),
        ("2024 EMNLP", "EMNLP"),
        ("EMNLP (2024)", "EMNLP"),
        ("EMNLP 2024 Main Conference", "EMNLP"),
        ("Published at EMNLP 2024", "EMNLP"),
        ("Accepted to EMNLP 2024", "EMNLP"),
        ("In Proceedings of the 2024 Conference on Empirical Methods in Natural Language "
         "Processing", "EMNLP"),
        ("ICLR 2025 (Oral)", "ICLR"),
        ("ICLR 2025 Poster", "ICLR"),
        ("International Conference on Learning Representations (ICLR) 2024", "ICLR"),
        ("TMLR 2024", "TMLR"),
        ("Transactions on Machine Learning Research", "TMLR"),
        ("Transactions of the Association for Computational Linguistics (TACL)", "TACL"),
        ("AAAI-25", "AAAI"),
        ("Findings of ACL 2024", "ACL Findings"),
        ("Findings of the Association for Computational Linguistics: ACL 2024", "ACL Findings"),
        ("ACL 2024 Findings", "ACL Findings"),
        ("Findings of ACL: EMNLP 2024", "EMNLP Findings"),
        ("EMNLP 2024 Findings", "EMNLP Findings"),
        ("Findings of NAACL", "NAACL Findings"),
        ("toy journal", "Toy Journal"),
        ("Anthropic", "Anthropic"),
        ("blog post", "Blog"),
    ],
)  # fmt: skip
def test_a_known_venue_takes_its_spelling(written: str, name: str) -> None:
    assert read_venue(written, LISTED) == Venue(name, known=True)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Proc. of the Unknown Society", "Proc. of the Unknown Society"),
        ("ICML-W", "ICML-W"),
        ("NeurIPS 2024 Workshop", "NeurIPS Workshop"),
        ("Toy Workshop (NeurIPS 2024)", "Toy Workshop (NeurIPS)"),
        ("Under review at ICLR 2025", "Under review at ICLR"),
        ("Journal of Toys 2024", "Journal of Toys"),
        ("Journal of Toys (JoT)", "Journal of Toys (JoT)"),
        ("Journal of Toys (", "Journal of Toys"),
    ],
)
def test_an_unknown_venue_is_kept_without_its_year(written: str, name: str) -> None:
    assert read_venue(written, LISTED) == Venue(name, known=False)


@pytest.mark.parametrize("written", ["", "2024", "(2024)", "'24", " - "])
def test_a_year_alone_is_no_venue(written: str) -> None:
    assert read_venue(written, LISTED) == Venue("", known=False)
