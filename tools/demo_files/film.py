# ruff: noqa: INP001 - a drawing reads best with its coordinates on one line
"""Turns spoken lines and a drawing per moment into a small film with captions."""

from __future__ import annotations

import io
import subprocess
import tempfile
import wave
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import resvg_py
from PIL import Image

RATE = 48000
FPS = 12
NOTO = "/usr/share/fonts/truetype/noto"
VOICES = {
    "teacher": ("en-us+f2", 148, 46),
    "teacher2": ("en-us+m3", 146, 42),
    "student": ("en-us+f4", 150, 78),
    "student2": ("en-us+f5", 158, 86),
    "narrator": ("en-us+f2", 152, 48),
}


@dataclass(frozen=True)
class Line:
    """`shown` when the caption differs from what the voice needs to be told."""

    who: str
    said: str
    pause: float = 0.5
    shown: str = ""
    silent: float = 0.0


def speak(line: Line) -> np.ndarray:
    if line.silent:
        return np.zeros(int(RATE * line.silent), np.float32)
    voice, speed, pitch = VOICES[line.who]
    with tempfile.NamedTemporaryFile(suffix=".wav") as out:
        subprocess.run(  # noqa: S603
            [
                "espeak-ng",
                "-v",
                voice,
                "-s",
                str(speed),
                "-p",
                str(pitch),
                "-g",
                "2",
                "-w",
                out.name,
                line.said,
            ],
            check=True,
        )
        with wave.open(out.name) as file:
            raw = np.frombuffer(file.readframes(file.getnframes()), np.int16)
            rate = file.getframerate()
    sound = raw.astype(np.float32) / 32768
    spots = np.arange(int(len(sound) * RATE / rate)) * rate / RATE
    sound = np.interp(spots, np.arange(len(sound)), sound).astype(np.float32)
    sound = np.convolve(sound, np.hanning(9) / np.hanning(9).sum(), "same")
    return sound / max(0.05, float(np.abs(sound).max())) * 0.6


@dataclass(frozen=True)
class Track:
    sound: np.ndarray
    starts: tuple[float, ...]
    ends: tuple[float, ...]
    lines: tuple[Line, ...]

    @property
    def length(self) -> float:
        return len(self.sound) / RATE

    def since(self, index: int, t: float) -> float:
        """Seconds since that line began; negative before it."""
        return t - self.starts[index]

    def caption(self, t: float) -> str:
        for line, a, b in zip(self.lines, self.starts, self.ends, strict=True):
            if a <= t < b:
                return line.shown or line.said
        return ""


def record(lines: list[Line], lead: float = 0.6, tail: float = 1.2) -> Track:
    pieces = [np.zeros(int(RATE * lead), np.float32)]
    starts, ends, at = [], [], lead
    for line in lines:
        sound = speak(line)
        starts.append(at)
        at += len(sound) / RATE
        ends.append(at)
        pieces += [sound, np.zeros(int(RATE * line.pause), np.float32)]
        at += int(RATE * line.pause) / RATE
    pieces.append(np.zeros(int(RATE * tail), np.float32))
    sound = np.concatenate(pieces)
    room = np.zeros_like(sound)
    for delay, loud in ((0.023, 0.16), (0.041, 0.1), (0.067, 0.06)):
        shift = int(RATE * delay)
        room[shift:] += sound[:-shift] * loud
    return Track(np.clip(sound + room, -1, 1), tuple(starts), tuple(ends), tuple(lines))


def _stamp(t: float) -> str:
    return f"{int(t // 3600):02}:{int(t // 60) % 60:02}:{t % 60:06.3f}"


def _folded(text: str, width: int = 42) -> str:
    rows, row = [], ""
    for word in text.split():
        if len(row) + len(word) + 1 > width and row:
            rows.append(row)
            row = word
        else:
            row = f"{row} {word}".strip()
    return "\n".join([*rows, row])


def captions(track: Track) -> str:
    cues = ["WEBVTT", ""]
    for line, a, b in zip(track.lines, track.starts, track.ends, strict=True):
        shown = line.shown or line.said
        if shown:
            cues += [f"{_stamp(a)} --> {_stamp(b + min(line.pause, 0.4))}", _folded(shown), ""]
    return "\n".join(cues)


def raster(svg: str) -> Image.Image:
    png = resvg_py.svg_to_bytes(svg_string=svg, font_dirs=[NOTO], skip_system_fonts=True)
    return Image.open(io.BytesIO(bytes(png))).convert("RGB")


def _encode_sound(
    container: av.container.OutputContainer, stream: av.AudioStream, sound: np.ndarray
) -> None:
    frame = av.AudioFrame.from_ndarray((sound[None, :] * 32767).astype(np.int16), "s16", "mono")
    frame.sample_rate = RATE
    frame.pts = 0
    resampler = av.AudioResampler(
        stream.codec_context.format, "mono", RATE, frame_size=stream.frame_size or 1024
    )
    for part in [*resampler.resample(frame), *resampler.resample(None)]:
        for packet in stream.encode(part):
            container.mux(packet)
    for packet in stream.encode(None):
        container.mux(packet)


def film(
    out: Path,
    track: Track,
    draw: Callable[[float], str],
    *,
    size: tuple[int, int] = (854, 480),
    quality: int = 30,
    audio_rate: int = 32000,
) -> None:
    webm = out.suffix == ".webm"
    options = {} if webm else {"movflags": "+faststart"}
    with av.open(str(out), "w", options=options) as container:
        container.flags |= 0x0400  # bitexact: no encoder name, no time of making
        if webm:
            video = container.add_stream("libvpx-vp9", FPS)
            video.options = {
                "crf": str(quality + 8),
                "b": "0",
                "deadline": "good",
                "cpu-used": "2",
                "row-mt": "0",
            }
        else:
            video = container.add_stream("libx264", FPS)
            video.options = {
                "crf": str(quality),
                "preset": "slow",
                "tune": "animation",
                "threads": "1",
                "g": "120",
            }
        video.width, video.height, video.pix_fmt = *size, "yuv420p"
        video.time_base = Fraction(1, FPS)
        audio = container.add_stream("libopus" if webm else "aac", RATE, layout="mono")
        audio.bit_rate = audio_rate
        last, image = "", None
        for i in range(int(track.length * FPS)):
            svg = draw(i / FPS)
            if svg != last:
                last, image = svg, raster(svg).resize(size, Image.Resampling.LANCZOS)
            frame = av.VideoFrame.from_image(image)
            frame.pts = i
            for packet in video.encode(frame):
                container.mux(packet)
        for packet in video.encode(None):
            container.mux(packet)
        _encode_sound(container, audio, track.sound)
    if not out.with_suffix(".vtt").exists() or out.suffix in {".mp4", ".webm"}:
        out.with_suffix(".vtt").write_text(captions(track))


def voice_note(out: Path, track: Track, rate: int = 24000) -> None:
    with av.open(str(out), "w", format="mp4", options={"movflags": "+faststart"}) as container:
        container.flags |= 0x0400
        stream = container.add_stream("aac", RATE, layout="mono")
        stream.bit_rate = rate
        _encode_sound(container, stream, track.sound)
