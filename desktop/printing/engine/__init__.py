"""The print text engine: plain text and simple blocks in, a tagged PDF (PDF/UA-1) out. It knows no case and no Qt.

A sheet is a `Document` to which blocks are added; blocks are frozen descriptions and may be nested and used again::

    german, arabic = Style("de", 12), Style("ar", 12)
    document = Document("Mein Plan", "de", footer=lambda page, pages: Text(f"Seite {page} von {pages}", Style(size=8)))
    document.add(
        pair(Text("Mein Plan", Style("de", 20, bold=True), tag="H1"), Text("خطتي", Style("ar", 18), tag="H1")),
        Space(8),
        Box(Columns((
            Column(Icon(path, 26, alternative="Wohnen"), width=26, align="middle"),
            Column(pair(Text("Ich suche eine Wohnung.", german), Text("أبحث عن شقة.", arabic)), align="middle"),
            Column(CheckBox(20), width=20, align="middle"),
        ), gap=12)),
    )
    pdf = document.finish()          # bytes; then document.pages, document.missing

All measures are points (`MM` is a millimetre). Greys go from 0 (black) to 1 (white); there is no other colour.

Text
  * `Style(language, size, bold, grey, align, line_height)`; `language` is a code such as `de`, `ar`, `fa_AF`, `ckb`.
    It decides direction, typeface, line height, hyphenation and the /Lang tag. `align` "start" follows the language.
  * content is a str, or a sequence of str and `Run(text, bold, size, grey, language)` for mixed stretches. A newline
    forces a line end. There is no markup. A run in another language gets a tag of its own.
  * `isolate(value)` wraps every value put into a sentence (name, phone, date, amount, address), so that right-to-left
    order stays right. In right-to-left text islands such as „Bahnhofstraße 12“ or „030 1234567“ are found and kept in
    order without it. Groups of digits and amounts do not break over lines; use U+00A0 for anything else („9:00 Uhr“).
  * `missing_characters(texts)` names what no bundled font can draw: tell the user before printing. Drawn, they become
    U+FFFD and are listed in `document.missing`.

Blocks
  * `Text(content, style, tag="P", keep_with_next=False, bookmark=None)`: paragraph or heading (tag H1 … H6). Headings
    stay with what follows; those in the document's language become bookmarks. Heading levels must not be left out.
  * `Stack(blocks, gap, tag, whole, keep_with_next)`, `Space(height)`, `PageBreak()`, `Rule()`.
  * `Columns((Column(block, width, share, align, rule), …), gap, tag, rtl)`: a row; a column has a fixed `width` or a
    `share` of the rest; `align` is top, middle, bottom or baseline. `pair(first, second, gap)`: two equal columns on
    common first baselines (German and the other language).
  * `Box(block, padding, head, head_grey, radius, line, grey, fill, tag, divisible)`: round corners, shaded head.
  * `Table((TableColumn(width, share, align), …), rows, head, padding, rule, outer)`: the head repeats on each page,
    rows stay whole where they fit on a page. `Listing(items, style, numbered)`: bullets or numbers.
  * `Icon(svg_path, side, alternative)`, `QrCode(text, alternative, side)`, `CheckBox(side, ticked, alternative)`,
    `WriteLine(space)`, `signature_lines(labels)`. With `alternative` they are figures a screen reader speaks of,
    without it decoration.

Document(title, language, frame=Frame(…), mirrored=None, header, footer, author, subject, created)
  * `mirrored` turns columns, tables and pairs of the whole sheet from right to left; None does so where the
    document's language runs so. Bilingual sheets have language "de" and are not mirrored.
  * header and footer are functions (page, pages) → block or None.
  * `draw()` lays out without writing a file: to try a size until the sheet fits, look at `pages` after it.
  * the same content gives the same bytes (`created` puts a date into the file). No file is written, nothing fetched.
  * documents may be made in any thread, each in one thread only. `forget()` drops the cached texts.
"""

from desktop.printing.engine.blocks import MM, Block, PageBreak, Space, Stack, Text
from desktop.printing.engine.boxes import Box, Rule
from desktop.printing.engine.columns import Column, Columns, pair
from desktop.printing.engine.document import Document, Frame
from desktop.printing.engine.figures import CheckBox, Icon, QrCode, WriteLine, signature_lines
from desktop.printing.engine.fonts import missing_characters
from desktop.printing.engine.languages import language
from desktop.printing.engine.lists import Listing
from desktop.printing.engine.paragraph import forget
from desktop.printing.engine.styles import Content, Run, Style
from desktop.printing.engine.table import Table, TableColumn
from desktop.printing.engine.text import isolate

__all__ = [
    "MM", "Block", "Box", "CheckBox", "Column", "Columns", "Content", "Document", "Frame", "Icon", "Listing",
    "PageBreak", "QrCode", "Rule", "Run", "Space", "Stack", "Style", "Table", "TableColumn", "Text", "WriteLine",
    "forget", "isolate", "language", "missing_characters", "pair", "signature_lines",
]  # fmt: skip
