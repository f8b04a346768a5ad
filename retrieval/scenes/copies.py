"""Near-duplicates made on purpose: what people do to pictures before they publish them again."""

import io
from collections.abc import Callable

from PIL import Image, ImageEnhance, ImageOps

from retrieval.scenes.lettering import Lettering, write


def _crop(image: Image.Image) -> Image.Image:
    w, h = image.size
    return image.crop((round(w * 0.07), round(h * 0.05), round(w * 0.91), round(h * 0.93)))


def _halved(image: Image.Image) -> Image.Image:
    return image.resize((image.width // 2, image.height // 2), Image.Resampling.LANCZOS)


def _caption(image: Image.Image) -> Image.Image:
    bar = image.height // 9
    taller = Image.new("RGB", (image.width, image.height + bar), (252, 252, 252))
    taller.paste(image, (0, 0))
    box = (image.width * 0.1, image.height + bar * 0.25, image.width * 0.9, image.height + bar * 0.75)
    write(taller, "found at the flea market", box, Lettering((40, 40, 40), 1))
    return taller


def _bright(image: Image.Image) -> Image.Image:
    return ImageEnhance.Contrast(ImageEnhance.Brightness(image).enhance(1.22)).enhance(0.9)


COPIES: dict[str, Callable[[Image.Image], Image.Image]] = {
    "resize50": _halved,
    "crop84": _crop,
    "q35": lambda image: image,
    "hflip": ImageOps.mirror,
    "bright": _bright,
    "caption": _caption,
    "gray": lambda image: ImageOps.grayscale(image).convert("RGB"),
    "border10": lambda image: ImageOps.expand(image, image.height // 10, (255, 255, 255)),
}


def copied(data: bytes, how: str) -> bytes:
    """JPEG bytes of the copy; the result carries no EXIF, as republished pictures mostly do."""
    with Image.open(io.BytesIO(data)) as opened:
        upright = ImageOps.exif_transpose(opened).convert("RGB")
    buffer = io.BytesIO()
    changed = COPIES[how](upright)
    changed.save(buffer, "JPEG", quality=35 if how == "q35" else 85)
    return buffer.getvalue()
