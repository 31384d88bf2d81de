"""What the debtor gets: notices, the mandate form, the terms of an e-invoice."""

from sepadd.documents.e_invoice import e_invoice_terms
from sepadd.documents.mandate_form_fields import blank_mandate_form, mandate_form
from sepadd.documents.mandate_form_page import as_html
from sepadd.documents.mandate_form_words import LegalText
from sepadd.documents.notice import NOTICE_RULES, Announced, Notice, unannounced
from sepadd.documents.prenotification import pre_notification, pre_notification_schedule
from sepadd.documents.wording import NoticeTemplate, invoice_text, letter_text

__all__ = (
    "NOTICE_RULES",
    "Announced",
    "LegalText",
    "Notice",
    "NoticeTemplate",
    "as_html",
    "blank_mandate_form",
    "e_invoice_terms",
    "invoice_text",
    "letter_text",
    "mandate_form",
    "pre_notification",
    "pre_notification_schedule",
    "unannounced",
)
