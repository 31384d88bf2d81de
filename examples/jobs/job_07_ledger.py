"""Post to the ledger what was sent and what became of it, each entry once."""

from pathlib import Path

from sepadd import CollectionRun, Entry, Ledger, ReceivableCloses, post
from sepadd.records import loads, write_journal

ledger = Ledger(
    receivable="1300",
    in_transit="1290",
    bank="1010",
    return_charges="4710",
    closes=ReceivableCloses.AT_SETTLEMENT,
)
posted: list[Entry] = []
runs = [loads(CollectionRun, kept.read_bytes()) for kept in sorted(Path("runs").glob("*.json"))]
new = post(runs, ledger, posted=posted)
posted.extend(new)
Path("journal.csv").write_text(write_journal(new), "utf-8")
for account in ("1300", "1290", "1010", "4710"):
    lines = [line for entry in posted for line in entry.lines if line.account == account]
    print(account, sum(line.debit - line.credit for line in lines))
print(post(runs, ledger, posted=posted))
