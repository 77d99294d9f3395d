"""Files become documents: recognised by content, whole in memory once, photos without what their camera added."""

from __future__ import annotations

import io
import random
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from desktop.casework.attachments.attachments import CHUNK_BYTES, LARGEST_BYTES
from desktop.errors import CaseworkError
from desktop.exchange.attachment_reading import ReadFile, read_path, read_source, recognise
from desktop.exchange.whole_file import save_pieces

GPS, ORIENTATION, MAKER = 0x8825, 0x0112, 0x010F
TOLD = (b"Nokelfon", b"Kommentar", b"Leckort", b"\x00Film")


def photo(orientation: int = 1, size: tuple[int, int] = (64, 48), form: str = "JPEG", **more: Any) -> bytes:
    """A photo as a phone makes it: with place, maker, comment."""
    picture = Image.effect_noise(size, 90).convert("RGB")
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKER], exif[GPS] = orientation, "Nokelfon", {1: "N", 2: (48.0, 31.0, 7.0)}
    target = io.BytesIO()
    picture.save(target, form, exif=exif, **more)
    return target.getvalue()


def read(content: bytes, name: str = "IMG_1.jpg") -> ReadFile:
    return read_source(io.BytesIO(content), name)


def pixels(content: bytes | bytearray) -> bytes:
    return Image.open(io.BytesIO(content)).tobytes()


@pytest.mark.parametrize(
    ("head", "media_type"),
    [
        (b"%PDF-1.4", "application/pdf"), (b"\xef\xbb\xbf\n%PDF-2.0", "application/pdf"),
        (b"\xff\xd8\xff\xe1", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"II*\x00", "image/tiff"), (b"MM\x00*", "image/tiff"),
    ],
)  # fmt: skip
def test_the_content_says_what_it_is_whatever_its_name(head: bytes, media_type: str) -> None:
    assert recognise(head, "brief.docx") == media_type


@pytest.mark.parametrize(
    ("head", "words"),
    [
        (b"\x00\x00\x00\x18ftypheic", "als JPEG teilen"), (b"PK\x03\x04", "als PDF speichern"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "als PDF speichern"), (b"GIF89a", "als JPEG oder PNG"),
        (b"MZ\x90", "PDF, JPEG, PNG und TIFF"), (b"<html>", "PDF, JPEG, PNG und TIFF"), (b"", "ist leer"),
        (b" " * 1020 + b"%PDF-1.4", "PDF, JPEG, PNG und TIFF"),
    ],
)  # fmt: skip
def test_anything_else_is_refused_with_what_to_do(head: bytes, words: str) -> None:
    with pytest.raises(CaseworkError, match=words) as refused:
        recognise(head[:1024], "Bescheid.pdf")
    assert "„Bescheid.pdf“" in str(refused.value)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("progressive", [False, True])
def test_a_photo_keeps_its_picture_and_its_turn_and_nothing_else(orientation: int, progressive: bool) -> None:
    raw = photo(orientation, comment=b"Kommentar", progressive=progressive) + b"\x00Film"
    file = read(raw)
    assert file.cleaned
    assert all(told in raw for told in TOLD if told != b"Leckort")
    assert not any(told in file.content for told in TOLD)
    assert pixels(file.content) == pixels(raw)
    exif = Image.open(io.BytesIO(file.content)).getexif()
    assert exif.get(ORIENTATION, 1) == orientation
    assert set(exif) <= {ORIENTATION}
    assert not read(bytes(file.content)).cleaned


def test_a_picture_keeps_its_pixels_and_loses_its_texts() -> None:
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text("Ort", "Leckort")
    info.add_itxt("Autor", "Leckort", zip=True)
    raw = photo(1, form="PNG", pnginfo=info) + b"\x00Film"
    file = read(raw, "a.png")
    assert file.cleaned
    assert not any(told in file.content for told in TOLD)
    assert pixels(file.content) == pixels(raw)
    assert Image.open(io.BytesIO(file.content)).info.keys() <= {"dpi", "gamma", "icc_profile"}
    assert not read(bytes(file.content), "a.png").cleaned


