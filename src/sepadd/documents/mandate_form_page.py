"""The mandate form as a page that prints on one sheet of A4.

The page needs nothing besides itself: no script, no picture, no font, no address on the net.
Whatever a name holds is shown as text.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from sepadd.documents.mandate_form_fields import FormBox, FormField, FormPart, MandateForm
from sepadd.printing import page, plain, value

_STYLE: Final = """\
@page { size: A4; margin: 14mm 16mm; }
body { --open: 8.5mm; --gap: 4.5mm; --row: 1.1mm; max-width: 178mm; font-size: 10.5pt;
  line-height: 1.3; }
body.dense { --open: 6.4mm; --gap: 2.2mm; --row: 0.5mm; font-size: 8.5pt; line-height: 1.2; }
h1 { font-size: 1.7em; line-height: 1.15; margin: 0 0 var(--row); }
h2 { font-size: 1em; margin: 0 0 1mm; padding: 0.7mm 2mm; background: #e6e6e6;
  print-color-adjust: exact; -webkit-print-color-adjust: exact; }
section { margin: 0 0 var(--gap); break-inside: avoid; }
dl { margin: 0; }
dl > div { display: grid; grid-template-columns: 48mm minmax(0, 1fr); column-gap: 3mm;
  align-items: start; padding: 0 2mm; }
dl > div.open { align-items: end; }
dt, dd { padding: var(--row) 0 0.4mm; border-bottom: 0.3mm dotted transparent; }
dt { color: #333; }
dd { margin: 0; border-bottom-color: #777; overflow-wrap: anywhere; }
dl > div.open dd { height: var(--open); }
dd.iban { font-family: "Courier New", Courier, "Liberation Mono", monospace; font-weight: bold; }
dl > div.open.signature dd { height: 17mm; border-bottom: 0.3mm solid #000; }
p { margin: 0 0 1.5mm; padding: 0 2mm; overflow-wrap: anywhere; }
.legal { border: 0.3mm solid #000; padding: 2mm 0 0.5mm; }
.boxes { display: flex; gap: 12mm; padding: 1mm 2mm 0; margin: 0; }
.boxes > span { display: flex; align-items: center; }
.box { width: 4mm; height: 4mm; border: 0.3mm solid #000; margin-right: 2mm;
  text-align: center; font-weight: bold; font-size: 10pt; line-height: 3.5mm; }
footer p { font-size: 0.9em; margin: 0; }
@media screen { body { padding: 14mm 4mm; } }
"""


def as_html(form: MandateForm) -> str:
    """The form as one HTML document, to be printed, or turned into a PDF by a browser.

    It has neither script nor anything from elsewhere, and says so to the browser. Every value is
    escaped, keeps its own direction of writing, and is broken where it is too long for a line.
    """
    body = f"""\
<h1>{plain(form.title)}</h1>
<section>
{_rows((form.reference,))}
</section>
{_part(form.creditor)}
<section class="legal">
{_paragraphs(form.authorisation)}
{_paragraphs(form.note)}
</section>
{_part(form.debtor)}
<section>
<h2>{plain(form.payment_heading)}</h2>
<p class="boxes">{"".join(map(_box, form.payment))}</p>
</section>
{_part(form.signing)}
{_part(form.besides)}<footer>
<p>{plain(_footer(form))}</p>
</footer>
"""
    return page(form.title, _STYLE, body, language=form.language, kind=_density(form))


_VALUE_LINE: Final = 45
"""Characters, many of them capitals, that fit on a line beside a label in the large type."""

_LEGAL_LINE: Final = 90
"""Characters that fit on a line of the legal text in the large type."""

_ROOMY_LINES: Final = 22
"""Lines of fields that fit on the sheet in the large type, whatever the language."""


def _density(form: MandateForm) -> str:
    """Small type where long names and addresses would not fit on the sheet in the large."""
    lines = sum(1 + len(field.value or "") // _VALUE_LINE for field in form.fields)
    legal = (len(form.authorisation) + len(form.note)) // _LEGAL_LINE
    return "dense" if lines + legal > _ROOMY_LINES else ""


def _paragraphs(text: str) -> str:
    """A legal text may have several: one a line."""
    return "\n".join(f"<p>{plain(line)}</p>" for line in text.splitlines() if line.strip())


def _footer(form: MandateForm) -> str:
    starred = any(_is_starred(field) for field in form.fields)
    return f"{form.to_fill_in} {form.return_to}" if starred else form.return_to


def _part(part: FormPart) -> str:
    if not part.fields:
        return ""
    return f"""\
<section>
<h2>{plain(part.heading)}</h2>
{_rows(part.fields)}
</section>
"""


def _rows(fields: Iterable[FormField]) -> str:
    rows = "\n".join(map(_row, fields))
    return f"<dl>\n{rows}\n</dl>"


def _row(field: FormField) -> str:
    star = " *" if _is_starred(field) else ""
    return f"<div{_look(field)}><dt>{plain(field.label)}{star}</dt>{_value(field)}</div>"


def _look(field: FormField) -> str:
    if field.value is not None:
        return ""
    return ' class="open signature"' if field.name == "signature" else ' class="open"'


def _value(field: FormField) -> str:
    if field.value is None:
        return "<dd></dd>"
    kind = ' class="iban"' if field.name == "debtor_iban" else ""
    return f"<dd{kind}>{value(field.value)}</dd>"


def _is_starred(field: FormField) -> bool:
    return field.required and field.value is None


def _box(box: FormBox) -> str:
    tick = "×" if box.ticked else ""  # noqa: RUF001 - the sign that crosses a box
    return f'<span><span class="box">{tick}</span>{plain(box.label)}</span>'
