"""Pictures put together by hand, byte by byte, for every corner of their formats; many of them are not whole."""

from collections.abc import Iterator

from tests.crafts.pictures_made import SAID

FRAME = b"\xff\xc0\0\x0b\x08\0\1\0\1\1\1\x11\0"
SCAN = b"\xff\xda\0\x08\1\1\0\0?\0\x12\xff\0\x34\xff\xd0\x56"
GIF, GIF_PICTURE = b"GIF89a\1\0\1\0\0\0\0", b",\0\0\0\0\1\0\1\0\0\2\2D\1\0"


def jpeg(*segments: bytes) -> bytes:
    return b"".join([b"\xff\xd8", *segments, b"\xff\xd9"])


def segment(marker: int, content: bytes) -> bytes:
    return bytes([0xFF, marker]) + (len(content) + 2).to_bytes(2) + content


def exif(tiff: bytes) -> bytes:
    return segment(0xE1, b"Exif\0\0" + tiff)


def png(*chunks: bytes) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def chunk(name: bytes, content: bytes = b"") -> bytes:
    return len(content).to_bytes(4) + name + content + bytes(4)


def webp(*chunks: bytes, more: int = 0) -> bytes:
    content = b"WEBP" + b"".join(chunks)
    return b"RIFF" + (len(content) + more).to_bytes(4, "little") + content


def riff(name: bytes, content: bytes = b"") -> bytes:
    return name + len(content).to_bytes(4, "little") + content + bytes(len(content) % 2)


def jpegs() -> Iterator[bytes]:
    for orientation in (
        b"\0\3\0\0\0\1\0\6",
        b"\0\3\0\0\0\1\0\0",
        b"\0\3\0\0\0\1\0\x09",
        b"\0\4\0\0\0\1\0\6",
        b"\0\3",
        b"",
    ):
        entry = b"\1\x12" + orientation + b"\0\0"
        other = b"\1\x0f\0\2\0\0\0\1\0\0\0\0"
        for count in (b"\0\0", b"\0\1", b"\0\2", b"\xff\xff"):
            yield jpeg(exif(b"MM\0*\0\0\0\x08" + count + other + entry), FRAME, SCAN)
            yield jpeg(FRAME, exif(b"II*\0\x08\0\0\0" + count[::-1] + b"\x12\1\3\0\1\0\0\0\6\0"), SCAN)
            yield jpeg(FRAME, SCAN, exif(b"MM\0*\0\0\0\x08" + count + entry), exif(b"MM"), SCAN)
    for begin in (b"\0\0\0\0", b"\0\0\0\4", b"\xff\xff\xff\xff", b"\0\0"):
        yield jpeg(exif(b"MM\0*" + begin), FRAME, SCAN)
    for size in (4, 5, 11, 12, 13, 14, 20):
        yield jpeg(segment(0xE0, (b"JFIF\0" + SAID)[:size]), FRAME, segment(0xEE, (b"Adobe" + SAID)[:size]), SCAN)
    for marker in range(256):
        yield jpeg(segment(marker, b"Bresk"), b"\xff\xff", FRAME, SCAN)
        yield jpeg(FRAME, SCAN, bytes([0xFF, marker, 0, 2]), SCAN)
        yield jpeg(bytes([0xFF, marker]) + FRAME[2:], SCAN)
    for end in (b"", b"\xff", b"\xff\xff", b"\xff\xff\xff\xd9", b"\xff\xd9\xff"):
        yield jpeg(FRAME, SCAN)[:-2] + end
    for wrong in (b"\xff\xfe\0\0", b"\xff\xfe\0\1", b"\xff\xfe\0", b"Bresk", b"\xff\xfe\xff\xff"):
        yield jpeg(FRAME, wrong, SCAN)
        yield jpeg(FRAME, SCAN) + wrong


def pngs() -> Iterator[bytes]:
    head, pixels, end = chunk(b"IHDR", b"x" * 13), chunk(b"IDAT", b"y"), chunk(b"IEND")
    for name in (
        b"abc\n",
        b"abcd",
        b"aBCD",
        b"Abcd",
        b"abc1",
        b"ab\xe9d",
        b"acTL",
        b"IHDR",
        b"PLTE",
        b"IEND",
        b"[bcd",
        b"a\0cd",
    ):
        yield png(head, chunk(name, SAID), pixels, end)
        yield png(head, chunk(name), pixels, chunk(name), end)
        yield png(chunk(name), head, pixels, end)
    for chunks in ([head, end], [pixels, end], [head, pixels], [end], [], [head, pixels, chunk(b"IEND", b"x"), end]):
        yield png(*chunks)
        yield png(*chunks)[:-1]
        yield png(*chunks) + SAID


def webps() -> Iterator[bytes]:
    odd, even, said = riff(b"VP8 ", b"xyz"), riff(b"VP8L", b"abcd"), riff(b"EXIF", SAID)
    for size in (0, 9, 10, 11, 12):
        yield webp(riff(b"VP8X", b"\xff" * size), even, said)
    for size in (0, 15, 16, 17, 23):
        yield webp(riff(b"ANMF", bytes(size)), even)
    for inside in (odd, odd[:-1], odd[:-2], even + said, said, said + odd, riff(b"ANMF", bytes(16) + odd)):
        yield webp(riff(b"ANMF", b"\1" * 16 + inside))
        yield webp(inside)
        yield webp(inside, said, inside)
    for more in (-16, -13, -12, -5, -4, -1, 1, 2**32 - 17):
        yield webp(odd, more=more)
    for end in (b"E", b"EXIF\0\0\0", b"EXIF\1\0\0\0", b"EXIF\xff\xff\xff\xff"):
        yield webp(odd, end)


def gifs() -> Iterator[bytes]:
    loops = (b"\3\1\5\0", b"\3\2\5\0", b"\2\1\5", b"", b"\3\1\5\0\3\1\6\0", b"\4\1\5\0\0", b"\3\1\5\0\1x")
    extensions = [b"!\xff\x0bNETSCAPE2.0" + one + b"\0" for one in loops]
    extensions += [
        b"!\xff\x0bNETSCAPE2.1\3\1\5\0\0",
        b"!\xff\x0aNETSCAPE2.\3\1\5\0\0",
        b"!\xff\0",
        b"!\xf9\0",
        b"!\xfe\0",
        b"!",
    ]
    extensions += [
        b"!\xf9\4abcd\0",
        b"!\xf9\3abc\0",
        b"!\xf9\5abcde\0",
        b"!\xf9\4abcd\1x\0",
        b"\0",
        b"x",
        b"!\1\1x\0",
        b"!\xf9\2ab\1c\0",
    ]
    for extension in extensions:
        yield GIF + extension + GIF_PICTURE + b";" + SAID
        yield GIF + GIF_PICTURE + extension
        yield GIF + GIF_PICTURE + extension + b";"
        yield GIF + extension + b";"
    for flags in range(256):
        coloured = GIF[:10] + bytes([flags]) + GIF[11:] + bytes(3 * 2 ** ((flags & 7) + 1)) * (flags >> 7)
        yield coloured + GIF_PICTURE + b";"
        yield coloured + GIF_PICTURE[:9] + bytes([flags]) + GIF_PICTURE[10:] + b";"


def corners() -> dict[str, bytes]:
    made = {"jpeg": jpegs(), "png": pngs(), "webp": webps(), "gif": gifs()}
    return {f"{kind} {number}": one for kind, files in made.items() for number, one in enumerate(files)}
