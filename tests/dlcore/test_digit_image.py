"""Pictures that learners bring: which are read, which are refused, and what is made of them."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFile

from dlcore import digit_image
from dlcore.datasets.digits import digits
from dlcore.digit_image import ImageError, altered, centre_of_mass, decode, prepare, resized

MNIST = digits("mnist").pixels(slice(0, 5000, 25))


def drawn(mode: str = "L", size: tuple[int, int] = (90, 120), paper: int = 250, ink: int = 20) -> Image.Image:
    image = Image.new("L", size, paper)
    image.paste(ink, (30, 25, 44, 95))
    return image.convert(mode)


def file_of(image: Image.Image, kind: str = "PNG", **how: Any) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **how)
    return file.getvalue()


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def claiming(width: int, height: int) -> bytes:
    """A file of a few bytes that claims to be this large."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


def reason(content: bytes) -> str:
    with pytest.raises(ImageError) as caught:
        decode(content)
    return caught.value.reason


@pytest.mark.parametrize(("kind", "mode"), [("PNG", mode) for mode in ("1", "L", "P", "RGB", "RGBA", "LA", "I;16")]
                         + [("JPEG", mode) for mode in ("L", "RGB", "CMYK")])  # fmt: skip
def test_every_usual_kind_of_file_shows_the_same_stroke(kind: str, mode: str):
    deep = Image.fromarray(np.asarray(drawn(), dtype=np.uint16) * 257)
    image = deep if mode == "I;16" else drawn(mode)
    grey = decode(file_of(image, kind))
    assert grey.shape == (120, 90)
    assert grey[60, 36] < 0.2 < 0.9 < grey[5, 5]


def test_a_large_photograph_is_shrunk_before_it_is_worked_on():
    photo = Image.new("RGB", (3000, 4000), "white")
    photo.paste((0, 0, 0), (1400, 900, 1700, 3200))
    for kind in ("JPEG", "PNG"):
        grey = decode(file_of(photo, kind))
        assert max(grey.shape) <= digit_image.WORKING_SIDE
        assert grey.shape[0] / grey.shape[1] == pytest.approx(4 / 3, abs=0.01)


def test_a_photograph_taken_sideways_is_turned_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    assert decode(file_of(drawn(size=(120, 90)), "JPEG", exif=exif)).shape == (120, 90)


@pytest.mark.parametrize(("ink", "paper"), [(0, 1.0), (255, 0.0)])
def test_transparent_places_show_the_paper_that_the_ink_needs(ink: int, paper: float):
    image = Image.new("RGBA", (60, 60), (0, 0, 0, 0))
    image.paste((ink, ink, ink, 255), (25, 10, 35, 50))
    grey = decode(file_of(image))
    assert (grey[0, 0], grey[30, 30]) == pytest.approx((paper, 1 - paper))


def test_what_is_not_an_image_of_the_two_kinds_is_refused():
    svg = b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><script>alert(1)</script></svg>"
    for content in (b"", b"\0" * 400, b"not an image", svg, file_of(drawn(), "GIF"), file_of(drawn(), "BMP"),
                    file_of(drawn(), "TIFF"), b"%PDF-1.7", b"PK\3\4" + b"\0" * 99):  # fmt: skip
        assert reason(content) == "format"


def test_a_file_cut_short_is_broken():
    for kind in ("PNG", "JPEG"):
        noisy = Image.fromarray(np.random.default_rng(0).integers(0, 255, (90, 90), dtype=np.uint8))
        whole = file_of(noisy, kind)
        assert reason(whole[: len(whole) // 2]) == "broken"


def test_limits_hold_before_a_pixel_is_decoded(monkeypatch: pytest.MonkeyPatch):
    def decoded(*_args: object) -> None:
        raise AssertionError("pixels were decoded")

    for kind in (Image.Image, ImageFile.ImageFile):
        monkeypatch.setattr(kind, "load", decoded)
    assert reason(claiming(60_000, 60_000)) == "pixels"
    assert reason(claiming(4001, 4001)) == "pixels"
    assert reason(claiming(3, 3000)) == "small"
    assert reason(b"\0" * (digit_image.MOST_BYTES + 1)) == "bytes"


def test_an_animation_is_refused():
    frames = [drawn(), drawn(ink=200)]
    assert reason(file_of(frames[0], save_all=True, append_images=frames[1:])) == "animated"


def test_a_text_chunk_that_unpacks_to_gigabytes_does_no_harm():
    bomb = b"Comment\0\0" + zlib.compress(b"0" * 200_000_000)
    whole = file_of(drawn())
    assert reason(whole[:33] + chunk(b"zTXt", bomb) + whole[33:]) in ("format", "broken")


@settings(max_examples=150)
@given(st.sampled_from(["PNG", "JPEG"]), st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), max_size=8),
       st.integers(0, 40))  # fmt: skip
