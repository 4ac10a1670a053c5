"""A learner without a browser: opens a page, presses buttons, ticks, and takes in the frames for the player."""

from __future__ import annotations

import asyncio
import json
import re
import struct
import time
import zlib
from collections.abc import Mapping
from typing import Any

import numpy as np
from streamlit.components.v2.bidi_component.constants import EVENT_DELIM
from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.state.session_state import STREAMLIT_INTERNAL_KEY_PREFIX
from websockets.asyncio.client import ClientConnection, connect

PATIENCE = 120  # seconds for one answer of the server
_COMPUTED = re.compile(r"done in ([\d.]+) s of computing")

Block = tuple[str, int, np.ndarray]


def unpack(message: bytes) -> tuple[dict[str, Any], list[Block]]:
    """Read a message to the player: its header, and (name, first frame, one row a frame) of each array."""
    content = zlib.decompress(message)
    (length,) = struct.unpack_from("<I", content)
    header, offset = json.loads(content[4 : 4 + length]), 4 + length
    blocks: list[Block] = []
    for block in header["blocks"]:
        dtype, count = np.dtype(f"<{block['dtype']}"), int(np.prod(block["shape"]))
        values = np.frombuffer(content, dtype, count, offset).reshape(block["shape"])
        blocks.append((block["name"], block["start"], values))
        offset += values.nbytes
    return header, blocks


class Learner:
    """One session in English, which asks for what it lacks and ticks when told to, as a browser does.

    Attributes
    ----------
    columns
        What has arrived of the run on screen: array or metric -> one row a frame.
    interval
        Seconds between the ticks that the server wants; None while it wants none.
    """

    def __init__(self, address: str, stem: str, query: str = "") -> None:
        self.columns: dict[str, list[Any]] = {}
        self.interval: float | None = None
        self._address = f"{address.replace('http', 'ws', 1)}/_stcore/stream"
        self._stem, self._query = stem, f"{query}&lang=en"
        self._socket: ClientConnection | None = None
        self._words: dict[tuple[int, ...], str] = {}
        self._buttons: dict[str, tuple[str, str]] = {}  # key -> id and fragment
        self._beating = ""  # the fragment that ticks
        self._page = self._player = self._run = ""
        self._need: dict[str, Any] | None = None

    async def open(self) -> None:
        """Open the page and wait until it is drawn."""
        self._socket = await connect(self._address, subprotocols=["streamlit"], max_size=None)  # type: ignore[list-item]
        await self._rerun(BackMsg())

    async def open_untrained(self) -> None:
        """Open the page and put the untrained network back on the bench: a link starts its experiment by itself."""
        await self.open()
        while not self.epoch:
            await self.tick()
        for key in ("pause", "reset"):
            await self.press(key)
            await self.follow()

    async def close(self) -> None:
        """Close the tab."""
        assert self._socket is not None
        await self._socket.close()

    @property
    def epoch(self) -> int:
        """The last epoch that has arrived."""
        return int(self.columns["step"][-1]) if self.columns.get("step") else 0

    @property
    def computed(self) -> float:
        """Seconds of computing that the finished run took, by what the page says."""
        found = _COMPUTED.search("\n".join(self._words.values()))
        assert found, "the run is not done"
        return float(found[1])

    async def press(self, key: str) -> None:
        """Press the button of that key and wait for the page's answer."""
        message = BackMsg()
        widget = message.rerun_script.widget_states.widgets.add()
        widget.id, message.rerun_script.fragment_id = self._buttons[key]
        widget.trigger_value = True
        await self._rerun(message)

    async def tick(self) -> float:
        """Tick once, and return the seconds until the answer was there."""
        message, began = BackMsg(), time.perf_counter()
        message.rerun_script.fragment_id, message.rerun_script.is_auto_rerun = self._beating, True
        await self._rerun(message)
        return time.perf_counter() - began

    async def follow(self) -> list[float]:
        """Tick for as long as the server wants; return the seconds that each answer took."""
        taken: list[float] = []
        while self.interval is not None:
            await asyncio.sleep(max(0.0, self.interval - (taken[-1] if taken else 0.0)))
            taken.append(await self.tick())
        return taken

    async def _rerun(self, message: BackMsg) -> None:
        await self._send(message)
        while self._need is not None:
            asked = BackMsg()
            widget = asked.rerun_script.widget_states.widgets.add()
            widget.id = f"{STREAMLIT_INTERNAL_KEY_PREFIX}_{self._player}{EVENT_DELIM}events"
            widget.json_trigger_value = json.dumps([{"event": "need", "value": self._need}])
            await self._send(asked)

    async def _send(self, message: BackMsg) -> None:
        """Send one message, and take in all that comes until the script has run to its end."""
        assert self._socket is not None
        message.rerun_script.query_string = self._query
        message.rerun_script.page_name = "" if self._page else self._stem
        message.rerun_script.page_script_hash = self._page
        await self._socket.send(message.SerializeToString())
        while True:
            answer = ForwardMsg.FromString(await asyncio.wait_for(self._socket.recv(decode=False), PATIENCE))
            match answer.WhichOneof("type"):
                case "new_session" if not message.rerun_script.fragment_id:
                    self._words, self.interval = {}, None
                case "navigation":
                    self._page = answer.navigation.page_script_hash
                case "auto_rerun":
                    self.interval, self._beating = answer.auto_rerun.interval, answer.auto_rerun.fragment_id
                case "stop_auto_rerun" if self._beating in answer.stop_auto_rerun.fragment_ids:
                    self.interval = None
                case "delta":
                    self._take(answer.delta, tuple(answer.metadata.delta_path))
                case "script_finished" if answer.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                    return
                case "script_finished":  # what follows draws the whole page
                    message = BackMsg()

    def _take(self, delta: Delta, place: tuple[int, ...]) -> None:
        element = delta.new_element
        match element.WhichOneof("type") if delta.WhichOneof("type") == "new_element" else None:
            case "button":
                self._buttons[element.button.id.rpartition("-")[2]] = element.button.id, delta.fragment_id
            case "markdown":
                self._words[place] = element.markdown.body
            case "bidi_component" if element.bidi_component.bytes:  # the player; others send words
                self._player = element.bidi_component.id
                self._show(*unpack(element.bidi_component.bytes))
            case "alert" if element.alert.format == Alert.ERROR:
                raise AssertionError(element.alert.body)

    def _show(self, header: Mapping[str, Any], blocks: list[Block]) -> None:
        if header["run"] != self._run:
            self._run, self.columns = header["run"], {}
        for name, start, values in blocks:
            column = self.columns.setdefault(name, [])
            if start <= len(column):
                column[start : start + len(values)] = values
        have = {name: len(self.columns.get(name, ())) for name in header["counts"]}
        lacks = any(have[name] < count for name, count in header["counts"].items())
        self._need = {"run": self._run, "spec": False, "have": have} if lacks else None
