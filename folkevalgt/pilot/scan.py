"""A letter as it comes from the copier: askew, grey and without a word of text in it."""

from __future__ import annotations

import io
import random
from datetime import date
from time import struct_time

DPI = 200


def scanned(pages: list[bytes], day: date) -> bytes:
    """An image-only PDF of PNG pages rendered at 200 dpi. The same pages always give the same bytes."""
    from PIL import Image, ImageChops, ImageFilter

    chance = random.Random(57)
    sheets = []
    for page in pages:
        sheet = Image.open(io.BytesIO(page)).convert("L")
        sheet = sheet.rotate(chance.uniform(0.7, 1.2), resample=Image.Resampling.BICUBIC, fillcolor=255)
        sheet = sheet.filter(ImageFilter.GaussianBlur(0.7)).point(lambda grey: 20 + grey * 0.91)
        width, height = sheet.size
        grain = Image.frombytes("L", (width // 2, height // 2), chance.randbytes((width // 2) * (height // 2)))
        grain = grain.resize(sheet.size).point(lambda grey: grey // 10)
        sheet = ImageChops.subtract(sheet, grain)
        edge = Image.new("L", (14, height), 96).filter(ImageFilter.GaussianBlur(3))
        sheet.paste(edge, (0, 0))
        sheets.append(sheet)
    out = io.BytesIO()
    stamp = struct_time((day.year, day.month, day.day, 9, 0, 0, 0, 0, 0))
    sheets[0].save(
        out,
        "PDF",
        resolution=DPI,
        save_all=True,
        append_images=sheets[1:],
        quality=60,
        creationDate=stamp,
        modDate=stamp,
    )
    return out.getvalue()
