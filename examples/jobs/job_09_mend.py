"""Check a file that somebody else has made, and mend what can be right in one way alone."""

from datetime import date
from pathlib import Path

from sepadd import EPC, check, mend

theirs = Path("jobs/theirs.xml").read_bytes()
today = date(2026, 11, 23)
for finding in check(theirs, EPC, on=today).errors:
    print(finding.rule, finding.detail)
mended = mend(theirs, EPC, on=today)
for change in mended.changes:
    print(f"{change.rule}: {change.before} becomes {change.after}")
Path("mended.xml").write_bytes(mended.xml)
print(mended.left.errors)
