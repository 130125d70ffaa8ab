from __future__ import annotations

import pytest

from dashboard.errors import FileBroken, FileRefused
from dashboard.exports import limits
from dashboard.exports.soundness import refuse_broken

SVG = b'<svg xmlns="http://www.w3.org/2000/svg">%s</svg>'


@pytest.mark.parametrize(
    ("form", "content"),
    [
        ("png", b""),
        ("png", b"abc"),
        ("png", b"\x89PNG\r\n\x1a\n" + b"\0" * 40),
        ("svg", b"<html></html>"),
        ("svg", b"<svg><g></svg>"),
        ("svg", b"<svg>\x00</svg>"),
        ("svg", SVG % b"<script>1</script>"),
        ("svg", SVG % b'<image href="https://example.org/a.png"/>'),
        ("svg", SVG % b'<image xlink:href="file:///etc/passwd"/>'),
        ("svg", SVG % b'<rect style="fill: url(http://example.org/#a)"/>'),
        ("svg", SVG % b"<foreignObject/>"),
        ("pdf", b"%PDF-1.7\ncut"),
        ("pptx", b"PK\x03\x04"),
        ("xlsx", b"not a zip"),
        ("csv", b""),
        ("csv", b"\xff\xfe"),
        ("json", b"{"),
    ],
)
def test_a_file_that_is_not_whole_or_reaches_elsewhere_is_not_offered(form: str, content: bytes) -> None:
    with pytest.raises(FileBroken):
        refuse_broken(content, form)


def test_a_drawing_that_refers_to_its_own_parts_is_sound() -> None:
    refuse_broken(SVG % b'<defs><path id="a"/></defs><use href="#a"/><image href="data:image/png;base64,AA"/>', "svg")


def test_a_file_too_heavy_is_refused_in_words() -> None:
    with pytest.raises(FileRefused, match="choose a smaller size"):
        refuse_broken(b"a,b\n" * limits.FILE_BYTES, "csv")
