"""What was found in files as a page for a browser: at a glance, with the lines it is about.

Each rule that is broken stands once, with what it says and what to do, and below it the first
places where it is. A page needs nothing besides itself; what a file holds is shown as text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from itertools import chain
from types import MappingProxyType
from typing import Final

from sepadd.catalogue.sentences import CATALOGUE
from sepadd.checking import Citation, CitedLine
from sepadd.findings import Finding, Findings, Severity, UnreadableMessage
from sepadd.printing import ON_SCREEN, counted, page, plain, value

MOST_SHOWN: Final = 10
"""How many findings of a rule are shown of a file; the others are counted."""

Checked = Mapping[str, Findings | UnreadableMessage]
"""Files by their names: what was found in each, or why it could not be read."""

_NOTHING: Final[Mapping[str, Mapping[Finding, Citation]]] = MappingProxyType({})
_SENTENCES: Final = MappingProxyType({sentence.id: sentence for sentence in CATALOGUE})

_STYLE: Final = """\
@page { size: A4; margin: 14mm; }
:root { --width: 70rem; --error: #a3121f; --warning: #7a4b00; --meant: #fff1b8; }
@media (prefers-color-scheme: dark) { :root { --error: #ff9aa2; --warning: #f2c166;
  --meant: #4a3f12; } }
body { font-size: 0.9375rem; line-height: 1.5; overflow-wrap: anywhere; }
h1 { margin: 0 0 0.25rem; }
h2 { font-size: 1.1875rem; line-height: 1.3; margin: 0 0 0.25rem; }
h3 { font-size: 1rem; line-height: 1.4; margin: 0; }
p { margin: 0.25rem 0; }
a { color: inherit; }
main > section { margin: 2.5rem 0 0; border-top: 2px solid var(--ink); padding-top: 0.75rem; }
section section { margin: 1.25rem 0 0; border-left: 0.25rem solid var(--kind);
  padding: 0 0 0 0.9rem; }
.error { --kind: var(--error); } .warning { --kind: var(--warning); }
.word { color: var(--kind); text-transform: uppercase; font-size: 0.8125rem; font-weight: bold;
  letter-spacing: 0.03em; border: 1px solid; border-radius: 0.2rem; padding: 0 0.35rem;
  white-space: nowrap; }
.faint { color: var(--faint); font-size: 0.875rem; }
table { margin: 1rem 0 0; }
caption { text-align: left; font-weight: bold; padding: 0 0 0.25rem; }
th, td { padding: 0.3rem 1rem 0.3rem 0; font-weight: normal; }
thead th { font-size: 0.8125rem; color: var(--faint); overflow-wrap: normal; }
.n { width: 6rem; }
ul { list-style: none; margin: 0.6rem 0 0; padding: 0; }
li { margin: 0 0 0.2rem; break-inside: avoid; }
section section li { margin: 0 0 0.9rem; }
code, pre { font: 0.8125rem/1.5 "Liberation Mono", Consolas, Menlo, monospace; }
pre { background: var(--soft); border: 1px solid var(--line); border-radius: 0.25rem;
  margin: 0.3rem 0 0; padding: 0.35rem 0; overflow-x: auto; overflow-wrap: normal; }
pre span, pre mark { display: block; padding: 0 0.75rem; width: max-content; min-width: 100%; }
pre b { display: inline-block; min-width: 4.5em; padding-right: 1em; text-align: right;
  font-weight: normal; color: var(--faint); user-select: none; }
mark { background: var(--meant); color: inherit; }
mark b { color: inherit; font-weight: bold; }
@media print {
  :root { --soft: #fff; --error: #8a0f1a; --warning: #6b4200; --meant: #eee; }
  body { font-size: 9.5pt; }
  pre { white-space: pre-wrap; overflow: visible; overflow-wrap: anywhere; }
  pre span, pre mark { width: auto; }
  mark { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
"""


def as_html(
    checked: Checked, citations: Mapping[str, Mapping[Finding, Citation]] = _NOTHING
) -> str:
    """What was found in files as one HTML document, errors before warnings.

    ``citations`` are what each file says where its findings stand; they are needed for those that
    :func:`first_of_each` gives.
    """
    files = "".join(
        _file(number, name, told, citations.get(name, {}))
        for number, (name, told) in enumerate(checked.items(), start=1)
    )
    body = f"<main>\n<h1>{_title(checked)}</h1>\n{_summary(checked)}{files}</main>\n"
    return page(_title(checked), ON_SCREEN + _STYLE, body)


def first_of_each(findings: Findings) -> Findings:
    """Those of the findings in a file that are shown: of each rule the first few."""
    return Findings(chain.from_iterable(each[:MOST_SHOWN] for each in _groups(findings)))


def _groups(findings: Findings) -> Iterator[list[Finding]]:
    """Findings of one rule and severity at a time, errors first."""
    groups: dict[tuple[Severity, str], list[Finding]] = {}
    for finding in (*findings.errors, *findings.warnings):
        groups.setdefault((finding.severity, finding.rule), []).append(finding)
    yield from groups.values()


def _title(checked: Checked) -> str:
    return f"Check of {counted(len(checked), 'file')}"


def _summary(checked: Checked) -> str:
    rows = "".join(
        f'<tr><th scope="row"><a href="#file-{number}">{value(name)}</a></th>{_counts(told)}</tr>\n'
        for number, (name, told) in enumerate(checked.items(), start=1)
    )
    return f"""\
<table>
<caption>All files</caption>
<thead>
<tr><th scope="col">file</th><th scope="col" class="n">errors</th>\
<th scope="col" class="n">warnings</th></tr>
</thead>
<tbody>
{rows}</tbody>
</table>
"""


def _counts(told: Findings | UnreadableMessage) -> str:
    if isinstance(told, UnreadableMessage):
        return '<td colspan="2" class="n">cannot be read</td>'
    return f'<td class="n">{len(told.errors)}</td><td class="n">{len(told.warnings)}</td>'


def _file(
    number: int,
    name: str,
    told: Findings | UnreadableMessage,
    citations: Mapping[Finding, Citation],
) -> str:
    if isinstance(told, UnreadableMessage):
        said = f'<p class="error"><span class="word">cannot be read</span> {_why(name, told)}</p>\n'
    else:
        groups = [*_groups(told)]
        marks = [f"file-{number}-{place}" for place, _ in enumerate(groups, start=1)]
        rules = "".join(map(_broken, marks, groups))
        listed = f"<ul>\n{rules}</ul>\n" if rules else ""
        shown_groups = (_group(*each, citations) for each in zip(marks, groups, strict=True))
        said = f"<p>{_verdict(told)}</p>\n{listed}{''.join(shown_groups)}"
    return f'<section id="file-{number}">\n<h2>{value(name)}</h2>\n{said}</section>\n'


def _why(name: str, wrong: UnreadableMessage) -> str:
    return value(str(wrong).removeprefix(f"{name}: "))


def _verdict(findings: Findings) -> str:
    if not findings:
        return "Nothing was found."
    errors, warnings = len(findings.errors), len(findings.warnings)
    return f"{counted(errors, 'error')}, {counted(warnings, 'warning')}."


def _broken(mark: str, findings: list[Finding]) -> str:
    """A line for a rule that is broken: how bad that is, which rule, and how often."""
    first, times = findings[0], len(findings)
    often = "" if times == 1 else f", {times} times"
    return (
        f'<li class="{first.severity.value}">{_word(first)} <a href="#{mark}">'
        f"<code>{plain(first.rule)}</code></a> {_says(first)}{often}</li>\n"
    )


def _word(finding: Finding) -> str:
    return f'<span class="word">{finding.severity.value}</span>'


def _says(finding: Finding) -> str:
    """What the rule says that is not kept; nothing of one that is not in the catalogue."""
    sentence = _SENTENCES.get(finding.rule)
    return "not kept" if sentence is None else f"not kept: {plain(sentence.says.rstrip('.'))}"


def _group(mark: str, findings: list[Finding], citations: Mapping[Finding, Citation]) -> str:
    """One rule that is broken: what it says, what to do, and the first places where it is."""
    first = findings[0]
    places = "".join(_finding(each, citations.get(each)) for each in findings[:MOST_SHOWN])
    more = len(findings) - MOST_SHOWN
    left_out = f'<p class="faint">and {more} more like these</p>\n' if more > 0 else ""
    return f"""\
<section class="{first.severity.value}" id="{mark}">
<h3>{_word(first)} <code>{plain(first.rule)}</code> {_says(first)}</h3>
{_hint(first)}{_source(first)}<ul>
{places}</ul>
{left_out}</section>
"""


def _hint(finding: Finding) -> str:
    return f"<p>What to do: {value(finding.hint)}</p>\n" if finding.hint else ""


def _source(finding: Finding) -> str:
    return f'<p class="faint">Source: {value(finding.source)}</p>\n' if finding.source else ""


def _finding(finding: Finding, citation: Citation | None) -> str:
    return (
        f"<li>\n<p><strong>{value(finding.subject)}</strong>: {value(finding.detail)}</p>\n"
        f"{_change(finding)}{_where(finding)}{_cited(citation)}</li>\n"
    )


def _change(finding: Finding) -> str:
    if finding.before is None or finding.after is None:
        return ""
    before, after = (f"<code>{_code(text)}</code>" for text in (finding.before, finding.after))
    return f"<p>It says {before}; it would be written {after}.</p>\n"


def _where(finding: Finding) -> str:
    line = "" if finding.line is None else f"line {finding.line}"
    path = f"<code>{_code(finding.path)}</code>" if finding.path else ""
    said = ", ".join(filter(None, (line, path)))
    return f'<p class="faint">{said}</p>\n' if said else ""


def _cited(citation: Citation | None) -> str:
    if citation is None:
        return ""
    alone = '<p class="faint">The element by itself:</p>\n' if citation.alone else ""
    return f'{alone}<pre tabindex="0">{"".join(map(_line, citation.lines))}</pre>\n'


def _line(line: CitedLine) -> str:
    element = "mark" if line.meant else "span"
    sign = "▶ " if line.meant else ""
    number = "" if line.number is None else str(line.number)
    return f"<{element}><b>{sign}{number}</b><bdi>{_code(line.text)}</bdi></{element}>"


def _code(text: str) -> str:
    """A text as it stands in a file; a sign that would act on the page is written out."""
    return escape("".join(map(_sign, text.expandtabs(4))), quote=True)


def _sign(sign: str) -> str:
    return sign if sign.isprintable() else sign.encode("unicode_escape").decode()
