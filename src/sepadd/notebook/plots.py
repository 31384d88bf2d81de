"""Plots for a notebook: the money that is to come in, and how much of it does not stay.

They need the extra ``notebook``: ``pip install "sepa-direct-debit[notebook]"``. A plot takes the
colour of the page that it stands on. What it shows are pictures of amounts; the amounts themselves,
to the cent, are in :mod:`sepadd.reports.receipts` and :mod:`sepadd.reports.failures`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO
from typing import TYPE_CHECKING, Final

from sepadd.notebook.drawing import Svg
from sepadd.printing import plain
from sepadd.reports import MonthOfCollections, expected_receipts, failure_rates
from sepadd.run import CollectionRun
from sepadd.values import TARGET, BusinessCalendar

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_INK: Final = "#010203"
"""Stands in the drawing for whatever colour the text around it has."""

_SIZE: Final = (8.0, 3.2)
_PER_CENT: Final = 100
_MOST_DAYS_NAMED: Final = 16
_FEWEST_BARS: Final = 6  # for which there is room; a single one is not as wide as the plot


@dataclass(frozen=True, slots=True)
class Plot:
    """A plot: a notebook shows it, and ``figure`` is matplotlib's, to be changed or saved.

    ``title`` is what it shows, in words.
    """

    title: str
    figure: Figure

    @property
    def svg(self) -> Svg:
        """The plot as a drawing without a background of its own; the same plot, the same text."""
        return Svg(_as_svg(self.figure, self.title))

    def _repr_svg_(self) -> str:
        return self.svg.text

    def _repr_html_(self) -> str:
        return self.svg._repr_html_()


def receipts_plot(runs: Iterable[CollectionRun], calendar: BusinessCalendar = TARGET) -> Plot:
    """What is to come in, a bar for each day on which anything is, all accounts together.

    From :func:`sepadd.reports.expected_receipts`. Raises :class:`ModuleNotFoundError`, naming the
    extra, where matplotlib is missing.
    """
    days: defaultdict[date, int] = defaultdict(int)
    for receipt in expected_receipts(runs, calendar):
        days[receipt.on] += receipt.total.amount.cents
    figure, axes = _figure()
    axes.bar([f"{day:%Y-%m-%d}" for day in days], [cents / 100 for cents in days.values()])
    _name_days(axes, len(days))
    return _plot("Expected on the account, in euros by day", figure, axes)


def failures_plot(runs: Iterable[CollectionRun]) -> Plot:
    """Which part of the collections failed, month by month, one reason on top of the other.

    From :func:`sepadd.reports.failure_rates`, in per cent of the number of collections.
    Raises :class:`ModuleNotFoundError`, naming the extra, where matplotlib is missing.
    """
    months = failure_rates(runs)
    figure, axes = _figure()
    names = [f"{each.month:%Y-%m}" for each in months]
    below = [0.0] * len(months)
    for code in sorted({code for each in months for code in each.failed}):
        shares = [_per_cent(each, code) for each in months]
        axes.bar(names, shares, bottom=below, label=code or "no reason")
        below = [low + share for low, share in zip(below, shares, strict=True)]
    if not any(below):
        axes.bar(names, below)
    else:
        axes.legend(frameon=False, labelcolor=_INK, loc="upper left", bbox_to_anchor=(1, 1))
    _name_days(axes, len(months))
    return _plot("Failed collections by month, in per cent", figure, axes)


def _per_cent(month: MonthOfCollections, code: str) -> float:
    return float(month.share(code) * _PER_CENT)


def _figure() -> tuple[Figure, Axes]:
    """An empty figure that belongs to no window, so that a notebook shows it once."""
    try:
        from matplotlib.figure import Figure  # noqa: PLC0415  # of the extra; slow to import
    except ModuleNotFoundError as missing:
        message = (
            f"plots need {missing.name}, which is not installed: "
            'pip install "sepa-direct-debit[notebook]"'
        )
        raise ModuleNotFoundError(message, name=missing.name) from missing
    figure = Figure(figsize=_SIZE, layout="constrained")
    return figure, figure.subplots()


def _name_days(axes: Axes, bars: int) -> None:
    """Names below the bars, slanted; where there are many, of some of them."""
    step = max(1, -(-bars // _MOST_DAYS_NAMED))
    axes.set_xlim(-0.7, max(bars, _FEWEST_BARS) - 0.3)
    axes.set_xticks(range(0, bars, step))
    axes.tick_params(axis="x", rotation=40)
    for label in axes.get_xticklabels():
        label.set_horizontalalignment("right")
        label.set_rotation_mode("anchor")


def _plot(title: str, figure: Figure, axes: Axes) -> Plot:
    axes.set_title(title, color=_INK, fontsize=11)
    axes.set_facecolor("none")
    axes.tick_params(colors=_INK)
    for name, spine in axes.spines.items():
        spine.set_color(_INK)
        spine.set_visible(name in {"left", "bottom"})
    return Plot(title, figure)


def _as_svg(figure: Figure, title: str) -> str:
    from matplotlib import rc_context  # noqa: PLC0415  # of the extra; slow to import

    text = StringIO()
    with rc_context({"svg.hashsalt": title, "svg.fonttype": "none"}):
        figure.savefig(text, format="svg", transparent=True, metadata={"Date": None})
    return _inline(text.getvalue(), title)


def _inline(document: str, title: str) -> str:
    """The drawing alone, named, in the colour of the page: without prologue and metadata."""
    drawing = document[document.index("<svg") :]
    head, end, rest = drawing.partition(">")
    before, _, after = rest.partition("<metadata>")
    body = before + after.partition("</metadata>")[2] if after else rest
    named = f' role="img" aria-label="{plain(title)}" style="max-width:100%;height:auto"'
    inked = _without_blank_lines(body).replace(_INK, "currentColor")
    return f"{head}{named}{end}\n<title>{plain(title)}</title>{inked}"


def _without_blank_lines(text: str) -> str:
    lines: Sequence[str] = text.splitlines()
    return "\n".join(line for line in lines if line.strip())
