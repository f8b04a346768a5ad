import pytest
import torch

from retrieval.encoders.computing import choose_computing
from retrieval.errors import RetrievalError


def test_a_processor_computes_in_full_precision_and_a_graphics_card_in_half():
    chosen = choose_computing()
    if torch.cuda.is_available():
        assert (chosen.device, chosen.precision in ("bfloat16", "float16")) == ("cuda", True)
    else:
        assert (chosen.device, chosen.precision, chosen.mark) == ("cpu", "float32", "")


def test_half_precision_reaches_the_products_and_not_the_weights():
    chosen = choose_computing("cpu", "bfloat16")
    layer = torch.nn.Linear(4, 4)
    with chosen.running():
        assert layer(torch.ones(1, 4)).dtype == torch.bfloat16
        assert not layer(torch.ones(1, 4)).requires_grad
    assert layer.weight.dtype == torch.float32
    assert chosen.mark == " bfloat16"


@pytest.mark.parametrize(
    ("device", "precision"), [("abacus", "auto"), ("cpu", "float8"), ("cuda:99", "auto")]
)
def test_a_device_or_a_precision_that_is_not_there_is_refused_with_the_choices(device, precision):
    with pytest.raises(RetrievalError, match="choose") as refusal:
        choose_computing(device, precision)
    assert refusal.value.code == "encoder.device"
