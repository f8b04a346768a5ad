"""Invented brand words and titles; none of them, joined by "_", holds "pos" or "quer"."""

import numpy as np

BRANDS: tuple[str, ...] = (
    "Moravia", "Lumen", "Tilda", "Kestrel", "Sorrel", "Brisa", "Nimbus", "Fjord", "Olmo", "Pilar",
    "Saffron", "Juno", "Marlow", "Dahlia", "Ondine", "Rivet", "Tansy", "Verano", "Alba", "Cinder",
    "Hazel", "Indigo", "Larkin", "Mirabel", "Nectar", "Orsay", "Pepita", "Rowan", "Selva", "Tundra",
    "Umber", "Vesper", "Willow", "Zephyr", "Bonnet", "Calypso", "Drift", "Ember", "Fable", "Gazelle",
    "Harbor", "Iris", "Jasper", "Kumo", "Lotus", "Maple", "Nova", "Otter", "Pluma", "Ravel",
    "Sable", "Tivoli", "Ursa", "Vela", "Wren", "Yarrow", "Zinnia", "Amaro", "Bolero", "Cirrus",
)  # fmt: skip
TITLES: tuple[str, ...] = (
    "The Salt Road", "Night Garden", "A Map of Rain", "Paper Lions", "Low Tide", "The Glass Orchard",
    "Seven Bridges", "Winter Bees", "Harvest Moon", "The Blue Door", "Letters North", "Slow Rivers",
    "Cloud Atelier", "The Quiet Mill", "Tin Sailors", "Orchard Light", "Stone and Feather",
    "The Long Jetty", "Summer Trains", "Fox in Flight",
)  # fmt: skip
FLAVOURS: dict[str, tuple[str, ...]] = {
    "carton": ("Green Tea", "Oat Biscuits", "Black Tea", "Rice Crackers", "Cocoa", "Muesli", "Pasta"),
    "can": ("Tomato Soup", "Sardines", "Peach Halves", "Chick Peas", "Coffee", "Sweet Corn", "Olives"),
}
PLACES: tuple[str, ...] = ("Lisboa", "Trieste", "Bergen", "Kyoto", "Porto", "Riga", "Valencia", "Tartu")


def one_of(rng: np.random.Generator, choices: tuple[str, ...]) -> str:
    """One of the choices."""
    return choices[int(rng.integers(len(choices)))]
