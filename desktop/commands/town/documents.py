"""Papers in the files of Musterlingen: drawn here, fictional, and marked so on every page."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
from collections.abc import Callable, Sequence
from textwrap import wrap
from typing import Any

from sqlalchemy.orm import Session

from desktop import paths
from desktop.casework.attachments.attachments import AttachmentFacts, NewAttachment, add_attachment
from desktop.casework.plans.plan_views import plan_view
from desktop.casework.rights import Actor
from desktop.clock import german_date, today
from desktop.commands.town.building import BuiltFamily
from desktop.commands.town.stories import DocumentStory

Picture = Callable[[bytes], bytes]
"""Makes the small picture (PNG) of a PDF."""

_FONT, _BOLD = "TownText", "TownBold"
_LEFT, _TOP, _LINE = 72, 770, 17  # points
_CHARACTERS = 78


def without_picture(_pdf: bytes) -> bytes:
    """For commands without Qt."""
    return b""


def file_documents(session: Session, actor: Actor, families: Sequence[BuiltFamily], picture: Picture) -> None:
    """Put the papers of all stories into their files."""
    for family in families:
        for document in family.story.documents:
            _file(session, actor, family, document, picture)


def _file(session: Session, actor: Actor, family: BuiltFamily, document: DocumentStory, picture: Picture) -> None:
    day = today() - dt.timedelta(weeks=document.weeks)
    pdf = draw(document, day)
    facts = AttachmentFacts(
        document.title, document.kind, None if document.person is None else family.person_ids[document.person],
        _step(session, actor, family, document), document_date=day, note=document.note,
    )
    new = NewAttachment(
        family.case_id, facts, f"{document.title}.pdf", "application/pdf", hashlib.sha256(pdf).hexdigest(),
        document.pages, picture(pdf),
    )
    add_attachment(session, actor, new, io.BytesIO(pdf))


def _step(session: Session, actor: Actor, family: BuiltFamily, document: DocumentStory) -> int | None:
    if document.proves is None or family.version_id is None:
        return None
    goal, step = document.proves
    return plan_view(session, actor, family.version_id).goals[goal].measures[step].id


def draw(document: DocumentStory, day: dt.date) -> bytes:
    """The paper as a PDF: sender, date, words, and on every page that it is made up."""
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415 - only when a town is built

    _load_fonts()
    target = io.BytesIO()
    canvas = Canvas(target)
    canvas.setTitle(document.title)
    for number in range(1, document.pages + 1):
        _draw_page(canvas, document, day, number)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def _load_fonts() -> None:
    from reportlab.pdfbase.pdfmetrics import registerFont  # noqa: PLC0415 - see draw
    from reportlab.pdfbase.ttfonts import TTFont  # noqa: PLC0415

    for name, weight in ((_FONT, "Regular"), (_BOLD, "Bold")):
        registerFont(TTFont(name, str(paths.resource("fonts", f"NotoSans-{weight}.ttf"))))


def _draw_page(canvas: Any, document: DocumentStory, day: dt.date, number: int) -> None:  # noqa: ANN401 - no types
    canvas.setFont(_BOLD, 14)
    canvas.drawString(_LEFT, _TOP, document.sender)
    canvas.setFont(_FONT, 10)
    canvas.drawRightString(523, _TOP, german_date(day))
    canvas.line(_LEFT, _TOP - 12, 523, _TOP - 12)
    height = _TOP - 60
    headline, *lines = document.lines
    if number == 1:
        canvas.setFont(_BOLD, 16)
        canvas.drawString(_LEFT, height, headline)
        height -= 2 * _LINE
    canvas.setFont(_FONT, 11)
    for line in lines * (1 if number == 1 else 4):
        for part in wrap(line, _CHARACTERS):
            canvas.drawString(_LEFT, height, part)
            height -= _LINE
        height -= _LINE // 2
    canvas.setFont(_FONT, 9)
    canvas.drawString(_LEFT, 50, "Muster: frei erfunden für die Demo-Stadt Musterlingen")
    canvas.drawRightString(523, 50, f"Seite {number} von {document.pages}")
