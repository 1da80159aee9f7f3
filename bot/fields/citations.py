"""Find the title in a citation, as reference lists and Google Scholar write one."""

from __future__ import annotations

from itertools import islice

from bot.fields.names import names_alone
from bot.text import pattern

_LONGEST = 900
_YEAR = r"(?:19|20)[0-9]{2}[a-z]?"
_PEOPLE = r"(?P<people>[^\"“”]{3,500}?)"
_TITLE = r"(?P<title>\S[^\"“”]{3,300}?)"
_PLACE = (
    r"(?:[Ii]n:? |arXiv|ArXiv|CoRR|Proc|Advances|Trans|Findings|Preprint"
    r"|[A-Z][A-Za-z]{2,12} (?:\([0-9]\) )?(?:19|20)[0-9]{2}\b)"
)
_NUMBER = pattern(r"^[\[(]?[0-9]{1,3}[\]).]{1,2} (?=\S)")
# One for each style; each says where people end and where the title does.
_STYLES = tuple(
    pattern(each)
    for each in (
        # MLA, Chicago, IEEE: Lovelace, Ada. "Title." Venue (2024).
        rf"{_PEOPLE}[,.]? (?:\(?{_YEAR}\)?[,.]? )?[\"“]{_TITLE}[,.]?[\"”][,.]? ?.*",
        # APA, ACM and ACL: Lovelace, A. (2024). Title. Venue. - Ada Lovelace. 2024. Title. Venue.
        rf"{_PEOPLE}[,.]? ?(?:\({_YEAR}(?:, [^()]{{1,20}})?\)[.:,]?|(?<=[.,] ){_YEAR}[.:,])"
        rf" {_TITLE}(?:\. .*|(?<=[?!]) .*|\.?)",
        # GB/T 7714: Lovelace A, Turing A. Title[J]. Venue, 2024.
        rf"{_PEOPLE}\. {_TITLE} ?\[(?:J|C|M|D|R|A|EB)(?:/OL)?\][.,]? ?.*",
    )
)
# DBLP and others: Ada Lovelace, Alan Turing: Title. CoRR abs/2402.01872 (2024)
_AFTER_PEOPLE = pattern(r"(?<=\S)[.:] (?=\S)")
_TITLE_AND_PLACE = pattern(rf"{_TITLE}[.,] (?P<rest>{_PLACE}.*)")
_JOINTS = ' .,;:"“”'
_MOST_STOPS = 30
_ET_AL = pattern(
    r"(?P<title>.*\S)(?: \((?P<held>[^()]{1,60} et al\.?(?:,? " + _YEAR + r")?)\)"
    r"|(?:,| by| -| –| —) (?P<named>(?:[A-Z][^\W_]*\.? ){1,3}et al\.?(?:,? \(?" + _YEAR + r"\)?)?))"
)


def split_citation(text: str) -> tuple[str, list[str]]:
    """Return the title of the paper that a text cites, and what else the text says.

    A text that is no citation is given back, with nothing beside it.
    """
    if len(text) > _LONGEST:
        return text, []
    if named := _ET_AL.fullmatch(text):
        return named["title"], [named["held"] or named["named"]]
    text_alone = _NUMBER.sub("", text)
    for style in _STYLES:
        found = style.fullmatch(text_alone)
        if found and names_alone(found["people"]):
            around = (found.string[: found.start("title")], found.string[found.end("title") :])
            return found["title"], [part for each in around if (part := each.strip(_JOINTS))]
    stops = [*islice(_AFTER_PEOPLE.finditer(text_alone), _MOST_STOPS)]
    for stop in reversed(stops):
        found = _TITLE_AND_PLACE.fullmatch(text_alone, stop.end())
        if found and names_alone(text_alone[: stop.start()]):
            return found["title"], [text_alone[: stop.start()], found["rest"]]
    return text, []
