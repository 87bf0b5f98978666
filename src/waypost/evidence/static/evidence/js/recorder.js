// A voice note from the browser itself, where it has a microphone.
import { copy, note, say } from "./phrases.js";

const LONGEST = 10 * 60 * 1000;
const TYPES = ["audio/mp4", "audio/webm;codecs=opus", "audio/webm", "audio/ogg"];

export function offerRecorders(form, uploads) {
  if (!globalThis.MediaRecorder || !navigator.mediaDevices?.getUserMedia) return;
  const type = TYPES.find((one) => MediaRecorder.isTypeSupported(one));
  if (!type) return;
  for (const place of form.querySelectorAll("[data-recorder]")) {
    place.hidden = false;
    place.append(copy("t-recorder"));
    const button = place.querySelector("[data-record]");
    const label = button.querySelector("span");
    const clock = place.querySelector("[data-clock]");
    const piece = Number(place.closest("[data-piece]").dataset.piece);
    let recorder;
    button.addEventListener("click", async () => {
      if (recorder?.state === "recording") { recorder.stop(); return; }
      recorder = await begin(type, clock, (file) => {
        label.textContent = say("record");
        clock.textContent = "";
        uploads.add(piece, [file]);
      });
      if (recorder) label.textContent = say("stop");
    });
  }
}

async function begin(type, clock, done) {
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  } catch {
    note("microphone", say("noMicrophone"));
    return undefined;
  }
  const recorder = new MediaRecorder(stream, { mimeType: type, audioBitsPerSecond: 64000 });
  const parts = [];
  const started = Date.now();
  const timer = setInterval(() => {
    const seconds = Math.floor((Date.now() - started) / 1000);
    clock.textContent = `${say("recording")} ${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    if (Date.now() - started > LONGEST) recorder.stop();
  }, 500);
  recorder.addEventListener("dataavailable", ({ data }) => { if (data.size) parts.push(data); });
  recorder.addEventListener("stop", () => {
    clearInterval(timer);
    for (const track of stream.getTracks()) track.stop();
    done(new File(parts, say("record"), { type: type.split(";")[0] }));
  });
  recorder.start(1000);
  return recorder;
}
