"""Signatures and keys are those of minisign: files that its version 0.11 made are the known answers."""

import base64
import hashlib
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from retrieval.bundle.errors import BundleError
from retrieval.bundle.signature import (
    PublicKey,
    check,
    check_folder,
    comment_of,
    parse_public_key,
    sign,
)
from retrieval.bundle.signing_key import (
    Limits,
    new_secret_key,
    read_secret_key,
    scrypt_parameters,
    secret_key_text,
)

SUMS = b"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  README.md\n"
COMMENT = "release:drawn@1.0.0"
# minisign -G -W; the pair exists for this test alone
OPEN_KEY = """untrusted comment: minisign encrypted secret key
RWQAAEIyAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA5m8r49s87Am3uaOABCauJtLEjOVIrFKm7C9nbqkEjm/Bc9XNrDUHvv5YkhM/QPz+8Wo2K8z9TTZMiHhn/IbVBCVUu5uxl64sAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
"""
OPEN_PUBLIC = """untrusted comment: minisign public key 9EC3CDBE32B6FE6
RWTmbyvj2zzsCf5YkhM/QPz+8Wo2K8z9TTZMiHhn/IbVBCVUu5uxl64s
"""
# minisign -S -m SHA256SUMS -t release:drawn@1.0.0
SIGNED = """untrusted comment: signature from minisign secret key
RUTmbyvj2zzsCRGETz/H/x/GRzNyybDcRVHCtcIbZWjSEQPT8ph+uLQWnX5m1nI3kO7fXxk4BZmbRd36JUKb+/helPf/mygK+As=
trusted comment: release:drawn@1.0.0
jPXv7xOHk99K1ivB818I818Re/FMtBmh1wt3HFDwTgZ9/vkwEG/4+dy4IsmuSoH85b9nCSgwBf3ozhVFaQozDQ==
"""
# minisign -S -l: not hashed beforehand
LEGACY = """untrusted comment: signature from minisign secret key
RWTmbyvj2zzsCRuJfweXGhKyYNs1ujtVdBYlvsWMe41XZDp48rMeNi9PbkJvnM/kE1zFEh0NOR5biK7FFpWT93lO0Sit0ddrsgs=
trusted comment: release:drawn@1.0.0
yn5TZq1OCRHp14ja4sAP11mJw/WuDXdwcMA7BhPpvyOPHLjFeH6X6wBZFiP56hb8QIeu33a3e9Pn5a5y7paiBA==
"""
# minisign -G with the passphrase "tasse", and its signature
CLOSED_KEY = """untrusted comment: minisign encrypted secret key
RWRTY0IyYmuA3b0qtT5vUN3ofP6+QxFx5X6mt71TsRXHNIBcGiQAAAACAAAAAAAAAEAAAAAANcLMT7igU8gFyPdkZBt7Ruhk4lFMZpf6WIWSH6zFAEHj9TaQcMs6E7t7qcCvQtHmnxUOjcyXlDt7LZhGHN07xII5/OkTQucv0egdnRmymvpkjWV4zP0c1ZxDqCrKHgzWzvvNrRgl084=
"""
CLOSED_SIGNED = """untrusted comment: signature from minisign secret key
RUQM8TBrNQLjkKmjSXwsuWe5pAo8TSXaIBwiadptkScLlqN9rifmf9SveHdmH/dwjieW2/S2fT9iPhxfUZu/ff5iiP3cVUK9ZAk=
trusted comment: release:drawn@1.0.0
PPJGK9LNIHoVXvU92YlGiG+rFB38DeuayEesXKUR12jeJ0bU7vClGlFZEDyomaiTZyH/g9JO2n5MpN3vFwUXAA==
"""
QUICK = Limits(32_768, 16_777_216)


def unasked() -> str:
    pytest.fail("a key without a passphrase must not ask for one")


def code_of(sums: bytes, signature: str, public_key: str) -> str:
    with pytest.raises(BundleError) as refused:
        check(sums, signature, public_key)
    assert refused.value.message.endswith(".")
    return refused.value.code


def test_a_signature_is_byte_for_byte_the_one_of_minisign() -> None:
    secret = read_secret_key(OPEN_KEY, unasked)
    assert sign(SUMS, secret, COMMENT) == SIGNED
    assert secret.public.text == OPEN_PUBLIC


@pytest.mark.parametrize("signature", [SIGNED, LEGACY, SIGNED.replace("\n", "\r\n"), SIGNED.rstrip("\n")])
@pytest.mark.parametrize(
    "key", [OPEN_PUBLIC, OPEN_PUBLIC.splitlines()[1], f" {OPEN_PUBLIC.rsplit(maxsplit=1)[-1]}\n"]
)
def test_signatures_of_minisign_are_believed(signature: str, key: str) -> None:
    assert check(SUMS, signature, key) == COMMENT


@pytest.mark.slow
def test_a_key_that_minisign_closed_with_a_passphrase_signs_the_same() -> None:
    secret = read_secret_key(CLOSED_KEY, lambda: "tasse")
    assert sign(SUMS, secret, COMMENT) == CLOSED_SIGNED


def test_an_independent_computation_gives_the_same_signature() -> None:
    secret = new_secret_key()
    private = Ed25519PrivateKey.from_private_bytes(secret.seed)
    signed = private.sign(hashlib.blake2b(SUMS, digest_size=64).digest())
    first = base64.b64encode(b"ED" + secret.key_id + signed).decode()
    second = base64.b64encode(private.sign(signed + COMMENT.encode())).decode()
    assert sign(SUMS, secret, COMMENT).splitlines()[1::2] == [first, second]


