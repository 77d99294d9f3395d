"""Path operators of simple shapes; coordinates in points from the lower left corner."""

from __future__ import annotations

from desktop.printing.engine.numbers import number

# Control points this far along the tangent make a Bézier curve a quarter circle.
KAPPA = 0.5522847498


def points(*coordinates: float) -> str:
    return " ".join([number(value) for value in coordinates])


def ellipse(cx: float, cy: float, rx: float, ry: float) -> str:
    kx, ky = rx * KAPPA, ry * KAPPA
    return (
        f"{points(cx + rx, cy)} m "
        f"{points(cx + rx, cy + ky, cx + kx, cy + ry, cx, cy + ry)} c "
        f"{points(cx - kx, cy + ry, cx - rx, cy + ky, cx - rx, cy)} c "
        f"{points(cx - rx, cy - ky, cx - kx, cy - ry, cx, cy - ry)} c "
        f"{points(cx + kx, cy - ry, cx + rx, cy - ky, cx + rx, cy)} c h"
    )


def rounded_rectangle(x: float, y: float, width: float, height: float, radius: float) -> str:
    """(x, y) is the lower left corner (or the upper left one where y points down)."""
    r = min(radius, width / 2, height / 2)
    if r <= 0:
        return f"{points(x, y, width, height)} re"
    k = r * (1 - KAPPA)
    right, top = x + width, y + height
    return (
        f"{points(x + r, y)} m {points(right - r, y)} l {points(right - k, y, right, y + k, right, y + r)} c "
        f"{points(right, top - r)} l {points(right, top - k, right - k, top, right - r, top)} c "
        f"{points(x + r, top)} l {points(x + k, top, x, top - k, x, top - r)} c "
        f"{points(x, y + r)} l {points(x, y + k, x + k, y, x + r, y)} c h"
    )


def rounded_top(x: float, y: float, width: float, height: float, radius: float) -> str:
    """A rectangle whose upper corners are round."""
    r = min(radius, width / 2, height)
    k = r * (1 - KAPPA)
    right, top = x + width, y + height
    return (
        f"{points(x, y)} m {points(right, y)} l {points(right, top - r)} l "
        f"{points(right, top - k, right - k, top, right - r, top)} c {points(x + r, top)} l "
        f"{points(x + k, top, x, top - k, x, top - r)} c h"
    )
