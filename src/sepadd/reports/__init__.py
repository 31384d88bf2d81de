"""What a bookkeeper asks of runs: sums, what is in flight, receipts, how often it fails."""

from sepadd.reports.failures import MonthOfCollections, failure_rates
from sepadd.reports.item_status import failed_items, history_of, in_flight, is_in_flight, reversals
from sepadd.reports.receipts import (
    ExpectedReceipt,
    expected_batch_totals,
    expected_receipts,
    unsafe_money,
)
from sepadd.reports.specification import (
    DebtorSpecification,
    Specification,
    SpecifiedItem,
    specifications,
)
from sepadd.reports.sums import (
    Total,
    Totals,
    by_account,
    by_date,
    by_debtor,
    by_failure,
    by_reason,
    by_scheme,
    by_status,
    open_balance,
    to_refund,
    totals,
)

__all__ = (
    "DebtorSpecification",
    "ExpectedReceipt",
    "MonthOfCollections",
    "Specification",
    "SpecifiedItem",
    "Total",
    "Totals",
    "by_account",
    "by_date",
    "by_debtor",
    "by_failure",
    "by_reason",
    "by_scheme",
    "by_status",
    "expected_batch_totals",
    "expected_receipts",
    "failed_items",
    "failure_rates",
    "history_of",
    "in_flight",
    "is_in_flight",
    "open_balance",
    "reversals",
    "specifications",
    "to_refund",
    "totals",
    "unsafe_money",
)
