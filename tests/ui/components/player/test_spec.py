"""The spec: complete JSON whose name changes exactly when it does."""

import json

import plotly.graph_objects as go
import pytest

from dlcore.figures import Binding, Panel
from ui.components.player.spec import build


@pytest.fixture
def panel():
    figure = go.Figure(go.Scatter(x=[1], y=[2]), {"title": {"text": "损失"}})
    return Panel("curves", figure, (Binding(0, "y", "train_loss", history=True),), (), "Loss {train_loss}", cursor=True)


def test_the_spec_holds_what_the_browser_draws(panel):
    text, _ = build([panel, panel], {"surface": (0.0, 2.0)}, {"train_loss": "loss"}, {"play": "播放"}, {})
    spec = json.loads(text)
    assert (spec["ranges"], spec["metrics"]) == ({"surface": [0, 2]}, {"train_loss": "loss"})
    assert spec["words"] == {"play": "播放"}
    assert len(spec["panels"]) == 2
    drawn = spec["panels"][0]
    assert drawn["figure"]["layout"]["title"]["text"] == "损失"
    assert drawn["bindings"] == [{"trace": 0, "attribute": "y", "source": "train_loss", "history": True}]
    assert (drawn["name"], drawn["description"], drawn["cursor"]) == ("curves", "Loss {train_loss}", True)
    assert drawn["clickable"] is False


def test_the_name_changes_with_the_words_only(panel):
    names = [build([panel], {}, {}, {"play": word}, {})[1] for word in ("Play", "播放", "Play")]
    assert names[0] == names[2] != names[1]
