"""The debtor's card, a new mandate for it, and the register of mandates."""

from sepadd.debtors.debtor_accounts import DebtorAccount, DebtorAccounts
from sepadd.debtors.debtor_card import DebtorCard, missing_for_collection, missing_for_mandate
from sepadd.debtors.ended_mandate import ENDED_SENTENCES, touched
from sepadd.debtors.enrolment import ENROLMENT_SENTENCES, enrol
from sepadd.debtors.mandate_register import DOUBLE_SENTENCES, duplicates
from sepadd.debtors.new_mandate import mandate_for
from sepadd.debtors.one_off_mandates import to_one_off, to_recurrent

__all__ = (
    "DOUBLE_SENTENCES",
    "ENDED_SENTENCES",
    "ENROLMENT_SENTENCES",
    "DebtorAccount",
    "DebtorAccounts",
    "DebtorCard",
    "duplicates",
    "enrol",
    "mandate_for",
    "missing_for_collection",
    "missing_for_mandate",
    "to_one_off",
    "to_recurrent",
    "touched",
)
