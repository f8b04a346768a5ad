"""Image towers that take pictures of any size: position embeddings follow the grid of patches."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

RESNET_STEP = 32
Interpolated = Callable[[int, int], dict[str, Any]]


def any_size(trunk: Any, name: str) -> Any:
    """timm's trunk, built once more so that it interpolates its position embeddings (bicubic) itself.

    Convolutional trunks take any size as they are and come back unchanged.
    """
    import timm  # noqa: PLC0415 - takes seconds

    def built(**pooling: Any) -> Any:
        return timm.create_model(name, pretrained=False, dynamic_img_size=True, **pooling)

    pooling = {key: getattr(trunk, key) for key in ("num_classes", "global_pool") if hasattr(trunk, key)}
    try:
        fresh = built(**pooling)
    except TypeError:  # it has no such argument: no position embeddings
        return trunk
    if fresh.state_dict().keys() != trunk.state_dict().keys():  # its pooling was changed after it was built
        fresh = built()
        fresh.reset_classifier(*pooling.values())
    fresh.load_state_dict(trunk.state_dict())
    return fresh.eval()


def multiple_of(module: Any) -> int:
    """What divides the sides: the patch of a transformer, 32 under CLIP's pooling, 1 for convolutions."""
    if hasattr(module, "attnpool"):
        return RESNET_STEP
    patches = getattr(module, "patch_embed", None)
    size = getattr(patches if patches is not None else module, "patch_size", 1)
    return int(max(size)) if isinstance(size, tuple | list) else int(size)


def interpolation(visual: Any) -> Interpolated:
    """Given height and width of a picture, the parameters of an open_clip tower that depend on them.

    open_clip's transformers and ResNets hold one position per patch (of 32 pixels in a ResNet) and one
    for the whole; timm's trunks see to theirs themselves.
    """
    if hasattr(visual, "attnpool"):
        return _positions("attnpool.positional_embedding", visual.attnpool.positional_embedding, RESNET_STEP)
    if hasattr(visual, "positional_embedding"):
        return _positions("positional_embedding", visual.positional_embedding, multiple_of(visual))
    return lambda _height, _width: {}


def _positions(name: str, held: Any, step: int) -> Interpolated:
    import torch  # noqa: PLC0415 - takes seconds

    whole, grid = held[:1].detach(), held[1:].detach()
    side = round(len(grid) ** 0.5)
    square = grid.reshape(1, side, side, -1).permute(0, 3, 1, 2)

    @lru_cache(maxsize=64)
    def positions(rows: int, columns: int) -> dict[str, Any]:
        if (rows, columns) == (side, side):
            return {}
        stretched = torch.nn.functional.interpolate(
            square.float(), size=(rows, columns), mode="bicubic", antialias=True, align_corners=False
        )
        flat = stretched.permute(0, 2, 3, 1).reshape(rows * columns, -1).to(held.dtype)
        return {name: torch.cat([whole, flat])}

    return lambda height, width: positions(height // step, width // step)