def test_a_damaged_file_is_read_or_refused_and_nothing_else(kind: str, damage: list[tuple[int, int]], cut: int):
    content = bytearray(file_of(drawn("P" if kind == "PNG" else "RGB"), kind))
    for place, value in damage:
        content[place % len(content)] = value
    try:
        grey = decode(bytes(content[: len(content) - cut]))
    except ImageError:
        return
    assert grey.ndim == 2 and np.isfinite(grey).all() and grey.min() >= 0 and grey.max() <= 1


def test_mnists_own_images_come_out_as_they_went_in():
    differences = [np.abs(prepare(image)[-1].image - image) for image in MNIST]
    assert max(each.max() for each in differences) < 0.05
    assert np.mean([each.max() == 0 for each in differences]) > 0.85


def test_a_digit_that_was_enlarged_moved_and_inverted_comes_back():
    for image in MNIST[:20]:
        large = np.kron(image, np.ones((8, 8)))
        sheet = np.ones((400, 300))
        sheet[90:314, 40:264] -= 0.9 * large
        back = prepare(sheet)[-1].image
        assert np.abs(back - image).max() < 0.35
        assert np.corrcoef(back.ravel(), image.ravel())[0, 1] > 0.99


def test_every_step_is_kept_and_the_last_is_centred_by_its_mass():
    grey = decode(file_of(drawn()))
    steps = prepare(grey)
    assert [step.code for step in steps] == ["given", "ink", "crop", "scale", "centre"]
    assert steps[1].box == (25, 94, 30, 43)
    assert steps[1].numbers == (1.0,)  # dark ink on bright paper
    assert steps[2].image.shape == (70, 14)
    assert max(steps[3].image.shape) == digit_image.BOXES[28]
    assert np.abs(np.subtract(centre_of_mass(steps[4].image), 14)).max() <= 0.5


def test_centring_by_the_box_and_none_at_all_put_the_digit_elsewhere():
    corner = np.zeros((28, 28))
    corner[2:14, 3] = corner[13, 3:9] = 1
    by_mass, by_box = (np.array(centre_of_mass(prepare(corner, how)[-1].image)) for how in ("mass", "box"))
    assert np.abs(by_mass - 14).max() <= 0.5 < np.abs(by_box - 14).max()
    assert np.array_equal(prepare(corner, "none")[-1].image, corner)


def test_a_network_of_small_digits_is_given_small_pictures():
    assert prepare(decode(file_of(drawn())), "mass", 8)[-1].image.shape == (8, 8)
    assert prepare(MNIST[0], "none", 8)[-1].image.shape == (8, 8)


@pytest.mark.parametrize("even", [0.0, 0.4, 1.0])
def test_an_even_picture_holds_nothing_to_read(even: float):
    with pytest.raises(ImageError) as caught:
        prepare(np.full((40, 40), even))
    assert caught.value.reason == "empty"


def test_the_grain_of_paper_is_no_ink():
    rng = np.random.default_rng(0)
    paper = 0.8 + rng.uniform(-0.02, 0.02, (200, 200))
    paper[60:140, 90:104] = 0.1
    assert prepare(paper)[1].box == (60, 139, 90, 103)


def test_scaling_up_and_down_keeps_the_proportions():
    assert resized(np.ones((70, 14)), 20).shape == (20, 4)
    assert resized(np.ones((3, 6)), 20).shape == (10, 20)
    assert resized(np.ones((400, 1)), 20).shape == (20, 1)


def test_nothing_altered_is_nothing_changed():
    assert np.array_equal(altered(MNIST[0]), MNIST[0])


def test_whole_pixels_and_quarter_turns_are_exact():
    image = np.random.default_rng(0).random((28, 28))
    moved = altered(image, right=3, down=-2)
    assert np.allclose(moved[:26, 3:], image[2:, :25])
    assert not moved[26:].any() and not moved[:, :3].any()
    assert np.allclose(altered(image, angle=90), np.rot90(image))
    assert np.allclose(altered(image, invert=True), 1 - image)


@settings(max_examples=40)
@given(st.floats(-6, 6), st.floats(-6, 6), st.floats(-180, 180), st.floats(0.5, 2))
def test_altering_is_pytorchs_grid_sample(right: float, down: float, angle: float, scale: float):
    image, turn = np.random.default_rng(1).random((12, 12)), np.deg2rad(angle)
    back = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]]) / scale
    offset = -back @ np.array([right, down]) * 2 / 12
    grid = F.affine_grid(torch.tensor(np.column_stack([back, offset]))[None], [1, 1, 12, 12], align_corners=False)
    wanted = F.grid_sample(torch.tensor(image)[None, None], grid, align_corners=False)[0, 0].numpy()
    assert np.allclose(altered(image, right=right, down=down, angle=angle, scale=scale), wanted, atol=1e-6)


def test_noise_follows_its_seed():
    first, again, other = (altered(MNIST[0], noise=0.3, seed=seed) for seed in (1, 1, 2))
    assert np.array_equal(first, again) and not np.array_equal(first, other)
    assert first.min() >= 0 and first.max() <= 1
