"""The consequences that are proposed for each reason, from what banks and providers advise.

Each of them can be overridden: ``CONSEQUENCES.but("AM04", ...)``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sepadd.collection.bank_facts import Cancellation, Refund, Reversal
from sepadd.collection.consequence import (
    UNKNOWN,
    Consequence,
    ConsequenceKey,
    Consequences,
    MandateConsequence,
    Retry,
    Whom,
)
from sepadd.mandate import Scheme

_R = Retry
_M = MandateConsequence
_W = Whom


def _all(
    retry: Retry, mandate: MandateConsequence, said: Mapping[str, tuple[Whom, str]]
) -> dict[ConsequenceKey, Consequence]:
    """Codes that lead to the same, each with whom to tell what."""
    return {
        ConsequenceKey(code): Consequence(retry=retry, mandate=mandate, whom=whom, what=what)
        for code, (whom, what) in said.items()
    }


def _later(days: int, most: int, whom: Whom, what: str) -> Consequence:
    return Consequence(
        retry=_R.LATER,
        mandate=_M.KEEP,
        whom=whom,
        what=what,
        retry_after_days=days,
        most_attempts=most,
    )


def _routed(otherwise: str) -> Consequence:
    """Correct the BIC; or if the file held none, another account."""
    without = Consequence(retry=_R.AFTER_FIX, mandate=_M.KEEP, whom=_W.DEBTOR, what=otherwise)
    return Consequence(
        retry=_R.AFTER_FIX, mandate=_M.KEEP, whom=_W.OURSELVES, what=_BIC, without_bic=without
    )


_OUR_OWN: Final = Consequence(
    retry=_R.CASE_BY_CASE,
    mandate=_M.KEEP,
    whom=_W.OURSELVES,
    what="decide whether it is still to be collected: it was undone on our own request",
)
_ASKED_BACK: Final = Consequence(
    retry=_R.ASK_DEBTOR,
    mandate=_M.KEEP,
    whom=_W.DEBTOR,
    what="ask why the money was claimed back; it is still owed",
)
_NO_FUNDS: Final = "say that it will be collected again, and on which day"
_COMPLETE: Final = "complete the data that the law asks for, and send it again"
_BIC: Final = "correct the BIC, or leave it out where the IBAN is enough"
_NOT_REACHED: Final = "ask for another account: the debtor's bank cannot be reached by this IBAN"
_AMOUNT: Final = "collect less or more at a time, or have your limits at the bank changed"
_OF_THE_FILE: Final = (
    *("AM19", "AM20", "BE15", "BE16", "BE17", "BE20", "BE21", "BE22", "CH07", "CH16", "CH17"),
    *("CH20", "CH21", "DT02", "FF02", "FF03", "FF04", "FF06", "FF07", "FF08", "MD03", "RR07"),
    "RR09",
)
_FILE: Final = "correct the file, and send it as a new one with a new id"
_AMENDMENT: Final = "correct what the bank is told of the mandate's amendment"
_IDENTIFIER: Final = "check the creditor identifier, and whether the bank was told that it changed"
_NEW_DATE: Final = "choose another due date, tell the debtor and send it again"
_ESCALATE: Final = "ask what is behind it, and collect nothing until that is known"
_NOT_AGAIN: Final = "find out whether it was sent twice; what is a duplicate stays away"
_LIMITS: Final = "ask to change the limits at the debtor's bank, or agree on another way to pay"
_ANOTHER_ACCOUNT: Final = "ask for the account that is to be debited from now on"

CONSEQUENCES: Final = Consequences(
    {
        # A week is our own choice. Providers stop after two or three retries: two, to be safe.
        ConsequenceKey("AM04"): _later(7, 3, _W.DEBTOR, _NO_FUNDS),
        ConsequenceKey("AG07"): _later(7, 3, _W.DEBTOR, _NO_FUNDS),
        # Often stands for a lack of funds, but not always: one retry, then ask.
        ConsequenceKey("MS03"): _later(7, 2, _W.DEBTOR, _NO_FUNDS),
        ConsequenceKey("FF10"): _later(1, 2, _W.BANK, "ask whether it can be sent again"),
        ConsequenceKey("ED05"): _later(1, 2, _W.BANK, "ask whether it can be sent again"),
        **_all(
            _R.AFTER_FIX,
            _M.AMEND,
            {
                "AC01": (_W.DEBTOR, "ask for the right account number"),
                "AC04": (_W.DEBTOR, _ANOTHER_ACCOUNT),
                "AC05": (_W.DEBTOR, _ANOTHER_ACCOUNT),
                "AC15": (_W.DEBTOR, _ANOTHER_ACCOUNT),
                "AC02": (_W.DEBTOR, "ask for the right account number"),
                "AG01": (_W.DEBTOR, "ask for an account on which direct debits are possible"),
                "BE06": (_W.DEBTOR, "ask for the account: the bank does not know the debtor"),
            },
        ),
        **_all(
            _R.AFTER_FIX,
            _M.KEEP,
            {
                "AC14": (_W.OURSELVES, _BIC),
                "AG02": (
                    _W.OURSELVES,
                    "correct the sequence type; a mandate that is used up needs a new one",
                ),
                "AM02": (
                    _W.OURSELVES,
                    "collect less at a time, or have your limit at the bank raised",
                ),
                "AM03": (_W.OURSELVES, "collect in euro"),
                "AM10": (_W.OURSELVES, _FILE),
                "AM16": (_W.OURSELVES, _FILE),
                "AM17": (_W.OURSELVES, _FILE),
                "AM18": (_W.OURSELVES, _FILE),
                "BE01": (_W.DEBTOR, "check name and account number"),
                "BE04": (_W.OURSELVES, _COMPLETE),
                "BE05": (_W.OURSELVES, _IDENTIFIER),
                "BE07": (_W.OURSELVES, _COMPLETE),
                "BE08": (_W.BANK, "ask what was meant, if no text says so"),
                "CH03": (_W.OURSELVES, "send it again nearer to the due date"),
                "CH04": (_W.OURSELVES, _NEW_DATE),
                "CH09": (_W.OURSELVES, _AMENDMENT),
                "CH10": (_W.OURSELVES, _AMENDMENT),
                "CH11": (_W.OURSELVES, _IDENTIFIER),
                "CH12": (_W.OURSELVES, _IDENTIFIER),
                "CH13": (_W.OURSELVES, _AMENDMENT),
                "CH14": (_W.OURSELVES, _AMENDMENT),
                "CH15": (_W.OURSELVES, "shorten the reference that the debtor reads"),
                "CH22": (_W.OURSELVES, _FILE),
                "CNOR": (_W.BANK, "say that the clearing does not know your bank"),
                "CURR": (_W.OURSELVES, "collect in euro"),
                "DT01": (_W.OURSELVES, _NEW_DATE),
                "DT03": (_W.OURSELVES, _NEW_DATE),
                "DU01": (_W.OURSELVES, "find out whether the file was sent twice"),
                "DU02": (_W.OURSELVES, "find out whether the file was sent twice"),
                "DU04": (_W.OURSELVES, "find out whether it was sent twice; else give a new id"),
                "FF01": (_W.OURSELVES, _FILE),
                "FF05": (_W.OURSELVES, "check for which scheme the mandate was given"),
                "MD02": (
                    _W.OURSELVES,
                    "complete the mandate: reference, day of signature, changes",
                ),
                **dict.fromkeys(_OF_THE_FILE, (_W.OURSELVES, _FILE)),
                **dict.fromkeys(("AM06", "AM14", "AM21"), (_W.OURSELVES, _AMOUNT)),
                **dict.fromkeys(("BE09", "BE10", "BE11"), (_W.OURSELVES, _COMPLETE)),
                **dict.fromkeys(("RR05", "RR06"), (_W.BANK, "ask what data it misses")),
                **dict.fromkeys(("DT04", "DT05"), (_W.OURSELVES, _NEW_DATE)),
                **dict.fromkeys(("RC02", "RC05", "RC06", "RC08"), (_W.OURSELVES, _BIC)),
                "RC07": (_W.OURSELVES, "correct the BIC of your own account, or leave it out"),
                "AG03": (_W.BANK, "ask whether your contract and the account allow direct debits"),
                "AGNT": (_W.BANK, "ask which bank in the chain is wrong"),
                "DU05": (_W.OURSELVES, "find out whether it was sent twice; else give a new id"),
                "RC03": (_W.OURSELVES, _BIC),
                "RC04": (_W.OURSELVES, "correct the BIC of your own account, or leave it out"),
                "RC12": (_W.OURSELVES, _IDENTIFIER),
                "RF01": (_W.OURSELVES, "find out whether it was sent twice; else give a new id"),
                "RR01": (_W.OURSELVES, _COMPLETE),
                "RR02": (_W.OURSELVES, "complete the debtor's name and address, and send it again"),
                "RR03": (_W.OURSELVES, _COMPLETE),
                "RR10": (_W.OURSELVES, "write it in characters that the bank allows"),
                "TECH": (_W.OURSELVES, "send it again if it is still to be collected"),
                "TM01": (_W.OURSELVES, _NEW_DATE),
            },
        ),
        **_all(
            _R.ASK_DEBTOR,
            _M.SUSPEND,
            {
                "AC06": (
                    _W.DEBTOR,
                    "ask whether the account will be free, or for another way to pay",
                )
            },
        ),
        **_all(
            _R.ASK_DEBTOR,
            _M.KEEP,
            {
                "MD06": (_ASKED_BACK.whom, _ASKED_BACK.what),
                "MS02": (_W.DEBTOR, "ask why it was refused; the mandate is still valid"),
                "SL01": (_W.DEBTOR, _LIMITS),
                "SL11": (_W.DEBTOR, _LIMITS),
                "SL13": (_W.DEBTOR, _LIMITS),
                "SL14": (_W.DEBTOR, _LIMITS),
            },
        ),
        **_all(
            _R.CASE_BY_CASE,
            _M.KEEP,
            {
                "AM09": (_W.DEBTOR, "compare the amount with the invoice and the notice"),
                "NARR": (_W.OURSELVES, "read the text that came with it"),
                "SL02": (_W.BANK, "ask which of its services has stopped it"),
            },
        ),
        **_all(
            _R.NO,
            _M.KEEP,
            {
                "AM01": (_W.OURSELVES, "collect an amount above 0.00"),
                "AM05": (_W.OURSELVES, _NOT_AGAIN),
                "CH19": (_W.OURSELVES, "expect the money a day of settlement later"),
                "CUST": (_W.OURSELVES, "nothing, it was cancelled on purpose"),
                "DT06": (_W.OURSELVES, "expect the money on the day that the bank names"),
                "DU03": (_W.OURSELVES, _NOT_AGAIN),
                "DUPL": (_W.OURSELVES, "nothing, it was cancelled on purpose"),
                "MD05": (_W.OURSELVES, "nothing, it was paid back on purpose"),
                "RR08": (_W.OURSELVES, "shorten the text that the debtor reads next time"),
                "UPAY": (_W.OURSELVES, "find out whether it was to be collected at all"),
                "SL12": (_W.DEBTOR, "ask why you are not to collect, and agree on another way"),
            },
        ),
        **_all(
            _R.NO,
            _M.SUSPEND,
            {
                "AC16": (
                    _W.DEBTOR,
                    "ask for another way to pay: the account is under sequestration",
                ),
                "AM07": (_W.BANK, _ESCALATE),
                "FRAD": (_W.BANK, _ESCALATE),
                "MD01": (
                    _W.DEBTOR,
                    "look for the signed mandate, and ask for a new one if need be",
                ),
                "RR04": (_W.BANK, _ESCALATE),
            },
        ),
        **_all(
            _R.NO,
            _M.END,
            {
                "MD07": (_W.DEBTOR, "write to the heirs"),
            },
        ),
        # AC13 says that a B2B account is a consumer's: under CORE that is no reason, so no end.
        ConsequenceKey("AC13"): Consequence(
            retry=_R.CASE_BY_CASE,
            mandate=_M.KEEP,
            whom=_W.BANK,
            what="ask what is meant: the code is one of B2B, and this is a CORE mandate",
        ),
        ConsequenceKey("AC13", scheme=Scheme.B2B): Consequence(
            retry=_R.NO,
            mandate=_M.END,
            whom=_W.DEBTOR,
            what="ask for a CORE mandate: a consumer cannot give a B2B one",
        ),
        ConsequenceKey("AG01", scheme=Scheme.B2B): Consequence(
            retry=_R.AFTER_FIX,
            mandate=_M.AMEND,
            whom=_W.DEBTOR,
            what="ask for an account that allows B2B debits, or for a CORE mandate",
        ),
        ConsequenceKey("DNOR"): _routed(_NOT_REACHED),
        ConsequenceKey("RC01"): _routed(_NOT_REACHED),
        ConsequenceKey("AC04", scheme=Scheme.B2B): Consequence(
            retry=_R.AFTER_FIX,
            mandate=_M.AMEND,
            whom=_W.DEBTOR,
            what="ask for another account, and to confirm the mandate to the bank that has it",
        ),
        ConsequenceKey("DNOR", scheme=Scheme.B2B): Consequence(
            retry=_R.AFTER_FIX,
            mandate=_M.KEEP,
            whom=_W.DEBTOR,
            what="ask for a CORE mandate if the debtor's bank does not take part in B2B",
        ),
        ConsequenceKey("MD01", scheme=Scheme.B2B): Consequence(
            retry=_R.NO,
            mandate=_M.SUSPEND,
            whom=_W.DEBTOR,
            what="ask to confirm the mandate to the debtor's bank",
        ),
        ConsequenceKey("MD01", kind=Refund): Consequence(
            retry=_R.NO,
            mandate=_M.SUSPEND,
            whom=_W.BANK,
            what="show the signed mandate; without one the money is gone",
        ),
        ConsequenceKey("AM05", kind=Reversal): Consequence(
            retry=_R.NO,
            mandate=_M.KEEP,
            whom=_W.OURSELVES,
            what="nothing, a duplicate was paid back",
        ),
        ConsequenceKey("MS02", kind=Reversal): _OUR_OWN,
        ConsequenceKey("", kind=Refund): _ASKED_BACK,
        ConsequenceKey("", kind=Reversal): _OUR_OWN,
        ConsequenceKey("", kind=Cancellation): _OUR_OWN,
        ConsequenceKey(""): UNKNOWN,
    }
)
"""The consequences that are proposed, by code.

Source: advice of Rabobank, SNS, RegioBank and SKG to creditors; EPC173-14 v8.0 on what a code is
for. The scheme sets no number of retries: Worldline and Mollie stop after two, GoCardless after
three at the latest. Seven days is sepadd's own proposal.
"""