def test_colours_of_a_photo_stay_described() -> None:
    raw = photo(3, icc_profile=b"profile" * 40)
    assert b"profileprofile" in read(raw).content


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
@pytest.mark.parametrize("share", [0.3, 0.9, 0.999])
def test_a_picture_that_is_cut_off_is_refused(form: str, share: float) -> None:
    raw = photo(1, form=form)
    with pytest.raises(CaseworkError, match="beschädigt oder unvollständig"):
        read(raw[: int(len(raw) * share)])


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 30), st.sampled_from(["JPEG", "PNG"]))
def test_damage_never_becomes_anything_but_a_sentence_or_a_shorter_file(seed: int, changes: int, form: str) -> None:
    rng, raw = random.Random(seed), bytearray(PHOTOS[form])
    for _ in range(changes):
        raw[rng.randrange(3 if form == "JPEG" else 8, len(raw))] = rng.randrange(256)
    try:
        file = read(bytes(raw))
    except CaseworkError:
        return
    assert len(file.content) <= len(raw) + 40


PHOTOS = {form: photo(6, form=form) for form in ("JPEG", "PNG")}


def test_pdf_and_tiff_stay_byte_for_byte(tmp_path: Path) -> None:
    for head in (b"%PDF-1.7\n", b"II*\x00"):
        raw = head + random.Random(3).randbytes(700_000)
        (tmp_path / "scan.bin").write_bytes(raw)
        file = read_path(tmp_path / "scan.bin")
        assert (bytes(file.content), file.cleaned, file.name) == (raw, False, "scan.bin")
        source = file.open()
        assert b"".join(iter(lambda: source.read(CHUNK_BYTES), b"")) == raw  # noqa: B023  used within its turn


def test_a_file_that_is_gone_a_folder_or_too_large_is_one_sentence(tmp_path: Path) -> None:
    with (tmp_path / "gross.pdf").open("wb") as large:
        large.write(b"%PDF-1.4")
        large.truncate(LARGEST_BYTES + 1)
    for name, words in (("weg.pdf", "lässt sich nicht lesen"), (".", "lässt sich nicht lesen"), ("gross.pdf", "25 MB")):
        with pytest.raises(CaseworkError, match=words):
            read_path(tmp_path / name)


def test_a_source_that_grows_while_it_is_read_is_stopped() -> None:
    class Endless(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            return b"%PDF-" + bytes((size or 5) - 5)

    with pytest.raises(CaseworkError, match="größer als 25 MB"):
        read_source(Endless(), "a.pdf")


@pytest.mark.parametrize("form", ["PDF", "JPEG"])
def test_a_large_file_is_in_memory_once(tmp_path: Path, form: str) -> None:
    """Peak of everything Python allocates while a file of 20 MB is read, cleaned and handed out, by its size."""
    path, size = tmp_path / "a", 20_000_000
    head = b"%PDF-1.4" if form == "PDF" else b""
    content = head or photo(6)[:-2] + b"\x01" * size + b"\xff\xd9"
    path.write_bytes((content + bytes(size))[:size] if head else content)
    del content
    tracemalloc.start()
    file = read_path(path)
    source = file.open()
    while source.read(CHUNK_BYTES):
        pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak / size < 1.3
    assert file.cleaned is (form == "JPEG")


def test_pieces_are_written_whole_or_not_at_all(tmp_path: Path) -> None:
    def broken() -> object:
        yield b"neu"
        raise OSError

    target = tmp_path / "a.pdf"
    save_pieces(target, [b"al", b"t"])
    with pytest.raises(CaseworkError, match="nicht gespeichert"):
        save_pieces(target, broken())  # type: ignore[arg-type]  # an iterator all the same
    assert target.read_bytes() == b"alt"
    assert list(tmp_path.iterdir()) == [target]
