"""Whatever a decoder returns, as 8-bit sRGB."""

import io
from typing import Final

import numpy as np
from PIL import Image, ImageCms

_SRGB: Final = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
_WHITE: Final = (255, 255, 255, 255)
_BITS_PER_SAMPLE: Final = 258  # TIFF tag


def to_srgb(image: Image.Image) -> Image.Image:
    """The image in mode RGB, sRGB, 8 bits: deep samples scaled, alpha on white, ICC profile applied.

    A profile that is damaged or made for another colour model is ignored.
    """
    profile = _profile(image.info.get("icc_profile"))
    if image.mode == "LAB":
        lab = ImageCms.createProfile("LAB")
        return _transformed(image, ImageCms.ImageCmsProfile(lab), "LAB") or image.convert("RGB")
    image = _flattened(_eight_bit(image))
    if profile is None or _is_srgb(profile):
        return image if image.mode == "RGB" else image.convert("RGB")
    space = profile.profile.xcolor_space.strip()
    if space == "CMYK" and image.mode == "CMYK":
        return _transformed(image, profile, "CMYK") or image.convert("RGB")
    if space == "GRAY" and image.mode in {"1", "L"}:
        return _transformed(image.convert("L"), profile, "L") or image.convert("RGB")
    rgb = image.convert("RGB")
    if space == "RGB" and image.mode != "CMYK":
        return _transformed(rgb, profile, "RGB") or rgb
    return rgb


def _profile(raw: object) -> ImageCms.ImageCmsProfile | None:
    if not isinstance(raw, bytes) or not raw:
        return None
    try:
        return ImageCms.ImageCmsProfile(io.BytesIO(raw))
    except (OSError, ValueError, TypeError):
        return None


def _is_srgb(profile: ImageCms.ImageCmsProfile) -> bool:
    """Nearly every camera embeds sRGB by this name: nothing to convert, and time is saved."""
    return (profile.profile.profile_description or "").startswith("sRGB")


def _transformed(image: Image.Image, profile: ImageCms.ImageCmsProfile, mode: str) -> Image.Image | None:
    try:
        transform = ImageCms.buildTransform(profile, _SRGB, mode, "RGB")
        return ImageCms.applyTransform(image, transform)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return None


def _flattened(image: Image.Image) -> Image.Image:
    if not image.has_transparency_data:
        return image
    rgba = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", rgba.size, _WHITE), rgba).convert("RGB")


def _eight_bit(image: Image.Image) -> Image.Image:
    """Deep greyscale as mode L. Other modes come with 8 bits from Pillow."""
    if image.mode.startswith("I;16"):
        white = _deepest_value(image)
        levels = np.minimum(np.arange(65536) * (255.0 / white) + 0.5, 255).astype(np.uint8)
        return Image.fromarray(levels[np.asarray(image, dtype=np.uint16)])
    if image.mode not in {"I", "F"}:
        return image
    samples = np.array(image, dtype=np.float32)
    finite = np.isfinite(samples)
    low, high = (float(samples[finite].min()), float(samples[finite].max())) if finite.any() else (0.0, 0.0)
    np.nan_to_num(samples, copy=False, nan=low, posinf=high, neginf=low)
    black, white = _range(low, high)
    # in place: at 60 million pixels every copy is a quarter of a gigabyte
    samples -= np.float32(black)
    samples *= np.float32(255.0 / (white - black))
    samples += np.float32(0.5)
    return Image.fromarray(np.clip(samples, 0, 255, out=samples).astype(np.uint8))


def _deepest_value(image: Image.Image) -> float:
    """Largest value of 16-bit storage: TIFF may say that fewer bits are used."""
    bits = getattr(image, "tag_v2", {}).get(_BITS_PER_SAMPLE, (16,))[0]
    return float((1 << bits) - 1) if 8 < bits <= 16 else 65535.0


def _range(low: float, high: float) -> tuple[float, float]:
    """Black and white of samples without a declared range: the smallest usual one that holds them."""
    for white in (1.0, 255.0, 65535.0):
        if low >= 0 and high <= white:
            return 0.0, white
    return low, high
