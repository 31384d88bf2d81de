"""A new mandate: the card, the form, the signature; another account; and its end."""

from datetime import date
from pathlib import Path

from sepadd import Creditor, Debtor, Language, Mandate, amend, revoke, sign
from sepadd.documents import as_html, mandate_form

pool = Creditor(
    name="Zwembad De Waterlelie",
    identifier="NL42ZZZ123456780001",
    accounts=["NL02ABNA0123456789"],
)
card = Debtor(id="10042", name="Ada Jansen", iban="NL35ABNA0101234562")
mandate = Mandate(reference="WL-0001", creditor_identifier=pool.identifier, debtor=card)
print(mandate.status(date(2026, 11, 2)))
form = mandate_form(mandate, pool, language=Language.NL)
Path("WL-0001.html").write_text(as_html(form), "utf-8")
print(form.title)
mandate = sign(mandate, date(2026, 11, 4), today=date(2026, 11, 9))
print(mandate.status(date(2026, 12, 1)))
mandate = amend(mandate, on=date(2026, 12, 7), iban="NL98INGB0202345688")
print(mandate.debtor.iban, mandate.pending_amendment is not None)
mandate = revoke(mandate, date(2027, 1, 1))
print(mandate.why_unusable(date(2027, 1, 4)))
