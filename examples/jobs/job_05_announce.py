"""Announce the collections to the debtors; nothing goes out that was not announced."""

from datetime import date

from sepadd import EPC, Books, Creditor, Debtor, Draft, Invoice, Language, Mandate, propose
from sepadd.documents import invoice_text, pre_notification, unannounced

name, identifier, account = "De Waterlelie", "NL42ZZZ123456780001", "NL02ABNA0123456789"
pool = Creditor(name=name, identifier=identifier, accounts=[account])
ada = Debtor(id="10042", name="Ada Jansen", iban="NL35ABNA0101234562")
mandate = Mandate(
    reference="WL-0001",
    creditor_identifier=identifier,
    debtor=ada,
    signed_on=date(2025, 1, 15),
)
owed = Invoice(number="2026-1101", debtor_id=ada.id, amount="42.50")
books = Books(creditor=pool, open_items=[owed], mandates=[mandate], runs=[])
terms = EPC.terms(on=date(2026, 11, 9))
proposal = propose(books, terms, Draft(id="2026-12", due_on=date(2026, 12, 1)))
for finding in unannounced(proposal, [], terms):
    print(finding)
notices = []
for collection in proposal.collections:
    notification = pre_notification(collection, pool)
    print(invoice_text(notification, Language.EN))
    notices.append(notification.told(date(2026, 11, 9), by="e-mail"))
unannounced(proposal, notices, terms).raise_if_errors()
print("all were told in time")
