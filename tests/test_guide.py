"""The content folder: a sound one is read whole, and every slip in a broken one is told."""

from pathlib import Path

import pytest

from bot import guide

SHIPPED = Path(__file__).parent.parent / "content"


def test_the_shipped_guide_is_sound():
    loaded = guide.load(SHIPPED)
    assert len(loaded.types) == 8
    assert len(loaded.pages) == 2
    assert list(loaded.languages) == ["en", "fr"]


def test_a_guide_cannot_be_changed_after_it_is_loaded():
    loaded = guide.load(SHIPPED)
    for mapping in (loaded.types, loaded.languages, loaded.types["co-design"].name):
        with pytest.raises(TypeError):
            mapping["x"] = "y"
