import numpy as np
import pytest
import torch

from retrieval.encoders.checkpoint import checked
from retrieval.encoders.demo.batches import batches
from retrieval.encoders.demo.captions import caption, categories, colours
from retrieval.encoders.demo.losses import SURE, UNSURE, both_ways, calibrated, named, same_text, uneven
from retrieval.encoders.demo.models import DEMO_MODELS, register_configs
from retrieval.encoders.demo.scenes import Drawing, Scene, draw_subjects
from retrieval.encoders.demo.train import Recipe, save, train
from retrieval.encoders.demo.views import SIDE, pasted, view
from retrieval.encoders.demo.words import known_words, word_shares, words_of


@pytest.fixture(scope="module")
def subjects():
    """Six things, two of them in a crowd as well."""
    return list(draw_subjects(Drawing(seed=5, things=6, clean=1, cluttered=1)))


def test_a_drawing_gives_the_same_pictures_every_time(subjects):
    [again, *_] = draw_subjects(Drawing(seed=5, things=1, clean=1, cluttered=1))
    assert [scene.clean for scene in again.scenes] == [True, False]
    for scene, drawn in zip(again.scenes, subjects[0].scenes, strict=True):
        np.testing.assert_array_equal(scene.pixels, drawn.pixels)
        assert scene.shown.any()


def test_batches_depend_on_the_seed_and_their_number_alone(subjects):
    first, again, other = ([*batches(subjects, seed, 4, 3)] for seed in (1, 1, 2))
    assert len(first) == 4
    for one, two in zip(first, again, strict=True):
        np.testing.assert_array_equal(one.first, two.first)
        np.testing.assert_array_equal(one.second, two.second)
        assert one.texts == two.texts
    assert any(one.texts != two.texts for one, two in zip(first, other, strict=True))
    assert first[0].first.shape == (3, SIDE, SIDE, 3)
    epoch = {said for batch in first[:2] for said in batch.captions}
    assert len(epoch) == 6  # every thing once before any comes again


def test_captions_say_what_the_thing_knows_of_itself(subjects):
    thing = subjects[1].thing
    said = [caption(thing, True, np.random.default_rng(seed)) for seed in range(40)]
    assert len(set(said)) > 10
    assert any(text.startswith(thing.caption.rstrip(".")) for text in said)
    assert any(thing.category.fine in text and len(text) < 60 for text in said)
    assert colours(thing)
    assert all(colour in thing.caption.lower() for colour in colours(thing))


def _parts_of(sentence: str) -> set[str]:
    """Every run of words of a sentence."""
    words = sentence.rstrip(".").split()
    return {
        " ".join(words[start:stop])
        for start in range(len(words))
        for stop in range(start + 1, len(words) + 1)
    }


def test_each_thing_is_of_the_category_that_it_asks_for_and_others_of_the_same_are_too(subjects):
    things = [subject.thing for subject in subjects]
    for seed in range(20):
        asked, belongs = categories(things, np.random.default_rng(seed))
        assert (belongs.diagonal() == 1).all()
        for column, sentence in enumerate(asked):
            own = things[column].category
            name = max({own.coarse, own.mid, own.fine} & _parts_of(sentence), key=len)
            for row, thing in enumerate(things):
                of = thing.category
                assert belongs[row, column] == (name in (of.coarse, of.mid, of.fine))


def test_a_thing_is_pasted_whole_and_the_rest_of_the_background_stays():
    scene = Scene(np.full((40, 60, 3), 250, dtype=np.uint8), np.zeros((40, 60), dtype=bool), True)
    scene.shown[10:30, 20:40] = True
    background = np.zeros((90, 120, 3), dtype=np.uint8)
    out = pasted(scene, background, np.random.default_rng(3))
    lit = out[..., 0] > 200
    assert 0.35 * 90 * 0.7 < lit.any(axis=1).sum() < 0.8 * 90
    assert not background.any()
    assert (out[~lit] <= 250).all()


def test_a_view_is_a_square_of_one_size(subjects):
    rng = np.random.default_rng(0)
    for _ in range(10):
        assert view(subjects[0].scenes[0], None, rng).shape == (SIDE, SIDE, 3)


def test_words_in_quotes_are_not_to_be_read_off_a_picture():
    assert words_of("Mug with a fox and the word 'Kumo'.") == {
        "mug",
        "with",
        "a",
        "fox",
        "and",
        "the",
        "word",
    }
    known = known_words(["red mug", "red cup", "red fox", "blue fox"])
    assert known == ("blue", "cup", "fox", "mug")  # red stands in too many
    np.testing.assert_allclose(word_shares(["a blue fox", "red"], known), [[0.5, 0, 0.5, 0], [0, 0, 0, 0]])


def test_equal_sentences_are_all_right_answers():
    targets = same_text(["a mug", "a cup", "a mug"])
    np.testing.assert_allclose(targets, [[0.5, 0, 0.5], [0, 1, 0], [0.5, 0, 0.5]])
    unit = torch.tensor([[1.0, 0.0], [0.0, 1.0], [1.0, 0.0]])
    found, lost = (
        both_ways(unit, unit[order], torch.tensor(20.0), targets) for order in ([0, 1, 2], [1, 0, 1])
    )
    assert found == pytest.approx(np.log(2) * 2 / 3, abs=1e-4)
    assert lost > 5


def test_a_category_gains_nothing_by_more_than_the_wanted_similarity():
    belongs = torch.tensor([[1.0, 0.0], [0.0, 1.0]])

    def cost(own: float, other: float) -> float:
        return float(calibrated(own * belongs + other * (1 - belongs), belongs))

    sure, unsure = (0.3 + np.log(share / (1 - share)) / 16 for share in (SURE, UNSURE))
    best = cost(sure, unsure)
    assert best < min(cost(sure + 0.1, unsure), cost(sure - 0.1, unsure))
    assert best < min(cost(sure, unsure + 0.1), cost(sure, unsure - 0.1))
    assert best == pytest.approx(
        -sum(share * np.log(share) + (1 - share) * np.log(1 - share) for share in (SURE, UNSURE)), abs=1e-5
    )


def test_categories_are_uneven_by_the_mean_of_what_belongs_to_them_alone():
    belongs = torch.tensor([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0]])
    even = torch.tensor([[0.2, 0.9], [0.4, 0.0], [-0.5, 0.3]])
    assert float(uneven(even, belongs)) == pytest.approx(0, abs=1e-12)
    wide = torch.tensor([[0.2, 0.9], [0.4, 0.0], [-0.5, 0.5]])
    assert float(uneven(wide, belongs)) == pytest.approx(0.1**2)


def test_words_cost_nothing_where_a_sentence_has_none():
    logits = torch.tensor([[2.0, 0.0], [5.0, 1.0]])
    assert named(logits, torch.tensor([[0.0, 0.0], [0.0, 0.0]])) == 0
    assert named(logits, torch.tensor([[1.0, 0.0], [0.0, 0.0]])) == pytest.approx(np.log(1 + np.exp(-2)) / 2)


def test_two_trainings_give_the_same_bytes_and_another_seed_gives_others(subjects, tmp_path):
    register_configs()
    recipe = Recipe(steps=3, size=3)
    digests = [
        save(train(DEMO_MODELS[name], subjects, recipe), tmp_path / f"{number}.safetensors")
        for number, name in enumerate(("demo", "demo", "demo-2"))
    ]
    assert digests[0] == digests[1] != digests[2]
    assert checked(tmp_path / "0.safetensors", "demo").sha256 == digests[0]
