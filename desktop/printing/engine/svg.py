"""Line icons: the simple SVG that Lucide draws with, as PDF paths.

Understood are path, circle, ellipse, rect, line, polyline and polygon without transforms; icons are stroked, not
filled. Anything else in a file is an error, so that no icon is silently drawn half.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from defusedxml.ElementTree import fromstring

from desktop.printing.engine.shapes import ellipse, points, rounded_rectangle

_TOKEN = re.compile(r"([MmLlHhVvCcSsQqTtAaZz])|([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)")
_FLAG = re.compile(r"[\s,]*([01])")
_COUNT = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}


@dataclass(frozen=True, slots=True)
class Drawing:
    """Path operators in the icon's own units (y down), its side length and its stroke width."""

    operators: str
    side: float
    stroke: float


@lru_cache(128)
def icon(path: Path) -> Drawing:
    """The drawing in an SVG file; ValueError where the file uses more than simple shapes."""
    root = fromstring(path.read_text(encoding="utf-8"))
    _, _, width, height = (float(part) for part in root.get("viewBox", "0 0 24 24").split())
    shapes = []
    for node in root.iter():
        name = node.tag.rpartition("}")[2]
        if name in {"svg", "g", "title", "desc"}:
            continue
        if name not in _SHAPES or node.get("transform"):
            raise ValueError(f"{path.name}: {name} is not a simple shape")
        shapes.append(_SHAPES[name](node.attrib))
    return Drawing(" ".join(shapes), max(width, height), float(root.get("stroke-width", "2")))


def _value(attributes: Mapping[str, str], name: str) -> float:
    return float(attributes.get(name, "0"))


def _circle(attributes: Mapping[str, str]) -> str:
    radius = _value(attributes, "r")
    return ellipse(_value(attributes, "cx"), _value(attributes, "cy"), radius, radius)


def _ellipse(attributes: Mapping[str, str]) -> str:
    return ellipse(*(_value(attributes, name) for name in ("cx", "cy", "rx", "ry")))


def _rect(attributes: Mapping[str, str]) -> str:
    x, y, width, height = (_value(attributes, name) for name in ("x", "y", "width", "height"))
    radius = float(attributes.get("rx") or attributes.get("ry") or "0")
    return rounded_rectangle(x, y, width, height, radius)


def _line(attributes: Mapping[str, str]) -> str:
    x1, y1, x2, y2 = (_value(attributes, name) for name in ("x1", "y1", "x2", "y2"))
    return f"{points(x1, y1)} m {points(x2, y2)} l"


def _polyline(attributes: Mapping[str, str]) -> str:
    values = [float(part) for part in attributes["points"].replace(",", " ").split()]
    corners = [points(*values[index : index + 2]) for index in range(0, len(values), 2)]
    return f"{corners[0]} m " + " ".join(f"{corner} l" for corner in corners[1:])


def _polygon(attributes: Mapping[str, str]) -> str:
    return _polyline(attributes) + " h"


def _path(attributes: Mapping[str, str]) -> str:
    return _PathWriter().write(attributes["d"])


_SHAPES: dict[str, Callable[[Mapping[str, str]], str]] = {
    "path": _path, "circle": _circle, "ellipse": _ellipse, "rect": _rect, "line": _line,
    "polyline": _polyline, "polygon": _polygon,
}  # fmt: skip


def _commands(data: str) -> Iterator[tuple[str, list[float]]]:
    """Path commands with their numbers, repeated ones written out."""
    place, command = 0, ""
    while match := _TOKEN.search(data, place):
        if match[1]:
            command, place = match[1], match.end()
            if command in "Zz":
                yield command, []
                continue
        values, place = _numbers(data, place, command)
        yield command, values
        command = {"M": "L", "m": "l"}.get(command, command)


def _numbers(data: str, place: int, command: str) -> tuple[list[float], int]:
    """The numbers of one command; an arc's two flags may be written without anything between them."""
    values: list[float] = []
    for index in range(_COUNT.get(command.upper(), 0)):
        flag = command in "Aa" and index in {3, 4}
        match = _FLAG.match(data, place) if flag else _TOKEN.search(data, place)
        if match is None or not (match[1] if flag else match[2]):
            raise ValueError(f"path data ends early: {data[:40]}")
        values.append(float(match[1] if flag else match[2]))
        place = match.end()
    if not values:
        raise ValueError(f"path data without a command: {data[:40]}")
    return values, place