@pytest.mark.parametrize("place", range(0, len(SUMS), 9))
def test_one_changed_bit_of_the_sums_is_found(place: int) -> None:
    changed = bytearray(SUMS)
    changed[place] ^= 1
    assert code_of(bytes(changed), SIGNED, OPEN_PUBLIC) == "signature.wrong"
    assert code_of(bytes(changed), LEGACY, OPEN_PUBLIC) == "signature.wrong"


def test_a_changed_comment_is_found() -> None:
    assert code_of(SUMS, SIGNED.replace("@1.0.0", "@9.0.0"), OPEN_PUBLIC) == "signature.wrong"
    assert check(SUMS, SIGNED.replace("from minisign", "from nobody"), OPEN_PUBLIC) == COMMENT


def test_the_key_of_somebody_else_is_named() -> None:
    other = new_secret_key().public
    with pytest.raises(BundleError, match=f"9EC3CDBE32B6FE6, not with the key {other.name}") as refused:
        check(SUMS, SIGNED, other.text)
    assert refused.value.code == "signature.other-key"


def test_another_key_under_the_same_number_proves_nothing() -> None:
    posing = PublicKey(parse_public_key(OPEN_PUBLIC).key_id, new_secret_key().public.key)
    assert code_of(SUMS, SIGNED, posing.text) == "signature.wrong"


@pytest.mark.parametrize(
    "signature",
    [
        "",
        "x\n" * 4,
        SIGNED + SIGNED,
        "\n".join(SIGNED.split("\n")[:3]),
        SIGNED.replace("trusted comment: release", "comment: release"),
        SIGNED.replace("RUTmb", "RVTmb"),
        SIGNED.replace("RUTmb", "RUTm"),
        SIGNED.replace("jPXv7", "jPX\u00e97"),
    ],
)
def test_what_is_no_signature_is_said_so(signature: str) -> None:
    assert code_of(SUMS, signature, OPEN_PUBLIC) == "signature.malformed"


@pytest.mark.parametrize(
    "key", ["", "RWQ", "a b", OPEN_KEY, SIGNED, "untrusted comment: alone", "\u00e9" * 56]
)
def test_what_is_no_public_key_is_said_so(key: str) -> None:
    assert code_of(SUMS, SIGNED, key) == "signature.public-key"


def test_a_key_survives_its_file_with_and_without_a_passphrase() -> None:
    key = new_secret_key()
    assert read_secret_key(secret_key_text(key, None), unasked) == key
    closed = secret_key_text(key, "Straße", QUICK)
    assert read_secret_key(closed, lambda: "Straße") == key
    assert base64.b64encode(key.seed)[:40].decode() not in closed


def test_a_wrong_passphrase_is_refused() -> None:
    closed = secret_key_text(new_secret_key(), "right", QUICK)
    with pytest.raises(BundleError) as refused:
        read_secret_key(closed, lambda: "wrong")
    assert refused.value.code == "signature.passphrase"


@pytest.mark.parametrize(
    "text", ["", "x", OPEN_PUBLIC, OPEN_KEY.replace("RWQAAEIy", "RWQAAEIx"), OPEN_KEY[:-9]]
)
def test_what_is_no_secret_key_is_said_so(text: str) -> None:
    with pytest.raises(BundleError) as refused:
        read_secret_key(text, unasked)
    assert refused.value.code == "signature.secret-key"


def test_a_key_whose_halves_do_not_belong_together_is_refused() -> None:
    lines = secret_key_text(new_secret_key(), None).splitlines()
    data = bytearray(base64.b64decode(lines[1]))
    data[62] ^= 1  # the first byte of the seed
    with pytest.raises(BundleError):
        read_secret_key(f"{lines[0]}\n{base64.b64encode(data).decode()}\n", unasked)


def test_a_key_that_asks_for_too_much_memory_is_refused() -> None:
    data = bytearray(base64.b64decode(CLOSED_KEY.splitlines()[1]))
    data[38:54] = (1 << 40).to_bytes(8, "little") * 2
    with pytest.raises(BundleError):
        read_secret_key(f"untrusted comment: x\n{base64.b64encode(data).decode()}\n", lambda: "tasse")


@pytest.mark.parametrize(
    ("limits", "expected"),
    [(Limits(), (1 << 20, 8, 1)), (Limits(32_768, 16_777_216), (1 << 10, 8, 1)), (QUICK, (1 << 10, 8, 1))],
)
def test_scrypt_is_set_as_libsodium_sets_it(limits: Limits, expected: tuple[int, int, int]) -> None:
    assert scrypt_parameters(limits) == expected


def test_a_comment_of_two_lines_is_refused() -> None:
    with pytest.raises(BundleError):
        sign(SUMS, new_secret_key(), "one\ntwo")


def test_a_folder_is_checked_and_a_missing_signature_is_named(tmp_path: Path) -> None:
    (tmp_path / "SHA256SUMS").write_bytes(SUMS)
    with pytest.raises(BundleError, match=r"SHA256SUMS\.minisig cannot be read") as refused:
        check_folder(tmp_path, OPEN_PUBLIC)
    assert refused.value.code == "signature.missing"
    (tmp_path / "SHA256SUMS.minisig").write_text(SIGNED)
    assert check_folder(tmp_path, OPEN_PUBLIC) == COMMENT
    (tmp_path / "SHA256SUMS").write_bytes(SUMS + SUMS)
    with pytest.raises(BundleError):
        check_folder(tmp_path, OPEN_PUBLIC)


def test_a_secret_is_never_shown() -> None:
    key = new_secret_key()
    assert repr(key) == f"SecretKey({key.public.name})"


def test_the_comment_names_the_release_and_no_time() -> None:
    assert comment_of("drawn", "1.0.0") == "release:drawn@1.0.0\tfile:SHA256SUMS\thashed"
