"""What a bookkeeper looks at, as text, as a page and as a table: the same, and all of it."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from io import StringIO
from typing import Any

import pytest

from sepadd.collection import Reject, Settlement, reason
from sepadd.findings import InvalidValue
from sepadd.open_item import DirectDebitDiscount, OpenItem
from sepadd.printing import (
    ListOrder,
    PrintedColumn,
    PrintedFact,
    PrintedTable,
    Printout,
    listed,
    printed_facts,
    printed_table,
    proposal_printout,
    run_printout,
    specification_printout,
)
from sepadd.printing.of_proposal import counted
from sepadd.printing.printout_page import as_html
from sepadd.printing.printout_text import WIDEST, as_text
from sepadd.proposal import (
    Added,
    AmountChanged,
    Cleared,
    Draft,
    Edit,
    Excluded,
    Included,
    Proposal,
    Selection,
    Widened,
    propose_draft,
)
from sepadd.recording import record
from sepadd.records import dumps_run, loads_run, write_proposal
from sepadd.reports import Total
from sepadd.run import CollectionRun, note, prepare, submit
from sepadd.testing import (
    AT,
    B2B_MANDATE,
    CREDIT_NOTE,
    CREDITOR,
    DEBTOR,
    DUE_ON,
    INVOICE,
    MANDATE,
    TERMS,
    a_proposal,
    a_run,
)
from sepadd.values import EndToEndId, Euro, MandateReference, RunId

COMPANY_INVOICE = replace(INVOICE, number="B-1", debtor_id="20007", amount=Euro(cents=100_00))
STRANGERS = replace(INVOICE, number="S-1", debtor_id="777", amount=Euro(cents=7_00))
HELD = replace(INVOICE, number="H-1", on_hold="disputed", due_on=date(2026, 12, 2))
ITEMS = (INVOICE, CREDIT_NOTE, COMPANY_INVOICE, STRANGERS, HELD)

HOSTILE = (
    "<script>alert(1)</script>",
    "</td></table></title></style><img src=x onerror=alert(1)>",
    "\"' onmouseover='alert(1)",
    "&lt;b&gt; & &amp; &#0;",
    "-->]]><!-- {{7*7}} ${iban} %s",
)

HARMLESS = "a \N{BLACK STAR} name"
"""Has a sign that the banks do not know, as the hostile ones have, and means nothing in a page."""


def proposed(*items: OpenItem, edits: tuple[Edit, ...] = (), **changes: Any) -> Proposal:
    draft = Draft(id=RunId("2026-12"), due_on=DUE_ON, edits=edits, **changes)
    return propose_draft(draft, items or ITEMS, (MANDATE, B2B_MANDATE), CREDITOR, TERMS)


def called(name: str) -> Proposal:
    """Propose the invoice of a debtor with such a name, who has such a number, too."""
    mandate = replace(MANDATE, debtor=replace(DEBTOR, id=name, name=name, account_holder=name))
    items = (replace(INVOICE, debtor_id=name, number=name, on_hold=name, description=name),)
    edit = Excluded(at=AT, by=name, why=name, item=items[0].key)
    draft = Draft(id=RunId("2026-12"), due_on=DUE_ON, edits=(edit,))
    return propose_draft(draft, items, (mandate,), replace(CREDITOR, name=name), TERMS)


def collected_from(name: str) -> CollectionRun:
    """Prepare a run with a collection from a debtor of such a name."""
    run = a_run()
    (collection,) = run.collections
    debtor = replace(DEBTOR, id=name, name=name)
    items = (replace(INVOICE, number=name, description=name), CREDIT_NOTE)
    mandate = replace(collection.mandate, debtor=debtor)
    hostile = replace(collection, mandate=mandate, items=items, remittance=name)
    return note(replace(run, collections=(hostile,)), at=AT, by=name, note=name)


def printed(out: Printout, heading: str) -> list[dict[str, str]]:
    """Give the rows of a table, each by the names of its columns."""
    (table,) = (each for each in out.tables if each.heading == heading)
    names = [column.name for column in table.columns]
    return [dict(zip(names, row, strict=True)) for row in table.rows]


def headings(out: Printout) -> list[str]:
    return [table.heading for table in out.tables]


# -- a proposal ---------------------------------------------------------------------------------


def test_feature_0_13_the_dry_run_has_a_line_for_every_item_and_changes_nothing() -> None:
    proposal = proposed()
    lines = printed(proposal_printout(proposal), "Open items")
    assert [(line["item"], line["to collect"]) for line in lines] == [
        ("invoice 2026-1001", "40.00"),
        ("credit note C-2026-12", "-10.00"),
        ("invoice B-1", "100.00"),
        ("invoice S-1", "0.00"),
        ("invoice H-1", "0.00"),
    ]
    assert proposal == proposed()


def test_feature_0_18_a_line_has_who_is_invoiced_who_pays_and_what_remains() -> None:
    theirs = replace(
        INVOICE, debtor_id="777", mandate=MandateReference("M-1"), payment_method="incasso"
    )
    edit = AmountChanged(at=AT, item=theirs.key, amount=Euro(cents=25_00))
    (line,) = printed(proposal_printout(proposed(theirs, edits=(edit,))), "Open items")
    assert line["remark"].startswith("OK, on 2026-12-01 as 2026-12-1; note [PRO-11]")
    del line["remark"]
    assert line == {
        "item": "invoice 2026-1001",
        "dated": "2026-11-01",
        "due on": "2026-11-30",
        "debtor": "777",
        "payer": "10042 Ada Jansen",
        "account": "NL91ABNA0417164300",
        "mandate": "M-1",
        "scheme": "CORE",
        "method": "incasso",
        "open": "40.00",
        "kept back": "15.00",
        "to collect": "25.00",
    }


def test_feature_0_18_the_account_holder_is_named_where_it_is_another() -> None:
    mandate = replace(MANDATE, debtor=replace(DEBTOR, account_holder="B. Jansen"))
    draft = Draft(id=RunId("R"), due_on=DUE_ON)
    proposal = propose_draft(draft, (INVOICE,), (mandate,), CREDITOR, TERMS)
    (line,) = printed(proposal_printout(proposal), "Open items")
    assert line["payer"] == "Ada Jansen (account of B. Jansen)"


def test_feature_0_18_it_is_sorted_by_name_if_one_asks() -> None:
    lower = replace(MANDATE, debtor=replace(DEBTOR, name="ada jansen"))
    draft = Draft(id=RunId("R"), due_on=DUE_ON)
    items = (STRANGERS, COMPANY_INVOICE, INVOICE)
    proposal = propose_draft(draft, items, (B2B_MANDATE, lower), CREDITOR, TERMS)
    as_given = [line.item for line in listed(proposal)]
    by_name = [line.item for line in listed(proposal, ListOrder.BY_NAME)]
    assert (as_given, by_name) == ([*items], [INVOICE, COMPANY_INVOICE, STRANGERS])


def test_feature_2_l13_a_line_that_is_not_collected_has_all_its_reasons() -> None:
    remarks = [line["remark"] for line in printed(proposal_printout(proposed()), "Open items")]
    assert remarks[3:] == [
        "[PRO-01] debtor 777 has no mandate for this creditor",
        (
            "[SEL-07] on hold: disputed; "
            "[PRO-08] due on 2026-12-02, after the collection on 2026-12-01"
        ),
    ]


def test_feature_2_l14_the_report_tells_the_totals_and_the_changes_by_hand() -> None:
    edit = Excluded(at=AT, by="ada", why="paid in cash", item=COMPANY_INVOICE.key)
    out = proposal_printout(proposed(edits=(edit,)))
    assert headings(out) == [
        "Open items",
        "Why not collected",
        "By debtor",
        "By scheme",
        "By due date",
        "Changed by hand",
    ]
    assert printed(out, "Changed by hand") == [
        {
            "at": "2026-11-23 09:00:00+00:00",
            "by": "ada",
            "what": "invoice B-1 taken out",
            "why": "paid in cash",
        }
    ]


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (Included(at=AT, item=INVOICE.key), "invoice 2026-1001 taken in"),
        (
            AmountChanged(at=AT, item=INVOICE.key, amount=Euro(cents=1)),
            "0.01 of invoice 2026-1001",
        ),
        (Added(at=AT, item=INVOICE), "invoice 2026-1001 of 40.00 added"),
        (Widened(at=AT, selection=Selection(name="weekly")), "another selection weekly"),
        (Widened(at=AT, selection=Selection()), "another selection"),
        (Cleared(at=AT), "everything taken out"),
    ],
)
def test_feature_2_l14_every_change_by_hand_is_told_in_words(edit: Edit, said: str) -> None:
    out = proposal_printout(replace(a_proposal(), edits=(edit,)))
    assert [row["what"] for row in printed(out, "Changed by hand")] == [said]


def test_feature_3_20_the_report_has_the_totals_of_each_kind() -> None:
    out = proposal_printout(proposed(discount=DirectDebitDiscount(off=Euro(cents=2_50))))
    assert printed(out, "By debtor")[0] == {
        "debtor": "10042",
        "name": "Ada Jansen",
        "collections": "1",
        "to collect": "27.50",
        "discount": "2.50",
        "items left out": "1",
        "open of them": "40.00",
    }
    assert [row["scheme"] for row in printed(out, "By scheme")] == ["CORE", "B2B", "none"]
    assert [row["due on"] for row in printed(out, "By due date")] == [
        *("2026-11-30", "2026-12-01", "2026-12-02"),
    ]
    assert [tuple(row.values()) for row in printed(out, "Why not collected")] == [
        ("PRO-01", "1", "7.00", "invoice S-1: debtor 777 has no mandate for this creditor"),
        (
            *("PRO-08", "1", "40.00"),
            "invoice H-1: due on 2026-12-02, after the collection on 2026-12-01",
        ),
        ("SEL-07", "1", "40.00", "invoice H-1: on hold: disputed"),
    ]


def test_feature_3_37_the_head_has_counts_sums_and_days() -> None:
    edit = AmountChanged(at=AT, item=COMPANY_INVOICE.key, amount=Euro(cents=60_00))
    discount = DirectDebitDiscount(off=Euro(cents=2_50))
    facts = proposal_printout(proposed(edits=(edit,), discount=discount)).facts
    assert facts == (
        PrintedFact("creditor", "Zwembad De Waterlelie"),
        PrintedFact("to collect on", "2026-12-01"),
        PrintedFact("at the bank by", "2026-11-30"),
        PrintedFact("earliest due date", "2026-11-24"),
        PrintedFact("to collect", "2 collections, 85.00"),
        PrintedFact("discount", "5.00"),
        PrintedFact("kept back", "40.00"),
        PrintedFact("not collected", "2 items, 47.00"),
        PrintedFact("open in all", "177.00"),
    )


def test_feature_2_28_what_has_to_be_paid_out_stands_in_the_head() -> None:
    facts = dict(proposal_printout(proposed(INVOICE, CREDIT_NOTE, condense=False)).facts)
    assert facts["to refund"] == "1 credit note, 10.00"
    assert "to refund" not in dict(proposal_printout(a_proposal()).facts)


def test_what_was_found_of_the_whole_is_printed() -> None:
    draft = Draft(id=RunId("R"), due_on=DUE_ON)
    nobody = replace(CREDITOR, accounts=())
    out = proposal_printout(propose_draft(draft, (INVOICE,), (MANDATE,), nobody, TERMS))
    assert [row["rule"] for row in printed(out, "About the whole")] == ["CRE-02"]


def test_a_count_of_one_is_no_plural() -> None:
    assert counted(Total(1, Euro(cents=1)), "item") == "1 item, 0.01"
    assert counted(Total(0, Euro(cents=0)), "item") == "0 items, 0.00"


# -- the same as a table ------------------------------------------------------------------------


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text, newline="")))


def test_feature_0_18_the_table_has_what_is_open_kept_back_and_collected() -> None:
    edit = AmountChanged(at=AT, item=COMPANY_INVOICE.key, amount=Euro(cents=60_00))
    found = rows(write_proposal(proposed(edits=(edit,))))
    sums = [(row["open"], row["kept_back"], row["to_collect"], row["collect_on"]) for row in found]
    assert sums == [
        ("40.00", "0.00", "40.00", "2026-12-01"),
        ("-10.00", "0.00", "-10.00", "2026-12-01"),
        ("100.00", "40.00", "60.00", "2026-12-01"),
        ("7.00", "7.00", "", ""),
        ("40.00", "40.00", "", ""),
    ]
    assert (found[2]["scheme"], found[2]["account_holder"], found[2]["iban"]) == (
        *("B2B", "Bakkerij Vos BV", "DE89370400440532013000"),
    )


def test_feature_0_18_the_table_is_sorted_by_name_if_one_asks() -> None:
    proposal = proposed(STRANGERS, COMPANY_INVOICE, INVOICE)
    found = rows(write_proposal(proposal, order=ListOrder.BY_NAME))
    assert [row["number"] for row in found] == ["2026-1001", "B-1", "S-1"]


# -- a specification ----------------------------------------------------------------------------


def test_feature_2_l17_the_specification_is_printed_for_each_debtor() -> None:
    discount = DirectDebitDiscount(off=Euro(cents=2_50))
    out = specification_printout(proposed(discount=discount))
    assert headings(out) == ["Debtor 10042, Ada Jansen", "Debtor 20007, Bakkerij Vos BV"]
    lines = printed(out, "Debtor 10042, Ada Jansen")
    assert [(line["item"], line["amount"]) for line in lines] == [
        ("invoice 2026-1001", "40.00"),
        ("credit note C-2026-12", "-10.00"),
        ("discount", "-2.50"),
        ("collected on 2026-12-01", "27.50"),
    ]
    assert out.facts[1] == PrintedFact("collected", "2 collections, 125.00")


def test_feature_2_l17_what_the_statement_has_no_room_for_is_marked() -> None:
    many = [replace(INVOICE, number=f"2026-{nth:08d}") for nth in range(12)]
    (table,) = specification_printout(proposed(*many)).tables
    said = [row[table.columns.index(PrintedColumn("on the statement"))] for row in table.rows]
    assert said[:-1] == ["named"] * 9 + ["not named"] * 3
    assert said[-1].endswith("+3")


def test_feature_2_l17_a_debtor_who_asks_gets_ones_own_and_no_others() -> None:
    run = prepare(proposed(), TERMS, at=AT)
    out = specification_printout(run, "20007")
    assert headings(out) == ["Debtor 20007, Bakkerij Vos BV"]
    assert "Ada" not in as_text(out) + as_html(out)
    assert out.facts[1] == PrintedFact("collected", "1 collection, 100.00")


def test_a_debtor_from_whom_nothing_is_collected_has_no_specification() -> None:
    with pytest.raises(InvalidValue, match="debtor '777' in run 2026-12: nothing is collected"):
        specification_printout(proposed(), "777")


def test_several_collections_of_a_debtor_are_added_up() -> None:
    second = replace(INVOICE, number="2026-1002")
    (table,) = specification_printout(proposed(INVOICE, second, condense=False)).tables
    assert table.total is not None
    assert (table.total[0], table.total[-1]) == ("all collections", "80.00")
    (alone,) = specification_printout(a_proposal()).tables
    assert alone.total is None


def test_another_attempt_and_another_debtors_item_are_told() -> None:
    run = a_run()
    (collection,) = run.collections
    theirs = replace(INVOICE, debtor_id="777")
    again = replace(collection, attempt=2, items=(theirs,))
    (table,) = specification_printout(replace(run, collections=(again,))).tables
    assert table.rows[0][2] == "777"
    assert table.rows[-1][1] == "collected on 2026-12-01, attempt 2"


# -- a run --------------------------------------------------------------------------------------


def answered_run() -> CollectionRun:
    prepared = prepare(proposed(INVOICE, COMPANY_INVOICE), TERMS, at=AT, by="ada")
    run = submit(prepared, at=AT, by="bo", note="portal")
    one, two = (each.end_to_end_id for each in run.collections)
    facts = (
        Settlement(end_to_end_id=one, on=DUE_ON),
        Reject(end_to_end_id=two, on=DUE_ON, reason=reason("AC04")),
    )
    return record(run, facts).run


def test_feature_4_26_the_overview_of_a_run() -> None:
    out = run_printout(answered_run())
    assert dict(out.facts) == {
        "creditor": "Zwembad De Waterlelie",
        "stands": "settled",
        "version": "1",
        "due on": "2026-12-01",
        "asked for": "2 collections, 140.00",
    }
    assert [(row["batch"], row["total"]) for row in printed(out, "Batches")] == [
        ("2026-12.F1.B1", "100.00"),
        ("2026-12.F2.B1", "40.00"),
    ]
    assert [tuple(row.values()) for row in printed(out, "Where the collections stand")] == [
        ("settled", "1", "40.00"),
        ("rejected", "1", "100.00"),
    ]
    assert [tuple(row.values()) for row in printed(out, "Why collections failed")] == [
        ("AC04", "account closed", "1", "100.00")
    ]
    assert [(row["status"], row["reason"]) for row in printed(out, "Collections")] == [
        ("settled", ""),
        ("rejected", "AC04 account closed, on 2026-12-01"),
    ]
    assert [(row["step"], row["by"]) for row in printed(out, "What was done")] == [
        ("prepared", "ada"),
        ("submitted", "bo"),
    ]


def test_feature_4_47_the_contents_of_a_run_that_was_kept_can_be_consulted() -> None:
    run = answered_run()
    kept = loads_run(dumps_run(run))
    assert run_printout(kept) == run_printout(run)
    assert specification_printout(kept) == specification_printout(run)


def test_a_failure_for_which_no_reason_was_given_says_so() -> None:
    run = submit(a_run(), at=AT)
    name = run.collections[0].end_to_end_id
    out = run_printout(record(run, [Reject(end_to_end_id=name, on=DUE_ON, reason=reason(""))]).run)
    assert printed(out, "Why collections failed")[0]["reason"] == "none"
    assert printed(out, "Collections")[0]["reason"] == "no reason was given, on 2026-12-01"


# -- as text ------------------------------------------------------------------------------------

TABLE = PrintedTable(
    heading="Items",
    columns=(PrintedColumn("item"), PrintedColumn("amount", numbers=True), PrintedColumn("why")),
    rows=(("1", "12.50", "OK"), ("2026-1001", "-1000.00", "")),
    total=("total", "-987.50", ""),
)
PRINTOUT = Printout(title="List", facts=(PrintedFact("day", "today"),), tables=(TABLE,))


def test_feature_3_20_the_text_has_aligned_columns() -> None:
    assert as_text(PRINTOUT) == (
        "List\n"
        "====\n"
        "\n"
        "day  today\n"
        "\n"
        "Items\n"
        "-----\n"
        "item         amount  why\n"
        "---------  --------  ---\n"
        "1             12.50  OK\n"
        "2026-1001  -1000.00\n"
        "---------  --------  ---\n"
        "total       -987.50\n"
    )


def shown(text: str) -> list[str]:
    """Give the lines of a table that holds nothing but that text, and a number beside it."""
    table = PrintedTable(
        heading="T",
        columns=(PrintedColumn("text"), PrintedColumn("n", numbers=True)),
        rows=((text, "1"),),
    )
    return as_text(replace(PRINTOUT, facts=(), tables=(table,))).splitlines()[7:]


def test_a_text_that_is_as_long_as_a_column_may_be_stands_on_one_line() -> None:
    assert shown("x" * WIDEST) == ["x" * WIDEST + "  1"]
    assert shown("x" * (WIDEST + 1)) == ["x" * WIDEST + "  1", "x"]


def test_a_long_text_goes_on_below_itself_and_no_word_is_lost() -> None:
    said = "the number 2026-1001 was sent on 2026-11-23 and is late by a day"
    lines = shown(said)
    assert len(lines) == 2
    assert " ".join(line.removesuffix("1").strip() for line in lines) == said


@pytest.mark.parametrize(
    ("name", "places"), [("Zoë", 3), ("Zoe\N{COMBINING DIAERESIS}", 3), ("张伟", 4), ("", 0)]
)
def test_an_amount_stays_in_its_column_whatever_is_written_before_it(
    name: str, places: int
) -> None:
    assert shown(name) == [name + " " * (4 - places) + "  1"]


def test_without_facts_and_tables_there_is_the_title() -> None:
    assert as_text(Printout(title="List", facts=(), tables=())) == "List\n====\n"


@pytest.mark.parametrize("evil", ["\x1b[2J", "\r\n", "\u202e", "\x07", "\u2067"])
def test_no_name_steers_the_terminal(evil: str) -> None:
    outs = (
        proposal_printout(called(f"A{evil}B")),
        specification_printout(collected_from(f"A{evil}B")),
        run_printout(collected_from(f"A{evil}B")),
        replace(PRINTOUT, title=evil, facts=(PrintedFact("day", evil),)),
    )
    for out in outs:
        assert evil not in as_text(out)
        assert evil not in as_html(out)


# -- as a page ----------------------------------------------------------------------------------


class Page(HTMLParser):
    """What a browser makes of a page: its elements, what is in its cells, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.cells: list[str] = []
        self.shown: list[str] = []
        self._within: list[str] = []
        self.feed(html)
        self.close()
        assert self._within == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag != "meta":
            self._within.append(tag)
        if tag == "td":
            self.cells.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self._within.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" in self._within:
            return
        self.shown.append(data)
        if "td" in self._within:
            self.cells[-1] += data

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.shown).split())


