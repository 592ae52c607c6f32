"""Finds what is cut on a page: words without room, squeezed paragraphs, parts outside, sideways scrolling.

Law: what elides on purpose says so (`elides`, `cut_texts`); everything else must fit at every letter size.
"""

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QHeaderView, QLabel, QScrollArea, QStackedWidget, QWidget

from ui.widgets.table import Table


def cut_texts(root: QWidget) -> list[str]:
    """One sentence for each thing that is cut below `root`; empty when all is well. `root` must be shown."""
    found: list[str] = []
    for widget in [root, *root.findChildren(QWidget)]:
        if widget.isVisible():
            found += [f"{_name(widget)}: {what}" for what in _faults(widget)]
    return found


def _faults(widget: QWidget) -> list[str]:
    faults: list[str] = []
    says = getattr(widget, "cut_texts", None)
    if callable(says):
        faults += [f"cut: {text}" for text in says()]
    if isinstance(widget, QLabel):
        faults += _label_faults(widget)
    elif isinstance(widget, QAbstractButton) and not callable(says) and widget.sizeHint().width() > widget.width():
        faults.append(f"button narrower than its words: {widget.text()}")
    elif isinstance(widget, Table):
        faults += [f"cut header: {title}" for title in widget.cut_headers()]
    inside = widget.widget() if isinstance(widget, QScrollArea) else None
    if isinstance(widget, QScrollArea) and inside is not None:
        if inside.minimumSizeHint().width() > widget.viewport().width():
            faults.append("needs to scroll sideways")
    elif isinstance(widget, QAbstractScrollArea) and widget.horizontalScrollBar().maximum() > 0:
        faults.append("needs to scroll sideways")
    if _outside(widget):
        faults.append("lies outside its parent")
    return faults


def _label_faults(label: QLabel) -> list[str]:
    if getattr(label, "elides", False) or not label.text():
        return []
    if label.wordWrap():
        low = label.height() < label.heightForWidth(label.width())
        return [f"squeezed: {label.text()}"] if low else []
    return [f"cut: {label.text()}"] if label.sizeHint().width() > label.width() else []


def _outside(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    if parent is None or widget.isWindow() or isinstance(parent, QStackedWidget | QHeaderView):
        return False
    area = parent.parentWidget()
    if isinstance(area, QAbstractScrollArea) and area.viewport() is parent:
        return False
    return bool(widget.width() and widget.height()) and not parent.rect().adjusted(-1, -1, 1, 1).contains(QRect(widget.geometry()))


def _name(widget: QWidget) -> str:
    named = widget.objectName() or widget.accessibleName()
    return f"{type(widget).__name__} {named}".strip()
