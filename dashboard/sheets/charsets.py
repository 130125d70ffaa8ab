"""Which alphabet a text file is written in: read when sure, refused when not, no accent ever lost or made up.

A file that is valid UTF-8 is UTF-8. Otherwise every letter beyond plain ASCII is looked at between its neighbours, in
each of the encodings that French offices use: `R‚gion` is no word, `Région` is one.
"""

from __future__ import annotations

import codecs
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dashboard.errors import ImportRefused

BLOCK = 1 << 20
WINDOWS = "cp1252"
SINGLE_BYTE = {WINDOWS: "Windows-1252", "mac_roman": "Mac Roman", "cp850": "CP850"}
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
REPLACED = "\ufffd"
BEYOND_ASCII = re.compile(rb"(?s)(?=(.[\x80-\xff].))")
UTF8_SEQUENCE = re.compile(rb"\xc3[\x80-\xbf]|\xe2\x80[\x80-\xbf]|\xc5[\x92\x93]|\xc2[\xa0-\xbf]")
GARBLED_SIGNS = ("Ã", "â€", "Â", "√", "‚Ä", "├")
ARMENIAN_IN_FRENCH = re.compile("[A-Za-z][\u0530-\u058f]|[\u0530-\u058f][A-Za-z]")
ACCENTS = re.compile(r"[^\x00-\x7f]+")
MOST_DOUBT = 0.02  # the share of odd letters that a file may hold and still be sure

LOWER = {**dict.fromkeys("âëîïôùûüœæ", 2.0), **dict.fromkeys("éèàçê", 4.0)}
UPPER = {**dict.fromkeys("ÂËÎÏÔÙÛÜŒÆ", 0.5), **dict.fromkeys("ÉÈÀÇÊ", 2.0)}
FIRST_CAPITALS = {"É": 1.5, "À": 1.5}
ABROAD = set("áíóúñãõäöåøßìòÁÍÓÚÑÄÖÅØ")
BETWEEN_WORDS = set("«»“”„…°€·•²³№×±½¼¾©®™ºª§\xa0")
JOINING = set("’–—")
LETTERS = {*LOWER, *UPPER, *ABROAD}
FOREIGN, SIGN, NEVER = 0.1, 0.5, -5.0
COMMON_ENOUGH = 1.5  # a mark by letter
SURE = 4.0  # times as plausible as any other reading


@dataclass(frozen=True)
class Charset:
    """`codec` reads the file; `name` is what people are told."""

    codec: str
    name: str


def charset_of(path: Path) -> Charset:
    """The alphabet of the file; `ImportRefused` when it is none, several, or could be one or another."""
    with path.open("rb") as file:
        head = file.read(BLOCK)
    if head.startswith(codecs.BOM_UTF8):
        return Charset("utf-8-sig", "UTF-8")
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Charset("utf-16", "UTF-16")
    if wide := _wide(head):
        return Charset(wide, "UTF-16")
    try:
        for words in _text_blocks(path, "utf-8"):
            _check_apostrophes(words)
    except ImportRefused as fault:
        return _single_byte(path, fault)
    return Charset("utf-8", "UTF-8")


def _check_apostrophes(words: str) -> None:
    """`d’â` of an old Macintosh is valid UTF-8 too, for a letter of Armenia within a French word."""
    if found := ARMENIAN_IN_FRENCH.search(words):
        raise _broken(_line(words, found.start(), 0))