EVERY: list[Callable[[], Printout]] = [
    lambda: proposal_printout(proposed()),
    lambda: specification_printout(proposed()),
    lambda: run_printout(answered_run()),
    lambda: PRINTOUT,
    lambda: Printout(title="List", facts=(), tables=()),
]


@pytest.mark.parametrize("out", EVERY)
def test_feature_3_20_the_page_shows_all_that_is_printed(out: Callable[[], Printout]) -> None:
    page, wanted = Page(as_html(out())), out()
    cells = [
        text
        for table in wanted.tables
        for row in (*table.rows, *((table.total,) if table.total else ()))
        for text in row
    ]
    assert page.cells == cells
    for said in (wanted.title, *(f.value for f in wanted.facts), *headings(wanted)):
        assert said in page.text


@pytest.mark.parametrize("out", EVERY)
def test_the_page_needs_nothing_besides_itself(out: Callable[[], Printout]) -> None:
    html = as_html(out())
    page = Page(html)
    known_tags = {
        *("html", "head", "meta", "title", "style", "body", "h1", "h2", "dl", "dt", "dd"),
        *("section", "table", "thead", "tbody", "tr", "th", "td", "bdi"),
    }
    known_attributes = {"lang", "dir", "charset", "http-equiv", "content", "name", "class", "scope"}
    assert {tag for tag, _ in page.elements} <= known_tags
    assert {name for _, attrs in page.elements for name in attrs} <= known_attributes
    assert not re.search(r"url\(|@import|https?:", html)


