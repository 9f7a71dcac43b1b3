"""Films and sounds that say where, when and with what they were taken, as telephones write them: made by hand, byte by byte."""

import struct

SAID = b"Bresk +45.5041+030.2017/ okoval"
TAKEN = 3_646_699_506
"""A day in 2019, in seconds since 1904, as boxes have it."""
PIXELS, SOUND = b"\x65\x88" * 40, bytes(range(64, 124))
TRACES = (SAID, b"okoval", b"+45.5", struct.pack(">I", TAKEN), b"Core Media", b"Lavf")


def box(kind: bytes, *inside: bytes) -> bytes:
    content = b"".join(inside)
    return struct.pack(">I4s", 8 + len(content), kind) + content


def full(kind: bytes, *inside: bytes, version: int = 0) -> bytes:
    return box(kind, bytes([version, 0, 0, 0]), *inside)


def times(kind: bytes, rest: bytes, version: int) -> bytes:
    return full(kind, struct.pack(">QQ" if version else ">II", TAKEN, TAKEN), rest, version=version)


def track(handler: bytes, number: int, samples: list[int], at: int, *, version: int = 0) -> bytes:
    """A track whose samples lie in one chunk at a place of the file."""
    entry = bytes(6) + b"\0\1" + b"\0\0\0\0okov" + bytes(26) + b"\6okoval" + bytes(29)
    table = box(
        b"stbl",
        full(b"stsd", struct.pack(">I", 1), box(b"avc1" if handler == b"vide" else b"mebx", entry)),
        full(b"stts", struct.pack(">III", 1, len(samples), 10)),
        full(b"stsc", struct.pack(">IIII", 1, 1, len(samples), 1)),
        full(b"stsz", struct.pack(">II", 0, len(samples)), struct.pack(f">{len(samples)}I", *samples)),
        full(b"stco", struct.pack(">II", 1, at)),
    )
    named = full(b"hdlr", bytes(4), handler, bytes(12), b"Core Media Lavf\0")
    media = box(b"mdia", times(b"mdhd", bytes(12), version), named, box(b"minf", table))
    return box(
        b"trak",
        times(b"tkhd", struct.pack(">I", number) + bytes(68), version),
        box(b"udta", box(b"name", SAID)),
        box(b"tref", box(b"cdsc", struct.pack(">I", 1))),
        media,
    )


def film(brand: bytes = b"qt  ", version: int = 0, *, with_ftyp: bool = True) -> bytes:
    """A film of a telephone with a track of its own that tells every place it passed."""
    begin = box(b"ftyp", brand, bytes(4), brand) if with_ftyp else box(b"wide")
    at = len(begin) + 8
    held = box(b"mdat", PIXELS, SAID * 2)
    shown = track(b"vide", 1, [len(PIXELS) // 2] * 2, at, version=version)
    own = track(b"meta", 2, [len(SAID)] * 2, at + len(PIXELS), version=version)
    more = (box(b"udta", box(b"\xa9xyz", SAID), bytes(4)), full(b"meta", SAID), box(b"uuid", SAID), box(b"free", SAID))
    moov = box(b"moov", times(b"mvhd", bytes(88), version), shown, own, *more)
    return begin + held + moov + box(b"uuid", SAID) + box(b"free", SAID) + box(b"sefd", SAID)


def in_pieces() -> bytes:
    """A film in fragments, with what says something in each."""
    begin = box(b"ftyp", b"iso5", bytes(4)) + box(b"moov", times(b"mvhd", bytes(88), 0), track(b"vide", 1, [], 0))
    part = box(
        b"moof",
        full(b"mfhd", b"\0\0\0\1"),
        box(b"traf", full(b"tfhd", b"\0\0\0\1"), box(b"uuid", SAID), box(b"udta", SAID)),
        box(b"meta", SAID),
    )
    return begin + box(b"prft", SAID) + part + box(b"mdat", PIXELS)


FRAME = b"\xff\xfb\x90\x00" + bytes(413)


def id3(said: bytes) -> bytes:
    size = len(said)
    return b"ID3\4\0\0" + bytes([size >> 21 & 127, size >> 14 & 127, size >> 7 & 127, size & 127]) + said


def mp3() -> bytes:
    """Three frames, with ID3v2 and APE before, and APE, Lyrics3, ID3v2 and ID3v1 behind them."""
    ape = b"APETAGEX" + struct.pack("<III", 2000, 32 + len(SAID), 1)
    ending = SAID + ape + struct.pack("<I", 0x80000000) + bytes(8)
    begin_ape = ape + struct.pack("<I", 0xA0000000) + bytes(8) + SAID + bytes(32)
    lyrics = b"LYRICSBEGIN" + SAID
    return (
        id3(SAID + bytes(20))
        + begin_ape
        + FRAME * 3
        + ape
        + struct.pack("<I", 0xA0000000)
        + bytes(8)
        + ending
        + lyrics
        + b"%06dLYRICS200" % len(lyrics)
        + b"TAG"
        + SAID.ljust(125, b"\0")
    )


FILMS = {
    "a film of a telephone": film(),
    "a film with long times": film(b"isom", 1),
    "a film of 3GPP": film(b"3gp4"),
    "a sound of a telephone": film(b"M4A "),
    "an old film": film(with_ftyp=False),
    "a film in fragments": in_pieces(),
}
