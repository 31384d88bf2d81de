"""Printouts of proposals, runs and specifications, as text and as pages."""

from sepadd.printing.of_proposal import (
    ListOrder,
    collected_on,
    listed,
    payer,
    proposal_facts,
    proposal_printout,
    reasons_table,
    remark,
)
from sepadd.printing.of_run import (
    collections_table,
    failures_table,
    run_facts,
    run_printout,
    statuses_table,
)
from sepadd.printing.of_specification import specification_printout
from sepadd.printing.printout import (
    PrintedColumn,
    PrintedFact,
    PrintedTable,
    Printout,
    counted,
    counted_total,
    printed_facts,
    printed_table,
)
from sepadd.printing.web_page import ON_SCREEN, page, plain, value

__all__ = (
    "ON_SCREEN",
    "ListOrder",
    "PrintedColumn",
    "PrintedFact",
    "PrintedTable",
    "Printout",
    "collected_on",
    "collections_table",
    "counted",
    "counted_total",
    "failures_table",
    "listed",
    "page",
    "payer",
    "plain",
    "printed_facts",
    "printed_table",
    "proposal_facts",
    "proposal_printout",
    "reasons_table",
    "remark",
    "run_facts",
    "run_printout",
    "specification_printout",
    "statuses_table",
    "value",
)