class _PathWriter:
    """Follows the pen, because most commands are relative and curves may go on from the one before."""

    def __init__(self) -> None:
        self._out: list[str] = []
        self._x = self._y = 0.0
        self._start = (0.0, 0.0)
        self._control: tuple[str, float, float] | None = None

    def write(self, data: str) -> str:
        for command, values in _commands(data):
            kind = command.upper()
            if kind == "Z":
                self._out.append("h")
                self._x, self._y = self._start
            elif kind == "A":
                self._arc(values, relative=command == "a")
            else:
                self._plain(kind, self._absolute(kind, values) if command.islower() else values)
            if kind not in "CSQT":
                self._control = None
        return " ".join(self._out)

    def _absolute(self, kind: str, values: list[float]) -> list[float]:
        if kind == "V":
            return [values[0] + self._y]
        return [value + (self._y if index % 2 else self._x) for index, value in enumerate(values)]

    def _plain(self, kind: str, values: list[float]) -> None:
        if kind in "MLHV":
            x = self._x if kind == "V" else values[0]
            y = self._y if kind == "H" else values[-1]
            self._to(x, y, f"{points(x, y)} {'m' if kind == 'M' else 'l'}")
            if kind == "M":
                self._start = (x, y)
        elif kind in "CS":
            first = values[:2] if kind == "C" else self._mirrored("C")
            self._curve([*first, *values[-4:]])
            self._control = ("C", values[-4], values[-3])
        else:
            control = values[:2] if kind == "Q" else self._mirrored("Q")
            self._quadratic(control, values[-2:])
            self._control = ("Q", control[0], control[1])

    def _to(self, x: float, y: float, operator: str) -> None:
        self._out.append(operator)
        self._x, self._y = x, y

    def _mirrored(self, kind: str) -> list[float]:
        if self._control is None or self._control[0] != kind:
            return [self._x, self._y]
        return [2 * self._x - self._control[1], 2 * self._y - self._control[2]]

    def _curve(self, values: list[float]) -> None:
        self._to(values[4], values[5], f"{points(*values)} c")

    def _quadratic(self, control: list[float], end: list[float]) -> None:
        pen = (self._x, self._y)
        near = [pen[axis] + 2 / 3 * (control[axis] - pen[axis]) for axis in (0, 1)]
        far = [end[axis] + 2 / 3 * (control[axis] - end[axis]) for axis in (0, 1)]
        self._curve([*near, *far, *end])

    def _arc(self, values: list[float], *, relative: bool) -> None:
        """SVG 1.1, appendix F.6: end points to centre, then Bézier curves of at most a quarter turn."""
        rx, ry, turn, large, sweep, x, y = values
        if relative:
            x, y = x + self._x, y + self._y
        rx, ry = abs(rx), abs(ry)
        if not rx or not ry or (x, y) == (self._x, self._y):
            self._to(x, y, f"{points(x, y)} l")
            return
        cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
        half_x, half_y = (self._x - x) / 2, (self._y - y) / 2
        px, py = cos * half_x + sin * half_y, cos * half_y - sin * half_x
        grow = math.sqrt(max(1.0, (px / rx) ** 2 + (py / ry) ** 2))
        rx, ry = rx * grow, ry * grow
        over = (rx * ry) ** 2 / ((rx * py) ** 2 + (ry * px) ** 2) - 1
        factor = math.sqrt(max(0.0, over)) * (-1 if large == sweep else 1)
        qx, qy = factor * rx * py / ry, -factor * ry * px / rx
        centre = (cos * qx - sin * qy + (self._x + x) / 2, sin * qx + cos * qy + (self._y + y) / 2)
        start = math.atan2((py - qy) / ry, (px - qx) / rx)
        extent = math.atan2((-py - qy) / ry, (-px - qx) / rx) - start
        if sweep and extent < 0:
            extent += 2 * math.pi
        elif not sweep and extent > 0:
            extent -= 2 * math.pi
        self._arc_curves(centre, (rx, ry), (cos, sin), start, extent)
        self._x, self._y = x, y

    def _arc_curves(
        self,
        centre: tuple[float, float],
        radii: tuple[float, float],
        axes: tuple[float, float],
        start: float,
        extent: float,
    ) -> None:
        count = max(1, math.ceil(abs(extent) / (math.pi / 2) - 1e-9))
        step = extent / count
        pull = 4 / 3 * math.tan(step / 4)

        def at(x: float, y: float) -> tuple[float, float]:
            x, y = x * radii[0], y * radii[1]
            return centre[0] + axes[0] * x - axes[1] * y, centre[1] + axes[1] * x + axes[0] * y

        for index in range(count):
            a, b = start + index * step, start + (index + 1) * step
            first = at(math.cos(a) - pull * math.sin(a), math.sin(a) + pull * math.cos(a))
            second = at(math.cos(b) + pull * math.sin(b), math.sin(b) - pull * math.cos(b))
            self._curve([*first, *second, *at(math.cos(b), math.sin(b))])
