"""All four tables of a folder, read against each other."""

from pathlib import Path

from annotations.imports.boxes_table import read_boxes
from annotations.imports.collecting import Collecting
from annotations.imports.images_table import read_images
from annotations.imports.objects_table import read_objects
from annotations.imports.texts_table import read_texts


def read_folder(folder: Path, root: Path) -> Collecting:
    """Objects with their pictures, boxes and texts, and every row that can't be taken.

    Nothing is decoded or stored; `root` is what the paths are relative to.
    """
    found = Collecting(folder, root)
    for read in (read_objects, read_images, read_boxes, read_texts):
        read(found)
    return found
