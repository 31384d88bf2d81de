"""A journal as a table."""

from __future__ import annotations

from helpers.journal_entries import HUNDRED, YEAR_END, a_run_of
from helpers.ledger import LEDGER
from sepadd.journal import post, write_off
from sepadd.records import DecimalMark
from sepadd.records.tables import write_journal
from sepadd.testing import INVOICE


def test_a_journal_is_written_as_a_table() -> None:
    assert write_journal(post(a_run_of(HUNDRED), LEDGER, posted=())) == (
        "date,entry,account,description,debtor,item,debit,credit,reverses,corrects\r\n"
        "2026-11-23,2026-12-1/taken,1290,collection 2026-12-1 of debtor 10042: taken,"
        ",,100.00,,,\r\n"
        "2026-11-23,2026-12-1/taken,1300,collection 2026-12-1 of debtor 10042: taken,"
        "10042,R-1,,100.00,,\r\n"
    )


def test_a_journal_with_decimal_commas_has_semicolons() -> None:
    entry = write_off(INVOICE, INVOICE.amount, on=YEAR_END)
    row = write_journal([entry], decimal=DecimalMark.COMMA).splitlines()[1]
    assert row == (
        "2026-12-31;invoice 2026-1001/written off 2026-12-31;write-off;"
        "invoice 2026-1001 of debtor 10042: written off;10042;2026-1001;40,00;;;"
    )