def _wide(head: bytes) -> str | None:
    """UTF-16 that does not say so: every second byte of ordinary words is zero."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if odd > 0.3 * half and even < 0.05 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.3 * half and odd < 0.05 * half else None


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            yield block


def _single_byte(path: Path, fault: ImportRefused) -> Charset:
    """The encoding of a file that is no UTF-8; one that is partly UTF-8 has the fault that was found."""
    contexts: Counter[bytes] = Counter()
    for block in _blocks(path):
        if UTF8_SEQUENCE.search(block):
            raise fault
        contexts.update(BEYOND_ASCII.findall(b" " + block + b" "))
    codec = _most_plausible(contexts)
    if codec is None:
        raise ImportRefused("The accents of this file cannot be read with certainty: save it again as “CSV UTF-8”.")
    return Charset(codec, SINGLE_BYTE[codec])


def _broken(line: int) -> ImportRefused:
    return ImportRefused(
        "The file mixes two encodings or was cut within a letter (see line {line}): save it again as “CSV UTF-8”.",
        line=line,
    )


def _most_plausible(contexts: Counter[bytes]) -> str | None:
    """The one encoding in which the letters make French words; nothing when none does, or two that differ.

    What may be Windows-1252 is never taken for one of the rarer encodings, however well these would do; and these must
    do well: mostly letters that are common in French.
    """
    marks = {codec: _marks(contexts, codec) for codec in SINGLE_BYTE}
    best, second, _ = sorted(marks, key=lambda codec: marks[codec], reverse=True)
    is_sure = marks[best] > 0 and marks[best] >= SURE * marks[second]
    is_usual = best == WINDOWS or (not marks[WINDOWS] and marks[best] >= COMMON_ENOUGH * contexts.total())
    return best if is_sure and is_usual else None


def _marks(contexts: Counter[bytes], codec: str) -> float:
    """How plausible the letters are between their neighbours; nothing when too many are not."""
    total, odd = 0.0, 0
    for context, count in contexts.items():
        mark = _mark(*context.decode(codec, "replace"))
        total += mark * count
        odd += count if mark < 0 else 0
    return max(total, 0.0) if odd <= MOST_DOUBT * contexts.total() else 0.0


def _mark(before: str, sign: str, after: str) -> float:
    is_within = before.isalpha() and after.isalpha()
    if sign in JOINING:
        return 1.0 if is_within and sign == "’" else SIGN
    if sign in BETWEEN_WORDS:
        return NEVER if is_within else SIGN
    if sign not in LETTERS or _is_torn(before, sign, after):
        return NEVER
    if sign.isupper() and after.islower():
        return FIRST_CAPITALS.get(sign, SIGN)
    return LOWER.get(sign) or UPPER.get(sign) or FOREIGN


def _is_torn(before: str, sign: str, after: str) -> bool:
    """No such word: a digit beside the letter, a capital within small letters or the reverse, a letter alone."""
    if before.isdigit() or after.isdigit() or _is_alone(before, sign, after):
        return True
    if sign.isupper():
        return before.islower() or (before.isalpha() and after.islower())
    ends_no_word = sign == "à" and before.isalpha() and before.lower() not in "lj"  # as in là, déjà
    return after.isupper() or ends_no_word


def _is_alone(before: str, sign: str, after: str) -> bool:
    return sign not in "àÀ" and not before.isalpha() and not after.isalpha()


def line_count(path: Path, charset: Charset) -> int:
    """Walks through the whole file once, in little memory; what is no text in it is refused by its line."""
    lines, last = 0, "\n"
    for block in _text_blocks(path, charset.codec):
        _check_signs(block, lines)
        lines += block.count("\n")
        last = block[-1]
    return lines + (last != "\n")


def _text_blocks(path: Path, codec: str) -> Iterator[str]:
    decoder = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder(codec)(), translate=True)
    line = 1
    try:
        for block in _blocks(path):
            if words := decoder.decode(block):
                yield words
                line += words.count("\n")
        if words := decoder.decode(b"", final=True):
            yield words
    except UnicodeDecodeError as error:
        before = error.object[: error.start]
        raise _broken(line + (before.count(b"\n") or before.count(b"\r"))) from error


def _check_signs(block: str, lines: int) -> None:
    if found := CONTROLS.search(block):
        raise ImportRefused(
            "Line {line} has characters that are not text: delete them, or save the table again as “CSV UTF-8”.",
            line=_line(block, found.start(), lines),
        )
    if (at := block.find(REPLACED)) >= 0:
        raise ImportRefused(
            "On line {line} letters were lost before the file came here (“�”): save the original again.",
            line=_line(block, at, lines),
        )
    if any(sign in block for sign in GARBLED_SIGNS):
        _check_accents(block, lines)


def _check_accents(block: str, lines: int) -> None:
    """Accents that were read in the wrong encoding once, `MÃ©naka`: they are told, and nothing else of the file."""
    for found in ACCENTS.finditer(block):
        meant = _ungarbled(found[0])
        if meant is not None:
            raise ImportRefused(
                "On line {line} “{found}” should be “{meant}”: save the original again as “CSV UTF-8”.",
                line=_line(block, found.start(), lines),
                found=found[0],
                meant=meant,
            )


def _ungarbled(signs: str) -> str | None:
    """What the signs were before UTF-8 was taken for something else, when that gives letters again."""
    for codec in SINGLE_BYTE:
        try:
            meant = signs.encode(codec).decode("utf-8")
        except UnicodeError:
            continue
        return meant
    return None


def _line(block: str, at: int, lines: int) -> int:
    return lines + block.count("\n", 0, at) + 1
