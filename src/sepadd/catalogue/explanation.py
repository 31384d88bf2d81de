"""A sentence of the catalogue explained: why it is there, what to do, what keeps and breaks it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Final, NamedTuple

from sepadd.catalogue.examples import (
    ANSWER_EXAMPLES,
    CHANGE_EXAMPLES,
    CHECK_EXAMPLES,
    DEADLINE_EXAMPLES,
    DETAIL_EXAMPLES,
    DOUBLE_EXAMPLES,
    EDIT_EXAMPLES,
    ENDED_EXAMPLES,
    ENROLMENT_EXAMPLES,
    IMPORT_EXAMPLES,
    JOURNAL_EXAMPLES,
    LIMIT_EXAMPLES,
    NOTICE_EXAMPLES,
    OLD_FILE_EXAMPLES,
    PROPOSAL_EXAMPLES,
    READING_EXAMPLES,
    RECORD_EXAMPLES,
    REQUEST_EXAMPLES,
    RETRY_EXAMPLES,
    RULE_EXAMPLES,
    SELECTION_EXAMPLES,
    SETTINGS_EXAMPLES,
    TABLE_EXAMPLES,
    Example,
    shortened,
)
from sepadd.catalogue.sentences import CATALOGUE
from sepadd.findings import Findings, InvalidValue, Sentence

EXAMPLES_APART: Final[tuple[Example, ...]] = (
    *PROPOSAL_EXAMPLES,
    *SELECTION_EXAMPLES,
    *EDIT_EXAMPLES,
    *LIMIT_EXAMPLES,
    *RETRY_EXAMPLES,
    *ENROLMENT_EXAMPLES,
    *DOUBLE_EXAMPLES,
    *ENDED_EXAMPLES,
    *JOURNAL_EXAMPLES,
    *ANSWER_EXAMPLES,
    *DEADLINE_EXAMPLES,
    *REQUEST_EXAMPLES,
    *NOTICE_EXAMPLES,
    *READING_EXAMPLES,
    *CHANGE_EXAMPLES,
    *CHECK_EXAMPLES,
    *DETAIL_EXAMPLES,
    *OLD_FILE_EXAMPLES,
    *TABLE_EXAMPLES,
    *IMPORT_EXAMPLES,
    *SETTINGS_EXAMPLES,
    *RECORD_EXAMPLES,
)
"""One example of each sentence of the catalogue that is asked elsewhere than by a rule's edge."""


EXAMPLES: Final[tuple[Example, ...]] = (*RULE_EXAMPLES, *EXAMPLES_APART)
"""An example of each sentence of the catalogue, and one for each edge of each rule."""


class ExampleFindings(NamedTuple):
    """An example that was looked at: what holds, what breaks, and what is then found.

    ``findings`` are those of the sentence that is explained, and of no other.
    """

    holds: str
    breaks: str
    findings: Findings


class Explanation(NamedTuple):
    """A sentence of the catalogue, and its examples."""

    sentence: Sentence
    examples: tuple[ExampleFindings, ...]


def explain(id: str) -> Explanation:
    """Explain the sentence of an id, in whatever case; its examples are looked at now.

    Raises :class:`InvalidValue` for an id that there is not, naming those that are near.

    >>> explained = explain("col-02")
    >>> explained.sentence.hint
    'Choose a TARGET day, or count on the money on the next one.'
    >>> example = explained.examples[0]
    >>> example.holds, example.findings[0].detail
    ('due_on: 2026-12-24 (terms: handed over on 2026-12-14)', '2026-12-25 is no TARGET day; it \
would settle on the next, 2026-12-28')
    """
    sentence = _SENTENCES.get(id.strip().upper())
    if sentence is None:
        raise InvalidValue(f"rule {shortened(id)!r}: there is none of that id; {_near(id)}")
    return Explanation(sentence, tuple(map(_looked_at, _BY_RULE[sentence.id])))


def _looked_at(example: Example) -> ExampleFindings:
    found = (each for each in example.breaks.findings() if each.rule == example.rule)
    return ExampleFindings(example.holds.says, example.breaks.says, Findings(found))


def _by_rule() -> Mapping[str, list[Example]]:
    by_rule: defaultdict[str, list[Example]] = defaultdict(list)
    for example in EXAMPLES:
        by_rule[example.rule].append(example)
    return by_rule


_BY_RULE: Final = _by_rule()
_SENTENCES: Final = {sentence.id: sentence for sentence in CATALOGUE}


def _near(id: str) -> str:
    near = get_close_matches(id.strip().upper(), _SENTENCES, n=5)
    if near:
        return f"near to it {'is' if len(near) == 1 else 'are'} {', '.join(sorted(near))}"
    families = dict.fromkeys(each.partition("-")[0] for each in _SENTENCES)
    return f"there are ids of {', '.join(families)}, each with a number: COL-03"
