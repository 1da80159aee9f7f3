"""What people paste becomes one identity and one address, or nothing at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.fields.addresses import apart_from_links, without_addresses, without_links
from bot.fields.reference import looks_like_link, parse_link
from tests.ours import parse_catalog, read_papers
from tests.paths import LISTED as PAPERS

ARXIV = ("arxiv:2402.02872", "https://arxiv.org/abs/2402.02872")
OPENREVIEW = ("openreview:AwyxtyMwaG", "https://openreview.net/forum?id=AwyxtyMwaG")
ACL_NEW = ("acl:2024.emnlp-main.190", "https://aclanthology.org/2024.emnlp-main.190/")
ACL_OLD = ("acl:P19-1580", "https://aclanthology.org/P19-1580/")
PMLR = ("pmlr:v139/zhao21c", "https://proceedings.mlr.press/v139/zhao21c.html")
ACM = ("doi:10.1145/3411764.3445110", "https://dl.acm.org/doi/10.1145/3411764.3445110")
DOI = ("doi:10.1145/3411764.3445110", "https://doi.org/10.1145/3411764.3445110")
AAAI = ("aaai:aaai/29818", "https://ojs.aaai.org/index.php/AAAI/article/view/29818")
HASH = "9d5609613524ecf4f15af0f7b31abca4"
NEURIPS = (
    f"neurips:{HASH}",
    f"https://proceedings.neurips.cc/paper_files/paper/2022/hash/{HASH}-Abstract-Conference.html",
)
CIRCUITS = "https://transformer-circuits.pub/2021/framework"

PAPER_FORMS = [
    *(
        (written, *ARXIV)
        for written in (
            "2402.02872",
            "2402.02872v3",
            "arXiv:2402.02872",
            "ARXIV:2402.02872v1",
            "arxiv: 2402.02872",
            "arxiv.org/abs/2402.02872",
            "https://arxiv.org/abs/2402.02872",
            "http://arxiv.org/abs/2402.02872",
            "HTTPS://ARXIV.ORG/abs/2402.02872",
            "https://www.arxiv.org/abs/2402.02872",
            "www.arxiv.org/abs/2402.02872",
            "https://arxiv.org/abs/2402.02872v12",
            "https://arxiv.org/abs/2402.02872/",
            "https://arxiv.org/abs/2402.02872?context=cs.CL",
            "https://arxiv.org/abs/2402.02872.",
            "<https://arxiv.org/abs/2402.02872>",
            "https://arxiv.org/pdf/2402.02872",
            "https://arxiv.org/pdf/2402.02872.pdf",
            "https://arxiv.org/pdf/2402.02872v1.pdf#page=3",
            "https://arxiv.org/html/2402.02872v2#S3",
            "https://export.arxiv.org/abs/2402.02872",
            "https://ar5iv.labs.arxiv.org/html/2402.02872",
            "https://alphaxiv.org/abs/2402.02872",
            "https://www.alphaxiv.org/overview/2402.02872v1",
            "https://huggingface.co/papers/2402.02872",
            "https://hf.co/papers/2402.02872",
            "https://doi.org/10.48550/arXiv.2402.02872",
            "doi:10.48550/arXiv.2402.02872",
            "10.48550/arxiv.2402.02872",
        )
    ),
    *(
        (written, "arxiv:cs/0601001", "https://arxiv.org/abs/cs/0601001")
        for written in (
            "arXiv:cs/0601001",
            "https://arxiv.org/abs/cs/0601001v2",
            "https://arxiv.org/pdf/cs/0601001.pdf",
            "https://arxiv.org/abs/cs.CL/0601001",
        )
    ),
    ("arXiv:hep-th/9901001v1", "arxiv:hep-th/9901001", "https://arxiv.org/abs/hep-th/9901001"),
    *(
        (written, *OPENREVIEW)
        for written in (
            "https://openreview.net/forum?id=AwyxtyMwaG",
            "openreview.net/forum?id=AwyxtyMwaG",
            "https://openreview.net/pdf?id=AwyxtyMwaG",
            "https://openreview.net/attachment?id=AwyxtyMwaG&name=pdf",
            "https://openreview.net/forum?id=AwyxtyMwaG&noteId=6Qv7kx00La",
            "https://openreview.net/forum?noteId=6Qv7kx00La&id=AwyxtyMwaG#discussion",
            "https://openreview.net/forum?id=AwyxtyMwaG&referrer=%5Bthe%20profile%5D",
        )
    ),
    *(
        (written, *ACL_NEW)
        for written in (
            "https://aclanthology.org/2024.emnlp-main.190/",
            "https://aclanthology.org/2024.emnlp-main.190",
            "https://www.aclanthology.org/2024.emnlp-main.190.pdf",
            "https://aclanthology.org/2024.emnlp-main.190v2.pdf",
            "https://aclanthology.org/2024.emnlp-main.190.bib",
            "https://doi.org/10.18653/v1/2024.emnlp-main.190",
        )
    ),
    *(
        (written, *ACL_OLD)
        for written in (
            "https://aclanthology.org/P19-1580",
            "https://aclanthology.org/p19-1580/",
            "https://www.aclweb.org/anthology/P19-1580.pdf",
            "https://aclanthology.info/papers/P19-1580",
            "doi: 10.18653/v1/P19-1580",
        )
    ),
    *(
        (written, *PMLR)
        for written in (
            "https://proceedings.mlr.press/v139/zhao21c.html",
            "http://proceedings.mlr.press/v139/zhao21c/zhao21c.pdf",
            "https://proceedings.mlr.press/v139/zhao21c",
        )
    ),
    *(
        (written, *ACM)
        for written in (
            "https://dl.acm.org/doi/10.1145/3411764.3445110",
            "https://dl.acm.org/doi/abs/10.1145/3411764.3445110",
            "https://dl.acm.org/doi/pdf/10.1145/3411764.3445110?cid=1",
        )
    ),
    *(
        (written, *DOI)
        for written in (
            "10.1145/3411764.3445110",
            "DOI: 10.1145/3411764.3445110",
            "http://dx.doi.org/10.1145/3411764.3445110",
        )
    ),
    *(
        (written, *AAAI)
        for written in (
            "https://ojs.aaai.org/index.php/AAAI/article/view/29818",
            "https://ojs.aaai.org/index.php/AAAI/article/view/29818/31418",
            "https://ojs.aaai.org/index.php/AAAI/article/download/29818/31418",
        )
    ),
    *(
        (written, *NEURIPS)
        for written in (
            NEURIPS[1],
            f"https://papers.nips.cc/paper/2022/hash/{HASH}-Abstract-Conference.html",
            f"https://proceedings.neurips.cc/paper_files/paper/2022/file/{HASH}"
            "-Paper-Conference.pdf",
        )
    ),
    (
        "https://link.springer.com/article/10.1007/s11263-024-02072-9",
        "doi:10.1007/s11263-024-02072-9",
        "https://doi.org/10.1007/s11263-024-02072-9",
    ),
    (f"{CIRCUITS}/index.html", f"page:{CIRCUITS}", f"{CIRCUITS}/index.html"),
    (f"{CIRCUITS}/", f"page:{CIRCUITS}", f"{CIRCUITS}/"),
    *(
        (written, *ARXIV)
        for written in (
            "https://arxiv.org/abs/arXiv:2402.02872",
            "https://arxiv.org/abs//2402.02872",
            "arXiv:cs.CL/2402.02872",
            "arXiv:stat.ML/2402.02872v2",
            "abs/2402.02872",
            "arXiv.2402.02872",
            "arXiv-2402.02872v1",
            "arXiv/2402.02872",
            "https://arxiv.org/abs/2402.02872%20",
            "arXiv:2402.02872?context=cs",
            "２４０２．０２８７２",
            "arXiv:2402.0287２",
            "ａｒＸｉｖ：２４０２．０２８７２",
            "https：//arxiv.org/abs/2402.02872",
            "ｈｔｔｐｓ：／／ａｒｘｉｖ．ｏｒｇ／ａｂｓ／２４０２．０２８７２",
            "https://arxiv.org/abs/2402.02872。",
            "（https://arxiv.org/abs/2402.02872）",
            "https://arxiv.org/abs/2402.02872，",
            "https://arxiv.org/abs/2402.02872)",
            "“https://arxiv.org/abs/2402.02872”",
            "`https://arxiv.org/abs/2402.02872`",
            "https://arxiv.org/abs/2402.02872?utm_source=chat&utm_medium=x#bib",
        )
    ),
    *(
        (written, *DOI)
        for written in (
            "10.1145/3411764.3445110?cookieSet=1",
            "doi:10.1145/3411764.3445110#sec-1",
            "https://doi.org/10.1145/3411764.3445110)",
            "(10.1145/3411764.3445110)",
        )
    ),
    (
        "10.1016/S0140-6736(20)30183-5",
        "doi:10.1016/s0140-6736(20)30183-5",
        "https://doi.org/10.1016/S0140-6736(20)30183-5",
    ),
    *(
        (written, "doi:10.1101/2022.12.23.22283901", "https://doi.org/10.1101/2022.12.23.22283901")
        for written in (
            "https://www.medrxiv.org/content/10.1101/2022.12.23.22283901v1",
            "https://www.medrxiv.org/content/10.1101/2022.12.23.22283901v2.full.pdf",
            "https://www.medrxiv.org/content/10.1101/2022.12.23.22283901v1.full-text",
            "https://www.medrxiv.org/content/medrxiv/early/2022/12/26/2022.12.23.22283901.full.pdf".replace(
                "26/", "26/10.1101/"
            ),
            "10.1101/2022.12.23.22283901v1",
        )
    ),
    *(
        (
            written,
            "cvf:toy_heads_cvpr_2024",
            "https://openaccess.thecvf.com/content/CVPR2024/html/Toy_Heads_CVPR_2024_paper.html",
        )
        for written in (
            "https://openaccess.thecvf.com/content/CVPR2024/html/Toy_Heads_CVPR_2024_paper.html",
            "https://openaccess.thecvf.com/content/CVPR2024/papers/Toy_Heads_CVPR_2024_paper.pdf",
        )
    ),
    (
        f"https://proceedings.iclr.cc/paper_files/paper/2024/file/{HASH}-Paper-Conference.pdf",
        f"iclr:{HASH}",
        f"https://proceedings.iclr.cc/paper_files/paper/2024/hash/{HASH}-Abstract-Conference.html",
    ),
    *(
        (written, "jmlr:v21/20-074", "https://jmlr.org/papers/v21/20-074.html")
        for written in (
            "https://www.jmlr.org/papers/v21/20-074.html",
            "http://jmlr.org/papers/volume21/20-074/20-074.pdf",
        )
    ),
    *(
        (written, "ijcai:2024/12", "https://www.ijcai.org/proceedings/2024/12")
        for written in (
            "https://www.ijcai.org/proceedings/2024/0012.pdf",
            "https://ijcai.org/Proceedings/2024/12",
        )
    ),
    *(
        (written, "ieee:1234567", "https://ieeexplore.ieee.org/document/1234567")
        for written in (
            "https://ieeexplore.ieee.org/abstract/document/1234567/",
            "https://ieeexplore.ieee.org/stamp/stamp.jsp?tp=&arnumber=1234567",
        )
    ),
    (
        "https://www.nature.com/articles/s41586-024-07123-4.pdf",
        "doi:10.1038/s41586-024-07123-4",
        "https://doi.org/10.1038/s41586-024-07123-4",
    ),
]

OTHER_FORMS = [
    ("https://github.com/Owner/Repo.git", "https://github.com/Owner/Repo", "GitHub", "Code"),
    ("github.com/owner/repo/", "https://github.com/owner/repo", "GitHub", "Code"),
    ("https://github.com/o/r?tab=readme#x", "https://github.com/o/r", "GitHub", "Code"),
    ("https://github.com/o/r/issues/3", "https://github.com/o/r", "GitHub", "Code"),
    ("https://github.com/o/r/releases/download/v1/x.exe", "https://github.com/o/r", "GitHub",
     "Code"),
    ("https://github.com/o/r/tree/main/data", "https://github.com/o/r/tree/main/data", "GitHub",
     "Data"),
    ("https://gitlab.com/o/r", "https://gitlab.com/o/r", "GitLab", "Code"),
    ("https://huggingface.co/datasets/o/r", "https://huggingface.co/datasets/o/r", "Hugging Face",
     "Data"),
    ("https://huggingface.co/spaces/o/r", "https://huggingface.co/spaces/o/r", "Hugging Face",
     "Demo"),
    ("https://huggingface.co/o/r/tree/main", "https://huggingface.co/o/r", "Hugging Face",
     "Model"),
    ("https://someone.github.io/paper/", "https://someone.github.io/paper/", "Project", "Page"),
    ("https://heads.streamlit.app", "https://heads.streamlit.app/", "Demo", "View"),
]  # fmt: skip

REFUSED = [
    "",
    "see the paper",
    "https://user@arxiv.org/abs/2402.02872",
    "https://arxiv.org@evil.example/abs/2402.02872",
    "https://arxiv.org:443/abs/2402.02872",
    "https://arxiv.org:99999/abs/2402.02872",
    "https://arxiv.org\\@evil.example/abs/2402.02872",
    "https://arxiv.org/abs\\2402.02872",
    "https://arx\u0456v.org/abs/2402.02872",
    "https://arxiv\u3002org/abs/2402.02872",
    "https://xn--rxiv-53d.org/abs/2402.02872",
    "https://arxiv.org.evil.example/abs/2402.02872",
    "https://notarxiv.org/abs/2402.02872",
    "https://evil.arxiv.org/abs/2402.02872",
    "https://arxiv%2eorg/abs/2402.02872",
    "https://evil.example/https://arxiv.org/abs/2402.02872",
    "//arxiv.org/abs/2402.02872",
    "https:///arxiv.org/abs/2402.02872",
    "javascript:alert(1)//arxiv.org/abs/2402.02872",
    "data:text/html,2402.02872",
    "ftp://arxiv.org/abs/2402.02872",
    "file:///etc/passwd",
    "https://127.0.0.1/abs/2402.02872",
    "https://[::1]/abs/2402.02872",
    "https://[bad/abs/2402.02872",
    "https://arxiv.org/abs/2413.00001",  # month 13
    "https://arxiv.org/abs/0703.0001",  # before numbers had this form
    "https://arxiv.org/abs/2402.1",
    "https://arxiv.org/abs/2402.02872v0",
    "https://arxiv.org/abs/cs/9999999",
    "https://arxiv.org/abs/",
    "https://arxiv.org/abs/../2402.02872",
    "https://arxiv.org/abs/2402.02872/../../x",
    "https://arxiv.org/abs/%32402.02872",
    "https://arxiv.org/abs/2402.02872%0d%0aHost:%20evil.example",
    "https://arxiv.org/abs/2402.02872' onclick='alert(1)",
    "https://doi.org/10.1000/../../evil.example",
    "https://doi.org/10.1000/%2e%2e/x",
    "https://openreview.net/forum?id=",
    "https://openreview.net/forum?id=<script>",
    "https://openreview.net/profile?id=AwyxtyMwaG",
    "https://aclanthology.org/venues/acl/",
    "https://aclanthology.org/2024.emnlp-main.190/../../x",
    "https://proceedings.mlr.press/v139/",
    "https://github.com/owner",
    "https://github.com/copilot/share",
    "https://github.com/codespaces/new",
    "https://github.com/enterprises/x",
    "https://github.com/auth/x",
    "https://github.com/readme/stories",
    "https://github.com/team/x",
    "https://github.com/solutions/x",
    "https://github.com/resources/articles",
    "https://huggingface.co/datasets/../x",
    "https://huggingface.co/spaces/o/./r",
    "https://huggingface.co/blog/toys",
    "https://huggingface.co/settings/tokens",
    "https://huggingface.co/o/..",
    "https://huggingface.co/o",
    "https://www.medrxiv.org/search/toys",
    "https://openaccess.thecvf.com/content/CVPR2024W/X/html/Toy_Heads_CVPRW_2024_paper.html",
    "https://ieeexplore.ieee.org/stamp/stamp.jsp?arnumber=x",
    "https://www.nature.com/nature/",
    "arXiv:2502.1180\u0666",
    "\u0662\u0664\u0660\u0662.\u0660\u0661\u0668\u0667\u0662",
    "https://arxiv.org/abs/2502.1180\u0966",
    "10.1145/34117\u06664",
    "https://doi.org/10.1145%D9%A6/1",
    "https://doi.org/10.11%D9%A645/1",
    "https://aclanthology.org/2024.acl-long.\u0661/",
    "https://proceedings.mlr.press/v13\u0669/zhao21c.html",
    "https://ojs.aaai.org/index.php/AAAI/article/view/2981\u0668",
    "https://github.com/o/r\u0661",
    "https://github.com/owner/..",
    "https://github.com/login/device",
    "https://github.com/Orgs/somebody/",
    "https://gitlab.com/users/sign_in",
    "https://github.com/a/../../b",
    "https://github.com/o/r/tree/..%2f",
    "https://github.io/x",
    "https://a.b.github.io/x",
    "https://transformer-circuits.pub/",
    "https://evil.example/",
    "https://arxiv.org/abs/2402.02872" + "?" + "x" * 500,
]


def test_the_table_holds_at_least_sixty_forms() -> None:
    assert len({written for written, _, _ in PAPER_FORMS}) >= 60


@pytest.mark.parametrize(("written", "identity", "url"), PAPER_FORMS)
def test_each_written_form_of_a_paper_has_one_identity_and_address(
    written: str, identity: str, url: str
) -> None:
    found = parse_link(written)
    assert found is not None
    assert (found.identity, found.url) == (identity, url)
    assert found.names_paper


@pytest.mark.parametrize(("written", "url", "label", "kind"), OTHER_FORMS)
def test_code_data_and_pages_name_no_paper(written: str, url: str, label: str, kind: str) -> None:
    found = parse_link(written)
    assert found is not None
    assert (found.url, found.label, found.kind) == (url, label, kind)
    assert not found.names_paper
    assert found.venue is None


@pytest.mark.parametrize("written", REFUSED)
def test_what_may_lead_elsewhere_is_refused(written: str) -> None:
    assert parse_link(written) is None


@pytest.mark.parametrize("url", sorted({url for _, _, url in PAPER_FORMS}))
def test_the_address_that_is_listed_reads_as_itself(url: str) -> None:
    found = parse_link(url)
    assert found is not None
    assert found.url == url


def test_addresses_of_one_repository_differ_in_case_only() -> None:
    upper, lower = parse_link("https://github.com/A/B"), parse_link("https://github.com/a/b")
    assert upper is not None
    assert lower is not None
    assert upper.identity == lower.identity


@pytest.mark.parametrize(
    ("written", "venue"),
    [
        ("https://arxiv.org/abs/2402.02872", "arXiv"),
        ("https://aclanthology.org/P19-1580/", "ACL"),
        ("https://aclanthology.org/D19-1223/", "EMNLP"),
        ("https://aclanthology.org/2024.naacl-long.1/", "NAACL"),
        ("https://aclanthology.org/2024.tacl-1.7/", "TACL"),
        ("https://aclanthology.org/W18-5431/", None),
        ("https://ojs.aaai.org/index.php/AAAI/article/view/29818", "AAAI"),
        ("https://ojs.aaai.org/index.php/ICWSM/article/view/29818", None),
        (NEURIPS[1], "NeurIPS"),
        (f"{CIRCUITS}/index.html", "Anthropic"),
        ("https://openreview.net/forum?id=AwyxtyMwaG", None),
        ("https://proceedings.mlr.press/v139/zhao21c.html", "ICML"),
        ("https://proceedings.mlr.press/v151/toy22a.html", "AISTATS"),
        ("https://proceedings.mlr.press/v225/toy23a.html", None),
        ("https://proceedings.mlr.press/r1/toy95a.html", None),
        ("https://doi.org/10.1145/3411764.3445110", None),
        ("https://doi.org/10.1609/aaai.v38i17.29818", "AAAI"),
        ("https://doi.org/10.1162/tacl_a_00638", "TACL"),
        ("https://doi.org/10.1162/coli_a_00638", None),
        ("https://aclanthology.org/2024.findings-emnlp.7/", "EMNLP Findings"),
        ("https://aclanthology.org/2024.findings-acl.7/", "ACL Findings"),
        ("https://aclanthology.org/2021.eacl-main.7/", "EACL"),
        ("https://aclanthology.org/2024.lrec-main.7/", "LREC"),
        ("https://aclanthology.org/2022.coling-1.7/", "COLING"),
        ("https://aclanthology.org/2023.conll-1.7/", "CoNLL"),
        ("https://aclanthology.org/2021.eacl-srw.2/", "EACL"),
        ("https://aclanthology.org/2024.acl-tutorials.2/", None),
        ("https://aclanthology.org/2024.blackboxnlp-1.7/", "BlackboxNLP"),
        ("https://aclanthology.org/2024.repl4nlp-1.7/", None),
        ("https://aclanthology.org/D19-5501/", None),
        ("https://aclanthology.org/P18-2012/", "ACL"),
        ("https://aclanthology.org/P19-2012/", None),
        ("https://aclanthology.org/Q19-1012/", "TACL"),
        (
            f"https://proceedings.iclr.cc/paper_files/paper/2024/hash/{HASH}-Abstract-Conference.html",
            "ICLR",
        ),
        (
            "https://openaccess.thecvf.com/content/CVPR2024/html/Toy_Heads_CVPR_2024_paper.html",
            "CVPR",
        ),
        ("https://jmlr.org/papers/v21/20-074.html", "JMLR"),
        ("https://www.ijcai.org/proceedings/2024/12", "IJCAI"),
        ("https://ieeexplore.ieee.org/document/1234567", None),
        ("https://www.lesswrong.com/posts/iGuwZTHWb6DFY3sKB/toys", "Blog"),
    ],
)
def test_an_address_tells_the_venue_only_where_it_is_proof(written: str, venue: str | None) -> None:
    found = parse_link(written)
    assert found is not None
    assert found.venue == venue


@pytest.mark.parametrize(
    ("written", "venue", "badge"),
    [
        ("https://arxiv.org/abs/2402.02872", "NeurIPS", "arXiv"),
        ("https://aclanthology.org/2024.emnlp-main.190/", "arXiv", "EMNLP"),
        ("https://aclanthology.org/W18-5431/", "EMNLP", "EMNLP"),
        ("https://aclanthology.org/W18-5431/", "arXiv", "ACL Anthology"),
        ("https://openreview.net/forum?id=AwyxtyMwaG", "ICLR", "ICLR"),
        ("https://openreview.net/forum?id=AwyxtyMwaG", "arXiv", "OpenReview"),
        ("https://openreview.net/forum?id=AwyxtyMwaG", "", "OpenReview"),
        ("https://proceedings.mlr.press/v225/toy23a.html", "arXiv", "PMLR"),
        ("https://dl.acm.org/doi/10.1145/3411764.3445110", "arXiv", "ACM"),
        ("https://dl.acm.org/doi/10.1145/3411764.3445110", "CHI", "CHI"),
        ("https://doi.org/10.9999/toys", "", "DOI"),
        ("https://doi.org/10.1101/2022.12.23.22283901", "bioRxiv", "DOI"),
        ("https://ieeexplore.ieee.org/document/1234567", "", "IEEE Xplore"),
        ("https://github.com/o/r", "ICLR", "GitHub"),
    ],
)
def test_a_badge_says_what_its_address_is(written: str, venue: str, badge: str) -> None:
    found = parse_link(written)
    assert found is not None
    assert found.badge(venue) == badge


def test_no_badge_repeats_its_kind() -> None:
    for written, _, _ in PAPER_FORMS:
        found = parse_link(written)
        assert found is not None
        assert found.badge("") != found.kind


@pytest.mark.parametrize(
    ("written", "month"),
    [
        ("2402.02872", "2024-02"),
        ("arXiv:0704.0001", "2007-04"),
        ("arXiv:hep-th/9901001", "1999-01"),
        ("arXiv:cs/0601001", "2006-01"),
        ("https://openreview.net/forum?id=AwyxtyMwaG", None),
    ],
)
def test_an_arxiv_number_tells_its_month(written: str, month: str | None) -> None:
    found = parse_link(written)
    assert found is not None
    assert found.month == month


# Digits of every script, and what stands around them in addresses.
DIGITS = st.characters(categories=("Nd", "No", "Nl"))
STARTS = st.sampled_from(
    ["", "arXiv:", "doi:10.", "10.", "https://arxiv.org/abs/", "https://doi.org/10.1145/",
     "https://aclanthology.org/2024.acl-long.", "https://openreview.net/forum?id=",
     "https://proceedings.mlr.press/v", "https://ojs.aaai.org/index.php/AAAI/article/view/",
     "https://github.com/o/", "https://ieeexplore.ieee.org/document/", "https://huggingface.co/",
     "https://www.nature.com/articles/", "https://jmlr.org/papers/v"]
)  # fmt: skip
ENDS = st.lists(
    st.one_of(DIGITS, st.sampled_from([*"0123456789./-v()", "2402.0187", "．", "：", "％", "%"])),
    max_size=12,
).map("".join)


@given(st.one_of(st.text(), st.tuples(STARTS, ENDS).map("".join)))
def test_whatever_is_read_the_catalog_accepts(text: str) -> None:
    found = parse_link(text)
    if found is None:
        return
    assert found.url.isascii()
    assert found.identity.isascii()
    assert parse_link(found.url) == found
    badge = found.badge("")
    link = {"label": badge, "kind": found.kind, "url": found.url}
    summary = {"innovation": "A.", "tasks": "B.", "result": "C."}
    record = {"title": "T", "date": None, "heads": ["H"], "venue": "V", "summary": summary,
              "links": [link]}  # fmt: skip
    assert read_papers([record])[0].links[0].url == found.url


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("https://anything.example", True),
        ("www.example.org", True),
        ("arXiv:broken", True),
        ("doi:x", True),
        ("2402.02872", True),
        ("github.com/a/b", True),
        ("DuoAttention", False),
        ("2024", False),
        ("e.g.", False),
        ("N/A", False),
    ],
)
def test_a_word_meant_as_an_address_is_told_from_others(word: str, meant: bool) -> None:
    assert looks_like_link(word) is meant


def test_every_paper_link_of_a_real_list_has_an_identity_of_its_own() -> None:
    catalog = parse_catalog(PAPERS.read_text(encoding="utf-8"))
    links = [link for paper in catalog.papers for link in paper.links if link.kind == "Paper"]
    found = {link.url: parse_link(link.url) for link in links}
    assert [url for url, reference in found.items() if reference is None] == []
    identities = {reference.identity for reference in found.values() if reference}
    assert len(identities) == len(links)


def test_every_link_of_a_real_list_reads_as_itself_but_for_its_version() -> None:
    catalog = parse_catalog(PAPERS.read_text(encoding="utf-8"))
    urls = {link.url for paper in catalog.papers for link in paper.links}
    read = {url: parse_link(url) for url in urls}

    assert {url for url, reference in read.items() if reference is None} == {
        "https://functions.baulab.info/"  # a project page at a host of its own
    }
    assert {url: found.url for url, found in read.items() if found and found.url != url} == {
        "https://arxiv.org/abs/2402.18312v2": "https://arxiv.org/abs/2402.18312",
        "https://arxiv.org/abs/2402.13055v1": "https://arxiv.org/abs/2402.13055",
    }


@pytest.mark.parametrize(
    ("text", "rest", "addresses"),
    [
        ("[A b](u)", "A b", ["u"]),
        ("[[A b](u)](c)", "A b", ["u", "c"]),
        ("[![arXiv](i)](u) and [C](c)", " and C", ["i", "u", "c"]),
        ("a [b] (c) ](d", "a [b] (c) ](d", []),
        ("[a [b](c)", "[a b", ["c"]),
        ("[A](u(x)y) b", "A b", ["u(x)y"]),
        ("[A](u(x) b", "A b", ["u(x"]),
        ('[A](u "title")', "A", ["u"]),
        ("[A b](u ) and [A](<u>)", "A b and A", ["u", "u"]),
        ("A [[Paper](u)] [[Code](c)]", "A [] []", ["u", "c"]),
        ("A [here](u), [论文](c)", "A , ", ["u", "c"]),
        ("A ![badge](i)", "A ", ["i"]),
        ('<a href="u">A b</a> c', "A b c", ["u"]),
        ("<A class=x HREF='u'>paper</A>", "", ["u"]),
        ('a <img src="i" alt="x"> b', "a  b", ["i"]),
        ("<a>b</a> </a> <alpha> x", "<a>b  <alpha> x", []),
    ],
)
def test_markdown_links_are_read_from_the_inside(
    text: str, rest: str, addresses: list[str]
) -> None:
    assert without_links(text) == (rest, addresses)


A, C = "https://arxiv.org/abs/2402.01872", "https://github.com/ada/toys"


@pytest.mark.parametrize(
    ("text", "rest", "addresses"),
    [
        (f"{A};{C}", "", [A, C]),
        (f"{A},{C}", "", [A, C]),
        (f"{A}、{C}", "", [A, C]),
        (f"{A}，{C}。", "", [A, C]),
        (f"{A}|{C}", "", [A, C]),
        (f"{A}{C}", "", [A, C]),
        (f"arXiv（{A}）", "arXiv", [A]),
        (f"论文：{A}，代码：{C}", "论文 代码", [A, C]),
        (f"ICLR ({A})", "ICLR", [A]),
        (f"<{A}>", "", [A]),
        (f'<a href="{A}">paper</a>', "", [A]),
        ("arXiv: 2402.01872", "", ["arXiv:2402.01872"]),
        ("arXiv： 2402.01872", "", ["arXiv：2402.01872"]),
        ("CoRR abs/2402.01872", "CoRR", ["abs/2402.01872"]),
        ("ArXiv abs/2403.17336 (2024): n. pag.", "ArXiv (2024): n. pag.", ["abs/2403.17336"]),
        ("10.1016/S0140-6736(20)30183-5", "", ["10.1016/S0140-6736(20)30183-5"]),
        (f"https://evil.example/{A}", "", [f"https://evil.example/{A}"]),
        ("Toys，Heads", "Toys，Heads", []),
        ("A;B", "A;B", []),
    ],
)
def test_addresses_are_found_among_words_and_signs(
    text: str, rest: str, addresses: list[str]
) -> None:
    assert without_addresses(text) == (rest, addresses)


def test_the_texts_of_links_are_told_from_what_stands_beside_them() -> None:
    text = "ICLR'25 [OpenReview](u) [EMNLP](v), [paper](w)"
    outside, texts, addresses = apart_from_links(text)
    assert outside.split() == ["ICLR'25", ","]
    assert (texts, addresses) == (["EMNLP"], ["u", "v", "w"])


@pytest.mark.parametrize(
    "host",
    ["lesswrong.com", "alignmentforum.org", "transformer-circuits.pub", "distill.pub"],
)
@pytest.mark.parametrize("path", ["", "/", "//", "/?utm_source=x", "/#top"])
@pytest.mark.parametrize("www", ["", "www."])
def test_the_front_page_of_a_blog_or_a_journal_is_no_paper(host: str, path: str, www: str) -> None:
    assert parse_link(f"https://{www}{host}{path}") is None
    there = parse_link(f"https://{www}{host}/posts/abcdefghijklmnopq/heads")
    assert there is not None
    assert there.kind in ("Post", "Paper")