def test_the_browser_is_told_to_run_and_to_fetch_nothing() -> None:
    policies = [each for tag, each in Page(as_html(PRINTOUT)).elements if "http-equiv" in each]
    assert policies == [
        {
            "http-equiv": "Content-Security-Policy",
            "content": "default-src 'none'; style-src 'unsafe-inline'",
        }
    ]


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize(
    "make",
    [
        lambda name: proposal_printout(called(name)),
        lambda name: specification_printout(collected_from(name)),
        lambda name: run_printout(collected_from(name)),
        lambda name: Printout(
            title=name,
            facts=(PrintedFact(name, name),),
            tables=(printed_table(name, (PrintedColumn(name),), ((name,),), (name,)),),
        ),
    ],
    ids=["proposal", "specification", "run", "anything"],
)
def test_a_hostile_name_is_text_and_never_an_element(
    name: str, make: Callable[[str], Printout]
) -> None:
    page, plain = Page(as_html(make(name))), Page(as_html(make(HARMLESS)))
    assert [tag for tag, _ in page.elements] == [tag for tag, _ in plain.elements]
    assert {n for _, attrs in page.elements for n in attrs} == {
        n for _, attrs in plain.elements for n in attrs
    }
    assert " ".join(name.split()) in page.text


def test_the_page_is_dark_where_the_reader_wants_it_and_light_on_paper() -> None:
    html = as_html(PRINTOUT)
    assert "color-scheme: light dark" in html
    assert html.index("prefers-color-scheme: dark") < html.index("@media print")


