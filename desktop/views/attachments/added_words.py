"""What is said after files were added: how many, what was refused and why, and where the originals still lie."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QDir

from desktop.casework.attachments.attachments import AttachmentSpace
from desktop.models.attachment_adding import Added

_REFUSALS_TOLD = 5


def added_words(added: Added) -> str:
    """One sentence each; the refusals come first, as somebody has to do something about them."""
    parts = [*added.refusals[:_REFUSALS_TOLD]]
    if len(added.refusals) > _REFUSALS_TOLD:
        more = len(added.refusals) - _REFUSALS_TOLD
        parts.append(_tr("1 weitere Datei wurde nicht genommen.") if more == 1
                     else _tr("Weitere %1 Dateien wurden nicht genommen.", more))  # fmt: skip
    if added.cancelled:
        parts.append(_tr("Abgebrochen."))
    parts += [part for part in (_count(len(added.ids)), _cleaned(added.cleaned), _originals(added)) if part]
    return " ".join(parts) or _tr("Es wurde nichts hinzugefügt.")


def space_words(space: AttachmentSpace) -> str:
    """The warning that documents make the vault large."""
    return _tr(
        "Alle Dokumente zusammen belegen %1 MB; Sicherungen dauern dadurch länger. Bitte löschen, was nicht mehr "
        "gebraucht wird, und mit 200 dpi scannen.", space.megabytes,
    )  # fmt: skip


def _count(count: int) -> str:
    if count == 1:
        return _tr("1 Dokument ist im Tresor.")
    return _tr("%1 Dokumente sind im Tresor.", count) if count else ""


def _cleaned(count: int) -> str:
    if count == 1:
        return _tr("Aus dem Foto wurden Ort, Gerät und andere Begleitdaten entfernt.")
    return _tr("Aus %1 Fotos wurden Ort, Gerät und andere Begleitdaten entfernt.", count) if count else ""


def _originals(added: Added) -> str:
    """PRIVACY: the path is on the screen only, never in a log."""
    if not added.folders:
        return ""
    places = ", ".join(f"„{QDir.toNativeSeparators(str(folder))}“" for folder in added.folders)
    if len(added.ids) == 1:
        return _tr("Das Original liegt weiter unverschlüsselt in %1; löschen Sie es dort.", places)
    return _tr("Die Originale liegen weiter unverschlüsselt in %1; löschen Sie sie dort.", places)


def _tr(text: str, value: object = "") -> str:
    return QCoreApplication.translate("attachments", text).replace("%1", str(value))
