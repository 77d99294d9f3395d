"""A case with documents of every kind, all made here and fictional, and its page for the walk over all pages."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

from PIL import Image, ImageDraw
from PySide6.QtWidgets import QWidget
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from sqlalchemy.orm import Session

from desktop.casework.attachments.attachment_choices import attachment_choices
from desktop.casework.attachments.attachments import AttachmentFacts, NewAttachment, add_attachment
from desktop.casework.people.consents import NewConsent, give_consent, list_consents, withdraw_consent
from desktop.casework.rights import Actor
from desktop.clock import today
from desktop.exchange.attachment_reading import read_bytes
from desktop.models.attachment_adding import Source
from desktop.models.attachment_pictures import first_look
from desktop.terms import AttachmentKind, ConsentPurpose, Protection
from desktop.views.attachments.attachments_page import AttachmentsPage
from desktop.views.cases.case_file_page import CaseFilePage
from desktop.views.cases.case_tabs import case_tabs
from tests.views.cases import case_samples

LONG = "Bescheinigung über die Teilnahme am Integrationskurs mit Alphabetisierung, Modul 3 bis 6"


def letter(words: str = "Bescheid", pages: int = 2) -> bytes:
    """A PDF with a headline and grey lines."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4)
    for page in range(pages):
        canvas.setFont("Helvetica-Bold", 22)
        canvas.drawString(72, 760, f"{words} {page + 1}")
        canvas.setFillGray(0.6)
        for line in range(22):
            canvas.rect(72, 700 - line * 24, 440 - line * 37 % 120, 8, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def photo(size: tuple[int, int] = (900, 600)) -> bytes:
    """A JPEG that looks like a card on a table, lying on its side."""
    picture = Image.new("RGB", size, (150, 118, 90))
    draw = ImageDraw.Draw(picture)
    wide, high = size
    draw.rounded_rectangle((wide // 8, high // 8, wide * 7 // 8, high * 7 // 8), 30, (225, 235, 240))
    draw.rectangle((wide // 6, high // 4, wide // 3, high * 2 // 3), (120, 140, 160))
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Erfundene Kamera"
    target = io.BytesIO()
    picture.save(target, "JPEG", exif=exif)
    return target.getvalue()


def put(session: Session, actor: Actor, case_id: int, content: bytes, facts: AttachmentFacts, name: str) -> int:
    """A document added as the program does it. Returns its id."""
    file = read_bytes(content, name)
    look = first_look(file.content, file.media_type, name)
    new = NewAttachment(case_id, facts, name, file.media_type, file.sha256, look.pages, look.thumbnail)
    made = add_attachment(session, actor, new, file.open()).made
    assert made is not None
    return made


def documents(session: Session, actor: Actor, case_id: int) -> tuple[int, ...]:
    """A decision, a turned photo of a card, a certificate with a long title, and one whose consent was withdrawn."""
    first, second = attachment_choices(session, actor, case_id).persons[:2]
    kind, day = AttachmentKind, dt.date(2026, 5, 4)
    give_consent(session, actor, NewConsent(second.id, ConsentPurpose.HEALTH, today()))
    told = (
        (letter("Attest", 1), AttachmentFacts("Attest", kind.MEDICAL, second.id, protection=Protection.S3)),
        (letter(), AttachmentFacts("Bescheid Jobcenter", kind.DECISION, document_date=day, note="Frist 4.6.")),
        (photo(), AttachmentFacts("Aufenthaltstitel Vorderseite", kind.IDENTITY, first.id)),
        (letter("Kurs", 1), AttachmentFacts(LONG, kind.CERTIFICATE, first.id, document_date=day)),
    )
    ids = tuple(put(session, actor, case_id, content, facts, "scan.pdf") for content, facts in told)
    for row in list_consents(session, actor, second.id):
        if row.valid and row.purpose is ConsentPurpose.HEALTH:
            withdraw_consent(session, actor, row.id)
    return ids


def at_no_documents(stage: Any) -> QWidget:
    """Nothing was added yet."""
    return _file(stage, with_documents=False)


def at_documents(stage: Any) -> QWidget:
    """Four documents, the second marked."""
    file = _file(stage)
    page_of(file).table.view.selectRow(1)
    return file


def at_adding(stage: Any) -> QWidget:
    """The form for two files."""
    file = _file(stage)
    page_of(file).ask_about((Source("Zeugnis Kurs B1.pdf"), Source("Zeugnis Rückseite.pdf")))
    return file


def at_viewer(stage: Any) -> QWidget:
    """A decision of two pages, large."""
    file = _file(stage)
    page = page_of(file)
    page.table.view.selectRow(2)
    page.open_current()
    return file


def page_of(file: QWidget) -> AttachmentsPage:
    """The page „Dokumente“ of a case file."""
    assert isinstance(file, CaseFilePage)
    page = file.page("documents")
    assert isinstance(page, AttachmentsPage)
    return page


def _file(stage: Any, *, with_documents: bool = True) -> CaseFilePage:
    with stage.vault.session() as session:
        case_id = case_samples.family(session, stage.work.actor, size=2)
        if with_documents:
            documents(session, stage.work.actor, case_id)
    file = CaseFilePage(stage.work, case_id, stage.places, stage.drafts, case_tabs())
    file.show_page("documents")
    return file
