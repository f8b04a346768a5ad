"""From a setting to a photograph and the truth about it."""

from dataclasses import dataclass

import cv2
import numpy as np

from retrieval.geometry import Box
from retrieval.scenes.arrays import Bytes, Floats, Labels, floats
from retrieval.scenes.canvas import Canvas
from retrieval.scenes.photo import Shot, develop
from retrieval.scenes.planes import paint_plane
from retrieval.scenes.stages.setting import Setting


@dataclass(frozen=True, eq=False)
class Frame:
    """Upright sRGB pixels [h, w, 3] and labels [h, w]: 1.. for the main things, 0 elsewhere."""

    pixels: Bytes
    labels: Labels

    def boxes(self) -> list[Box]:
        """The exact extents of each label, in order."""
        return [box_of(self.labels, label) for label in range(1, int(self.labels.max()) + 1)]


def box_of(labels: Labels, label: int) -> Box:
    """The smallest box that holds all pixels with that label; empty when there are none."""
    x, y, width, height = cv2.boundingRect((labels == label).astype(np.uint8))
    return Box(x, y, width, height)


def film(setting: Setting, shot: Shot, noise: Floats, rng: np.random.Generator) -> Frame:
    """Draw the setting and take the shot."""
    canvas = Canvas.blank(setting.camera, setting.light, noise)
    top, bottom = (floats(colour) for colour in setting.backdrop)
    down = np.linspace(0, 1, canvas.colour.shape[0], dtype=np.float32)[:, None, None]
    canvas.colour[:] = top * (1 - down) + bottom * down
    placed = [*setting.mains, *setting.extras]
    for plane in setting.planes:
        paint_plane(canvas, plane, placed)
    eye = floats(setting.camera.position)
    for thing in sorted(placed, key=lambda one: float(np.linalg.norm(floats(one.position) - eye))):
        canvas.place(thing)  # the nearest first: what it hides is never shaded
    return Frame(develop(canvas.colour, shot, noise, rng), canvas.ident)
