"""Whatever a decoder returns, as 8-bit sRGB."""

import io
from typing import Final

import numpy as np
import numpy.typing as npt
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
    if not image.mode.startswith(("I", "F")):
        return image
    samples = np.asarray(image, dtype=np.float64)
    if image.mode.startswith("I;16"):
        return _scaled(samples, 0.0, _deepest_value(image))
    finite = samples[np.isfinite(samples)]
    low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 0.0)
    return _scaled(np.nan_to_num(samples, nan=low, posinf=high, neginf=low), *_range(low, high))


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


def _scaled(samples: npt.NDArray[np.float64], black: float, white: float) -> Image.Image:
    levels = (samples - black) * (255.0 / (white - black)) + 0.5
    return Image.fromarray(np.clip(levels, 0, 255).astype(np.uint8))
