"""Several sheets as one print job."""

from __future__ import annotations

import io
from collections.abc import Sequence
from contextlib import ExitStack

import pikepdf


def joined(sheets: Sequence[bytes]) -> bytes:
    """The pages of all PDFs one after the other, in memory. For the printer: bookmarks and tags are not carried."""
    buffer = io.BytesIO()
    with ExitStack() as stack:
        whole = stack.enter_context(pikepdf.Pdf.new())
        for sheet in sheets:
            part = stack.enter_context(pikepdf.open(io.BytesIO(sheet)))
            whole.pages.extend(part.pages)
        whole.save(buffer)
    return buffer.getvalue()
