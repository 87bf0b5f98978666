// A voice note from the browser itself. Only somebody who presses Record needs it.
import { note, say } from "../../ui/words.js";

const LONGEST = 10 * 60 * 1000;

// Gives the recorder that runs, or nothing without a microphone; `done` gets the file.
export async function record(type, clock, done) {
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
