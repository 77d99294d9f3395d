"""Whatever is typed or imported is printed as text; nothing is read, written, fetched or run."""

from __future__ import annotations

import subprocess
import sys
import threading

import pytest

from desktop.printing.engine import Document, Run, Style, Text, forget, isolate, missing_characters
from tests.printing.engine.engine_pdf import page_texts
from tests.printing.engine.engine_sheets import plan

_HOSTILE = [
    "Name <Ali> Muster",
    "<b>ohne Ende </para>",
    '<img src="/etc/passwd"/>',
    '<a href="http://127.0.0.1/">x</a>',
    "%PDF-1.7 endobj stream (Klammer\\) >> ]",
    "#read('/etc/passwd') *x* {name} %s",
    "\\u0041 \\n \\",
]


@pytest.mark.parametrize("text", _HOSTILE)
@pytest.mark.parametrize("code", ["de", "ar"])
def test_markup_is_printed_as_it_stands(text: str, code: str) -> None:
    document = Document(text, author=text)
    document.add(Text(text, Style(code, 10)))
    found = "".join(page_texts(document.finish())[0].split())
    assert sorted(found) == sorted("".join(text.split()))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "   \n \n",
        "\u0301",
        "\u202e",
        "\u2067\u2067\u2067",
        "\u2069\u2069",
        "\x00\x01",
        "\ud83d",
        "😀👨‍👩‍👧",
        "ا" * 3000,
        "a" * 10_000,
        "\u00ad" * 50,
        "\u200d" * 9,
        "\u200b\u1361",
    ],
    ids=lambda text: ascii(text[:5]),
)
def test_odd_texts_make_a_document(text: str) -> None:
    document = Document(text)
    for code in ("de", "ar", "ti"):
        document.add(Text(text, Style(code, 10)), Text([Run(text, bold=True), isolate(text), Run(text, language="ps")]))
    assert document.finish().startswith(b"%PDF-1.7")


def test_what_no_font_can_draw_is_replaced_and_listed() -> None:
    document = Document("Probe")
    document.add(Text("Hallo 漢 😀", Style()))
    pdf = document.finish()
    assert document.missing == missing_characters(["Hallo 漢 😀"]) == ("漢", "😀")
    assert "Hallo \ufffd \ufffd" in page_texts(pdf)[0]


def test_an_override_cannot_disguise_a_name() -> None:
    document = Document("Probe")
    document.add(Text("Max \u202eretsuM\u202c", Style()))
    assert "Max retsuM" in page_texts(document.finish())[0]


def test_the_same_content_gives_the_same_bytes_whatever_was_printed_before() -> None:
    forget()
    first = plan("ps").finish()
    plan("ar").finish()
    plan("fa_AF").finish()
    assert plan("ps").finish() == first
    forget()
    assert plan("ps").finish() == first


def test_documents_made_in_many_threads_are_the_same_as_made_alone() -> None:
    codes = ["ar", "ckb", "ti", "uk"]
    alone = {code: plan(code).finish() for code in codes}
    forget()
    found: dict[tuple[str, int], bytes] = {}

    def make(code: str, number: int) -> None:
        found[code, number] = plan(code).finish()

    threads = [threading.Thread(target=make, args=(code, number)) for code in codes for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {(code, number): alone[code] for code in codes for number in range(2)}


_WATCHED = """
import sys
from tests.printing.engine.engine_sheets import plan
plan("ar").finish()  # what is loaded once is loaded now
seen = []
def watch(event, arguments):
    if event == "open" and arguments[1] not in (None, "r", "rb") or event.startswith(("socket.", "subprocess.", "os.")):
        seen.append((event, arguments))
sys.addaudithook(watch)
document = plan("fa")
document.finish()
assert seen == [], seen
if len(sys.argv) > 1:
    open(sys.argv[1], "w", encoding="utf-8").close()
    assert seen == [], "noticed"
"""


def _watched(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", _WATCHED, *arguments], capture_output=True, text=True, encoding="utf-8"
    )


def test_no_file_is_written_and_nothing_is_fetched(tmp_path_factory: pytest.TempPathFactory) -> None:
    answer = _watched()
    assert answer.returncode == 0, answer.stderr
    control = _watched(str(tmp_path_factory.mktemp("kontrolle") / "x"))
    assert "noticed" in control.stderr


def test_reportlab_is_not_loaded_before_something_is_printed() -> None:
    code = "import sys, desktop.printing.engine; assert sys.modules.keys().isdisjoint({'reportlab', 'pikepdf'})"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
