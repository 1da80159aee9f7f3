"""A venue takes the list's spelling; its year and track go; an unknown one is kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.fields.cited_venues import VENUES
from bot.fields.venue_names import Venue, read_venue

WORDS = (
    "Findings",
    "of",
    "the",
    "ACL",
    "EMNLP",
    "(",
    ")",
    "2024",
    "'24",
    "Proceedings",
    "In",
    "37",
    "38(17)",
    "arXiv",
    "preprint",
    "Workshop",
    "submitted to",
    "Oral",
    "as an oral presentation",
    "Nature",
    "Communications",
    "IEEE/CVF",
    "International Conference on Machine Learning",
    ":",
    "Main",
    "D&B",
    "Forty-first",
    "Toys",
    "paper",
    "published as a conference paper at",
)

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
        ("CoRR", "arXiv"),
        ("arXiv e-prints", "arXiv"),
        ("arXiv.org", "arXiv"),
        ("arXiv'23", "arXiv"),
        ("arXiv-2025.03", "arXiv"),
        ("Submitted to arXiv", "arXiv"),
        ("on arXiv", "arXiv"),
        ("Published as a conference paper at ICLR 2025", "ICLR"),
        ("Accepted at ICLR 2025 as an oral presentation", "ICLR"),
        ("Accepted by NeurIPS 2024", "NeurIPS"),
        ("to appear in EMNLP 2025", "EMNLP"),
        ("ICLR 2025 (Oral, Top 1%)", "ICLR"),
        ("ICLR 2025 - Spotlight", "ICLR"),
        ("The Thirteenth International Conference on Learning Representations", "ICLR"),
        ("Forty-first International Conference on Machine Learning", "ICML"),
        ("Forty-first ICML", "ICML"),
        ("41st ICML", "ICML"),
        ("Proceedings of the 41st International Conference on Machine Learning", "ICML"),
        ("The Thirty-eighth Annual Conference on Neural Information Processing Systems", "NeurIPS"),
        ("Advances in Neural Information Processing Systems 37", "NeurIPS"),
        ("Advances in Neural Information Processing Systems 37 (NeurIPS 2024)", "NeurIPS"),
        ("NeurIPS 2024 Datasets and Benchmarks Track", "NeurIPS"),
        ("NeurIPS 2024 D&B", "NeurIPS"),
        ("NeurIPS D&B Track 2024 (Poster)", "NeurIPS"),
        ("Proceedings of the AAAI Conference on Artificial Intelligence 38(17)", "AAAI"),
        ("Proceedings of the AAAI Conference on Artificial Intelligence, Vol. 38 No. 17", "AAAI"),
        ("Proceedings of the 2024 Conference of the North American Chapter of the Association for "
         "Computational Linguistics: Human Language Technologies (Volume 1: Long Papers)", "NAACL"),
        ("Proceedings of the 2025 Conference of the Nations of the Americas Chapter of the "
         "Association for Computational Linguistics: Human Language Technologies", "NAACL"),
        ("Proceedings of the 18th Conference of the European Chapter of the Association for "
         "Computational Linguistics", "EACL"),
        ("In Proceedings of the 62nd Annual Meeting of the Association for Computational "
         "Linguistics (Volume 1: Long Papers)", "ACL"),
        ("The 2023 Conference on Empirical Methods in Natural Language Processing: System "
         "Demonstrations", "EMNLP"),
        ("EMNLP 2024 (main)", "EMNLP"),
        ("EMNLP main", "EMNLP"),
        ("EMNLP 2024 Industry Track", "EMNLP"),
        ("Proceedings of the 31st International Conference on Computational Linguistics", "COLING"),
        ("LREC-COLING 2024", "LREC-COLING"),
        ("First Conference on Language Modeling", "COLM"),
        ("ACM SIGKDD 2019 (Proceedings of the 25th ACM SIGKDD international conference on "
         "Knowledge discovery and data mining)", "KDD"),
        ("KDD '25", "KDD"),
        ("Proceedings of the ACM Web Conference 2024", "WWW"),
        ("ACM SIGIR 2024", "SIGIR"),
        ("Proceedings of the 47th International ACM SIGIR Conference on Research and Development "
         "in Information Retrieval", "SIGIR"),
        ("IEEE/CVF Conference on Computer Vision and Pattern Recognition (CVPR)", "CVPR"),
        ("Proceedings of the IEEE/CVF International Conference on Computer Vision", "ICCV"),
        ("European Conference on Computer Vision 2024", "ECCV"),
        ("2024 IEEE International Conference on Robotics and Automation (ICRA)", "ICRA"),
        ("8th Annual Conference on Robot Learning", "CoRL"),
        ("Robotics: Science and Systems", "RSS"),
        ("IEEE Transactions on Pattern Analysis and Machine Intelligence", "TPAMI"),
        ("IEEE TPAMI", "TPAMI"),
        ("Interspeech 2024", "INTERSPEECH"),
        ("Proceedings of the CHI Conference on Human Factors in Computing Systems", "CHI"),
        ("Proceedings of the National Academy of Sciences", "PNAS"),
        ("Nature 630", "Nature"),
        ("Findings of the Association for Computational Linguistics: EMNLP 2024",
         "EMNLP Findings"),
        ("EMNLP 2024 (Findings)", "EMNLP Findings"),
        ("In Findings of ACL 2024", "ACL Findings"),
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
        ("Nature Communications", "Nature Communications"),
        ("Science Advances", "Science Advances"),
        ("Machine Learning", "Machine Learning"),
        (
            "International Conference on Machine Learning and Toys",
            "International Conference on Machine Learning and Toys",
        ),
        ("Journal of Artificial Intelligence", "Journal of Artificial Intelligence"),
        ("NeurIPS (Workshop on Toys)", "NeurIPS (Workshop on Toys)"),
        ("Toy Workshop at ICLR 2025", "Toy Workshop at ICLR"),
        ("Submitted to ICLR 2025", "Submitted to ICLR"),
        ("ICLR 2025 Conference Submission", "ICLR Conference Submission"),
        ("Rejected from NeurIPS 2024", "Rejected from NeurIPS"),
        ("ICLR 2025 (withdrawn)", "ICLR (withdrawn)"),
        ("ICLR Blogposts", "ICLR Blogposts"),
        ("TKDD24", "TKDD"),
    ],
)
def test_an_unknown_venue_is_kept_without_its_year(written: str, name: str) -> None:
    assert read_venue(written, LISTED) == Venue(name, known=False)


@pytest.mark.parametrize("written", ["", "2024", "(2024)", "'24", " - "])
def test_a_year_alone_is_no_venue(written: str) -> None:
    assert read_venue(written, LISTED) == Venue("", known=False)


def test_every_spelling_of_a_citation_is_a_known_venue() -> None:
    assert {read_venue(name, ()) for name in VENUES} == {Venue(name, known=True) for name in VENUES}


@given(st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join))
def test_what_is_known_is_read_as_itself(text: str) -> None:
    venue = read_venue(text, LISTED)
    if venue.known:
        assert read_venue(venue.name, LISTED) == venue