def test_only_numbers_stand_at_the_right() -> None:
    cells = [attrs.get("class") for tag, attrs in Page(as_html(PRINTOUT)).elements if tag == "td"]
    assert cells[:3] == ["word", "n", "word"]


@pytest.mark.parametrize(
    ("length", "kind"), [(0, None), (12, "word"), (13, "name"), (24, "name"), (25, "text")]
)
def test_short_texts_are_kept_on_a_line(length: int, kind: str | None) -> None:
    table = PrintedTable(heading="T", columns=(PrintedColumn("c"),), rows=(("x" * length,),))
    elements = Page(as_html(replace(PRINTOUT, tables=(table,)))).elements
    assert [attrs.get("class") for tag, attrs in elements if tag == "td"] == [kind]


# -- what is printed ----------------------------------------------------------------------------


def test_a_column_in_which_no_row_has_anything_is_left_out() -> None:
    columns = (PrintedColumn("a"), PrintedColumn("b"))
    table = printed_table("T", columns, (("1", None), ("2", "")), ("total", None))
    assert (table.columns, table.rows, table.total) == ((columns[0],), (("1",), ("2",)), ("total",))
    assert printed_table("T", columns, (("1", None), ("2", "x"))).columns == columns
    assert printed_table("T", columns, ()).columns == columns


@pytest.mark.parametrize("row", [(), ("1",), ("1", "2", "3", "4")])
def test_a_row_that_does_not_fit_its_table_is_refused(row: tuple[str, ...]) -> None:
    with pytest.raises(InvalidValue, match=r"needs 3 cells, and has"):
        replace(TABLE, rows=(row,))
    with pytest.raises(InvalidValue, match=r"needs 3 cells, and has"):
        replace(TABLE, total=row)


def test_what_is_absent_is_no_fact() -> None:
    assert printed_facts(("a", None), ("b", 0)) == (PrintedFact("b", "0"),)


def test_a_collection_that_is_not_in_its_proposal_is_told_without_a_day() -> None:
    proposal = a_proposal()
    line = proposal.lines[0]._replace(end_to_end_id=EndToEndId("X"))
    out = proposal_printout(replace(proposal, lines=(line,)))
    assert printed(out, "Open items")[0]["remark"] == "OK, as X"
